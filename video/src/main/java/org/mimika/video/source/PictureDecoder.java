package org.mimika.video.source;

import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.av_shrink_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_flush_buffers;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.mimika.core.MimikaException;
import org.mimika.video.Frame;

/**
 * Pictures from memory, one after the other: JPEG, PNG, WebP, GIF and BMP, of an animation the first picture, turned
 * upright. Meant for bytes from anybody: nothing but these decoders is reached, no other file and no address, nothing is
 * decoded that is larger than the limit, and notes that come with a picture are not unpacked. The largest picture takes
 * about twelve bytes a pixel while it is decoded, and eight afterwards.
 *
 * <p>Used by one thread at a time. Owns the decoder's context, which stays while the kind of picture does, as for a
 * browser's camera; the opener closes it, after all of its frames.
 */
public final class PictureDecoder implements AutoCloseable {
    /** Decoders count rows rounded up to 64 pixels: enough for 16,384 rows. */
    private static final long ROUNDING = 64 * 16_384;

    private final SourceOptions options;
    private final Scalers scalers = new Scalers();
    private final Upright upright = new Upright();
    private final AVPacket packet = Ffmpeg.allocated(av_packet_alloc(), "a packet");
    private AVCodecContext context;
    private int codec;
    private boolean closed;

    /** A decoder that keeps to the options' limit of pixels. */
    public PictureDecoder(SourceOptions options) {
        this.options = Objects.requireNonNull(options, "options");
    }

    /**
     * The picture, which the caller owns and closes.
     *
     * @param name what to call it in messages
     * @param file the whole file, from the position to the limit; both stay, and it is not needed afterwards
     * @param index what the frame is to say of its position, at least 0
     * @param ptsMillis what the frame is to say of its time
     * @throws MimikaException if it is no picture, one that is larger than the limit, damaged or incomplete; the next
     *     picture can be decoded all the same
     */
    public Frame decode(String name, ByteBuffer file, long index, long ptsMillis) {
        if (closed) {
            throw new IllegalStateException("the decoder of pictures is closed");
        }
        Ffmpeg.check(av_new_packet(packet, file.remaining() + PictureFile.PADDING), name + " cannot be decoded");
        AVFrame picture = Ffmpeg.allocated(av_frame_alloc(), "a frame");
        try {
            ByteBuffer needed = packet.data().capacity(packet.size()).asByteBuffer();
            PictureFile header = PictureFile.read(name, file, needed);
            requireFit(name, header);
            av_shrink_packet(packet, needed.position());
            use(header.codec());
            decode(name, picture);
            upright.apply(picture, Upright.turn(header.orientation()));
            return new AvFrame(scalers, picture, index, ptsMillis);
        } catch (RuntimeException | Error e) {
            av_frame_free(picture);
            throw e;
        } finally {
            av_packet_unref(packet);
        }
    }

    private void requireFit(String name, PictureFile header) {
        if ((long) header.width() * header.height() > options.maxPixels()) {
            throw new MimikaException(name + ": a picture of " + header.width() + "x" + header.height()
                    + " pixels is larger than the limit of " + options.maxPixels() + " pixels");
        }
    }

    /** Opens a decoder of this kind, unless it is the one that is open. */
    private void use(int wanted) {
        if (context != null && codec == wanted) {
            return;
        }
        free();
        AVCodec decoder = Ffmpeg.allocated(avcodec_find_decoder(wanted), "a decoder");
        context = Ffmpeg.allocated(avcodec_alloc_context3(decoder), "a decoder");
        codec = wanted;
        // The header is not the decoder's only word on the size: it keeps to the limit itself.
        context.thread_count(1).max_pixels(options.maxPixels() + ROUNDING);
        int code = avcodec_open2(context, decoder, (AVDictionary) null);
        if (code < 0) {
            free();
            Ffmpeg.check(code, "pictures of this kind cannot be decoded");
        }
    }

    private void decode(String name, AVFrame picture) {
        int code = avcodec_send_packet(context, packet);
        if (code >= 0) {
            code = avcodec_receive_frame(context, picture);
        }
        if (code == Ffmpeg.AGAIN) {
            avcodec_send_packet(context, null);
            code = avcodec_receive_frame(context, picture);
        }
        if (code < 0 || Decoder.isDamaged(picture)) {
            // What a damaged picture leaves behind is not for the next one to find.
            free();
            throw new MimikaException(name + " is a damaged picture that cannot be decoded"
                    + (code < 0 ? ": " + Ffmpeg.message(code) : ""));
        }
        avcodec_flush_buffers(context);
    }

    private void free() {
        if (context != null) {
            avcodec_free_context(context);
            context = null;
        }
    }

    /** Gives the memory back; a second call does nothing. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            free();
            av_packet_free(packet);
            upright.close();
            scalers.close();
        }
    }
}
