package org.mimika.server.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.mimika.server.live.LivePicture;
import org.mimika.server.live.LiveSource;
import org.mimika.server.live.Viewer;
import org.mimika.video.live.Delivery;
import org.mimika.video.live.FrameExplanation;
import org.mimika.video.live.LiveResult;

/** Puts what a source shows into a socket's outbox. */
final class SocketViewer implements Viewer {
    private final Wire wire;
    private final Outbox outbox;
    private final boolean pictures;
    private final boolean numbered;

    /**
     * A viewer.
     *
     * @param pictures whether its client wants pictures
     * @param numbered whether its client sent the frames itself, and gets back which one a result is of
     */
    SocketViewer(Wire wire, Outbox outbox, boolean pictures, boolean numbered) {
        this.wire = wire;
        this.outbox = outbox;
        this.pictures = pictures;
        this.numbered = numbered;
    }

    @Override
    public void result(LiveSource source, Delivery delivery) {
        LiveResult result = delivery.result();
        outbox.result(missed -> {
            ObjectNode node = wire.result(source, result, delivery.missed() + missed);
            return (numbered ? node.put("seq", result.frame().index()) : node).toString();
        });
    }

    @Override
    public void status(LiveSource source) {
        ObjectNode node = Wire.message("status", source);
        Wire.status(node, source.status());
        if (source.status().state().over()) {
            outbox.finish(node.toString());
        } else {
            outbox.message(node.toString());
        }
    }

    @Override
    public void stats(LiveSource source) {
        ObjectNode node = Wire.message("stats", source);
        node.setAll(Wire.stats(source.stats()));
        outbox.message(node.toString());
    }

    @Override
    public void explanation(LiveSource source, FrameExplanation explanation) {
        outbox.message(wire.explanation(source, explanation).toString());
    }

    @Override
    public boolean wantsPictures() {
        return pictures;
    }

    /** The length of the header, the header, and the JPEG. */
    @Override
    public void picture(LiveSource source, LivePicture picture) {
        byte[] header = Wire.object()
                .put("frame", picture.frame())
                .put("pts_ms", picture.ptsMillis())
                .put("width", picture.width())
                .put("height", picture.height())
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        outbox.picture(ByteBuffer.allocate(Integer.BYTES + header.length + picture.jpeg().length)
                .putInt(header.length)
                .put(header)
                .put(picture.jpeg())
                .flip());
    }
}
