package org.mimika.server.http;

import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.NanoTime;

/**
 * A request whose body must come at a pace: once the patience is over, with so many bytes for each second of it. Jetty's
 * own setting knows no patience, and does not see forms.
 */
final class PacedBody extends Request.Wrapper {
    private final Traffic traffic;
    private final long begun = NanoTime.now();
    private long came;
    private Content.Chunk failure;

    PacedBody(Request request, Traffic traffic) {
        super(request);
        this.traffic = traffic;
    }

    @Override
    public Content.Chunk read() {
        if (failure != null) {
            return failure;
        }
        Content.Chunk chunk = super.read();
        if (chunk == null) {
            return null;
        }
        came += chunk.remaining();
        if (chunk.isLast() || !isSlow()) {
            return chunk;
        }
        chunk.release();
        failure = Content.Chunk.from(
                new HttpException.RuntimeException(HttpStatus.REQUEST_TIMEOUT_408, "the body comes too slowly"));
        return failure;
    }

    private boolean isSlow() {
        long millis = NanoTime.millisSince(begun);
        return millis > traffic.patience().toMillis() && came < millis * traffic.bytesPerSecond() / 1000;
    }
}
