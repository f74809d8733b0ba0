package org.mimika.video.source;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.mimika.core.MimikaException;
import org.mimika.video.Frame;
import org.mimika.video.FrameSource;
import org.mimika.video.SourceInfo;

/**
 * One file, stream or device as frames. The first frame is decoded on opening, so that whatever is wrong with the whole
 * of the input shows at once.
 */
final class VideoSource implements FrameSource {
    /** A clock that goes back further than this has started again; by less, it is a frame out of order. */
    private static final long RESTART_MILLIS = 1000;

    private final Demuxer demuxer;
    private final Scalers scalers = new Scalers();
    private final Upright upright = new Upright();
    private final AVPacket packet = Ffmpeg.allocated(av_packet_alloc(), "a packet");
    private final SourceInfo info;
    private Decoder decoder;
    private Frame first;
    private long delivered;
    private long lastPts;
    private long shift;
    private boolean drained;
    private boolean closed;

    /**
     * Takes over the input, also if this fails.
     *
     * @param streamed whether it comes from a camera or a network: it is live then, unless it tells how long it is
     */
    VideoSource(String name, Input input, boolean streamed, SourceOptions options) {
        try {
            demuxer = new Demuxer(name, input);
            decoder = new Decoder(name, demuxer.stream(), options);
            first = decode();
            if (first == null) {
                String why = brokenOff();
                throw new MimikaException(
                        name + ": no frame of it could be decoded" + (why.isEmpty() ? "" : ": " + why));
            }
            long frames = demuxer.frames();
            info = new SourceInfo(
                    name, kind(streamed && frames < 0), first.width(), first.height(), demuxer.rate(), frames);
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private SourceInfo.Kind kind(boolean live) {
        return live ? SourceInfo.Kind.LIVE : demuxer.still() ? SourceInfo.Kind.PICTURES : SourceInfo.Kind.VIDEO;
    }

    @Override
    public SourceInfo info() {
        return info;
    }

    @Override
    public long skipped() {
        return decoder.skipped();
    }

    @Override
    public Frame read() {
        if (closed) {
            throw new IllegalStateException(info.name() + " is closed");
        }
        if (first != null) {
            Frame frame = first;
            first = null;
            return frame;
        }
        Frame frame = decode();
        if (frame == null) {
            String why = brokenOff();
            if (!why.isEmpty()) {
                throw new MimikaException(info.name() + " breaks off after " + delivered
                        + " frames, it is damaged or incomplete: " + why);
            }
        }
        return frame;
    }

    private String brokenOff() {
        String why = demuxer.brokenOff();
        return why.isEmpty() && decoder.lastFailed() ? "the last frame is cut" : why;
    }

    private Frame decode() {
        AVFrame picture = Ffmpeg.allocated(av_frame_alloc(), "a frame");
        try {
            while (!decoder.receive(picture)) {
                if (drained) {
                    av_frame_free(picture);
                    return null;
                }
                feed();
            }
            long pts = ptsMillis(picture);
            upright.apply(picture);
            Frame frame = new AvFrame(scalers, picture, delivered + decoder.skipped(), pts);
            delivered++;
            return frame;
        } catch (RuntimeException | Error e) {
            av_frame_free(picture);
            throw e;
        }
    }

    private void feed() {
        if (demuxer.next(packet)) {
            decoder.send(packet);
            av_packet_unref(packet);
        } else {
            decoder.send(null);
            drained = true;
        }
    }

    /**
     * The stream's own time. Where a frame has none, the one before and the nominal rate stand in; where the stream's
     * clock starts again (recordings joined end to end, a camera that was switched on anew), time goes on from there.
     */
    private long ptsMillis(AVFrame picture) {
        long expected = delivered == 0 ? 0 : lastPts + Math.round(1000 / Math.max(1, demuxer.rate()));
        long pts = expected;
        if (picture.best_effort_timestamp() != AV_NOPTS_VALUE) {
            AVRational base = demuxer.stream().time_base();
            pts = shift + Math.round(picture.best_effort_timestamp() * 1000.0 * base.num() / base.den());
            if (delivered > 0 && pts < lastPts - RESTART_MILLIS) {
                shift += expected - pts;
                pts = expected;
            }
        }
        lastPts = delivered == 0 ? pts : Math.max(lastPts, pts);
        return lastPts;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (first != null) {
            first.close();
        }
        if (decoder != null) {
            decoder.close();
        }
        av_packet_free(packet);
        upright.close();
        scalers.close();
        if (demuxer != null) {
            demuxer.close();
        }
    }
}
