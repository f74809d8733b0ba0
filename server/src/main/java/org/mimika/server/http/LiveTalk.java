package org.mimika.server.http;

import org.mimika.server.live.LiveSource;
import org.mimika.server.live.LiveSources;

/** A client that follows a source: results, state and figures, and pictures if it wants them. What it says is ignored. */
final class LiveTalk implements Sockets.Talk {
    private final LiveSource source;
    private final SocketViewer viewer;

    LiveTalk(Sockets.Client client, LiveSources sources, Wire wire) {
        String id = client.context().pathParam("id");
        source = sources.find(id).orElseThrow(() -> Problem.missing("there is no source '" + id + "'"));
        viewer = new SocketViewer(wire, client.outbox(), client.flag("picture") && wire.showsPictures(), false);
        source.watch(viewer);
        viewer.status(source);
    }

    @Override
    public void close() {
        source.unwatch(viewer);
    }
}
