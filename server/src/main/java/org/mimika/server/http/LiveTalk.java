package org.mimika.server.http;

import org.mimika.server.live.LiveSource;

/** A client that follows a source: results, state and figures, and pictures if it wants them. What it says is ignored. */
final class LiveTalk implements Sockets.Talk {
    private final LiveSource source;
    private final SocketViewer viewer;
    private final EventTalk events;

    LiveTalk(Sockets.Client client, WebServer.Parts parts, Wire wire) {
        String id = client.context().pathParam("id");
        source = parts.sources().find(id).orElseThrow(() -> Problem.missing("there is no source '" + id + "'"));
        viewer = new SocketViewer(wire, client.outbox(), client.flag("picture") && wire.showsPictures(), false);
        events = new EventTalk(client.outbox(), parts.alarms().engine(), id);
        source.watch(viewer);
        viewer.status(source);
    }

    @Override
    public void close() {
        source.unwatch(viewer);
        events.close();
    }
}
