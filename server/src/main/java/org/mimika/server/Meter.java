package org.mimika.server;

import org.mimika.server.live.LiveSource;
import org.mimika.server.live.SessionRecorder;
import org.mimika.server.live.Viewer;
import org.mimika.server.metrics.ServerMetrics;
import org.mimika.video.live.Delivery;
import org.mimika.video.live.LiveResult;

/** Counts what one source does. */
final class Meter implements Viewer {
    private final ServerMetrics metrics;
    private long lastFrame = -1;
    private long recorded;
    private long session;

    Meter(ServerMetrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public void result(LiveSource source, Delivery delivery) {
        LiveResult result = delivery.result();
        long frame = result.frame().index();
        metrics.frame(
                source.kind().label(), result.frame().faces().size(), frame - lastFrame - 1, result.latencyMillis());
        lastFrame = frame;
    }

    @Override
    public void stats(LiveSource source) {
        source.recording().ifPresent(this::count);
    }

    @Override
    public void status(LiveSource source) {
        source.recording().ifPresent(this::count);
    }

    private synchronized void count(SessionRecorder.State recording) {
        long now = recording.session().orElse(session);
        recorded = now == session ? recorded : 0;
        session = now;
        metrics.recorded(Math.max(0, recording.acknowledged() - recorded));
        recorded = Math.max(recorded, recording.acknowledged());
    }
}
