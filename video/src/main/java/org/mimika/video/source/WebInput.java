package org.mimika.video.source;

import static org.bytedeco.ffmpeg.global.avformat.AVSEEK_FORCE;
import static org.bytedeco.ffmpeg.global.avformat.AVSEEK_SIZE;
import static org.bytedeco.ffmpeg.global.avformat.avio_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avio_context_free;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.av_free;
import static org.bytedeco.ffmpeg.global.avutil.av_malloc;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.Read_packet_Pointer_BytePointer_int;
import org.bytedeco.ffmpeg.avformat.Seek_Pointer_long_int;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/** {@link WebBytes} as FFmpeg reads them. Used by one thread; owns both sides, the opener closes it. */
final class WebInput implements AutoCloseable {
    private static final int BUFFER = 1 << 15;
    private static final int EIO = -5;
    private static final int TIMED_OUT = -110;
    private static final int START = 0; // SEEK_SET
    private static final int HERE = 1; // SEEK_CUR

    /** JavaCPP gives a class of callbacks ten places in all, so all inputs share one, told apart by their keys. */
    private static final Map<Long, WebInput> OPEN = new ConcurrentHashMap<>();

    static final Read_packet_Pointer_BytePointer_int READ = new Read_packet_Pointer_BytePointer_int() {
        @Override
        public int call(Pointer key, BytePointer to, int most) {
            try {
                return OPEN.get(key.address()).read(to, most);
            } catch (SocketTimeoutException e) {
                return TIMED_OUT;
            } catch (IOException | RuntimeException | Error e) {
                return EIO; // nothing may be thrown through FFmpeg
            }
        }
    };

    static final Seek_Pointer_long_int SEEK = new Seek_Pointer_long_int() {
        @Override
        public long call(Pointer key, long offset, int whence) {
            try {
                return OPEN.get(key.address()).seek(offset, whence);
            } catch (RuntimeException | Error e) {
                return EIO;
            }
        }
    };

    private final WebBytes bytes;
    private final BytePointer key = new BytePointer(1);
    private final byte[] part = new byte[BUFFER];
    private AVIOContext context;
    private long position;

    /** Takes over the bytes. */
    WebInput(WebBytes bytes) {
        this.bytes = bytes;
        OPEN.put(key.address(), this);
        BytePointer buffer = new BytePointer(Ffmpeg.allocated(av_malloc(BUFFER), "a buffer"));
        context = avio_alloc_context(buffer, BUFFER, 0, key, READ, null, bytes.seekable() ? SEEK : null);
    }

    AVIOContext context() {
        return context;
    }

    private int read(BytePointer to, int most) throws IOException {
        int count = bytes.read(part, Math.min(most, part.length));
        if (count <= 0) {
            return AVERROR_EOF;
        }
        to.put(part, 0, count);
        position += count;
        return count;
    }

    private long seek(long offset, int whence) {
        int how = whence & ~AVSEEK_FORCE;
        if (how == AVSEEK_SIZE) {
            return bytes.length();
        }
        long to = how == START ? offset : how == HERE ? position + offset : bytes.length() + offset;
        if (to < 0 || to > bytes.length()) {
            return EIO;
        }
        bytes.seek(to);
        position = to;
        return to;
    }

    @Override
    public void close() {
        if (context != null) {
            av_free(context.buffer());
            avio_context_free(context);
            context = null;
            OPEN.remove(key.address());
            key.close();
            bytes.close();
        }
    }
}
