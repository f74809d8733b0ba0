package org.mimika.video.source;

import static org.bytedeco.ffmpeg.global.avformat.av_find_input_format;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.global.avdevice;
import org.mimika.core.MimikaException;
import org.mimika.video.FrameSource;

/** Opens whatever a user may name as INPUT. */
public final class Sources {
    private static final String CAMERA = "camera:";
    private static final String ADDRESS = "(rtsps?|https?)://.*";

    /** Past scheme and user: the host with its port, then the beginning of what follows the path's last slash. */
    private static final Pattern NAMED =
            Pattern.compile("\\w+://(?:[^/?#]*@)?((?:[\\w.-]+|\\[[0-9A-Fa-f:.]+])(?::\\d+)?)(?![^/?#])"
                    + "(?:/(?:[^/?#]*/)*([\\w.-]*)[^/?#]*)?");

    /** A word or a number, and its ending: letters and digits mixed, or letters of both cases, may be a key. */
    private static final Pattern PLAIN =
            Pattern.compile("(?:[A-Z]?[a-z]{0,15}|[A-Z]{1,15})(?:[._-]?\\d{1,4})?(?:\\.[a-z]{1,4}\\d?)?");

    private Sources() {}

    /**
     * Opens a video or picture file, a folder of pictures, {@code camera:N}, or an {@code rtsp://}, {@code http://} or
     * {@code https://} address. The caller closes the source.
     *
     * @throws MimikaException if it cannot be opened or not one frame of it can be decoded
     */
    public static FrameSource open(String input, SourceOptions options) {
        require(input);
        String lower = input.toLowerCase(Locale.ROOT);
        if (lower.startsWith(CAMERA)) {
            return camera(input, options);
        }
        if (lower.matches(ADDRESS)) {
            return stream(input, options);
        }
        Path path = Path.of(input);
        return Files.isDirectory(path) ? new PictureFolder(path, options) : file(path.toString(), path, options);
    }

    /**
     * Opens an {@code rtsp://}, {@code http://} or {@code https://} address that somebody named who may not connect to
     * everything that this machine can. Only where the check says is connected to; HTTP's redirections are judged in
     * their turn, RTSP's are refused, and so are playlists. The caller closes the source.
     *
     * @throws MimikaException if it is not admitted, cannot be opened or not one frame of it can be decoded
     */
    public static FrameSource open(String address, SourceOptions options, AddressCheck check) {
        if (!address.toLowerCase(Locale.ROOT).matches(ADDRESS)) {
            throw new MimikaException("expected an address: rtsp://, http:// or https://");
        }
        String name = name(address);
        if (isRtsp(address)) {
            Input input = Input.rtsp(name, pinned(address, check), settings(address, options));
            return new VideoSource(name, input, true, options);
        }
        WebBytes bytes = new WebBytes(name, address, check, options.timeout());
        return new VideoSource(name, Input.web(bytes), true, options);
    }

    private static String pinned(String address, AddressCheck check) {
        InetAddress number = check.admit(address).get(0);
        String literal = number.getHostAddress().replaceFirst("%.*", "");
        // Between the user, if there is one, and the port or the path.
        Matcher parts = Pattern.compile("(\\w+://(?:[^/?#]*@)?)(\\[[^]]*]|[^:/?#]*)(.*)")
                .matcher(address);
        if (!parts.matches()) {
            throw new MimikaException(name(address) + " is no address");
        }
        return parts.group(1) + (number instanceof Inet6Address ? "[" + literal + "]" : literal) + parts.group(3);
    }

    /**
     * One picture from memory as a source of a single frame: see {@link PictureDecoder}, which is for more than one. The
     * caller closes the source.
     *
     * @param name what to call it in messages
     * @param file the whole file, from the position to the limit; not needed afterwards
     * @throws MimikaException if it is no picture, larger than the limit, damaged or incomplete
     */
    public static FrameSource picture(String name, ByteBuffer file, SourceOptions options) {
        return new PictureSource(name, file, options);
    }

    /**
     * Checks what the words alone tell, and opens nothing.
     *
     * @throws MimikaException if no source can be called that
     */
    public static void require(String input) {
        String lower = input.toLowerCase(Locale.ROOT);
        if (lower.isBlank()) {
            // As a path it would mean the current folder.
            throw new MimikaException("the input has no name: expected a file, a folder, camera:0 or an address");
        }
        if (lower.startsWith(CAMERA) && !lower.matches(CAMERA + "\\d{1,3}")) {
            throw new MimikaException("'" + input + "' is no camera: expected camera:0, camera:1, ...");
        }
        if (lower.matches("[a-z][a-z0-9+.-]+://.*") && !lower.matches(ADDRESS)) {
            throw new MimikaException("'" + input + "': expected rtsp://, http:// or https://");
        }
        try {
            if (!mayComeBack(input)) {
                Path.of(input);
            }
        } catch (InvalidPathException e) {
            throw new MimikaException("'" + input + "' is no path: " + e.getReason(), e);
        }
    }

    /** Whether the input is a camera or an address, which may come back when it is gone; a file does not. */
    public static boolean mayComeBack(String input) {
        String lower = input.toLowerCase(Locale.ROOT);
        return lower.startsWith(CAMERA) || lower.matches(ADDRESS);
    }

    /**
     * What to call the input in messages, tables and logs. Of an address the host, the port, and the last piece of its
     * path as far as it is plain and not long: cameras take passwords and keys anywhere else in it, and there too.
     */
    public static String name(String input) {
        if (!input.toLowerCase(Locale.ROOT).matches(ADDRESS)) {
            return input;
        }
        Matcher parts = NAMED.matcher(input);
        if (!parts.lookingAt()) {
            return "an address";
        }
        String piece = parts.group(2);
        boolean plain =
                piece != null && !piece.isEmpty() && PLAIN.matcher(piece).matches();
        return parts.group(1) + (plain ? "/" + piece : "");
    }

    /**
     * Opens a video or picture file. The caller closes the source.
     *
     * @param name what to call it in messages, which tell nothing else of where it lies
     * @throws MimikaException if it cannot be opened or not one frame of it can be decoded
     */
    public static FrameSource file(String name, Path path, SourceOptions options) {
        return new VideoSource(name, Input.file(name, path), false, options);
    }

    private static FrameSource stream(String url, SourceOptions options) {
        String name = name(url);
        return new VideoSource(name, Input.address(name, url, null, settings(url, options)), true, options);
    }

    private static boolean isRtsp(String url) {
        return url.toLowerCase(Locale.ROOT).startsWith("rtsp");
    }

    private static Map<String, String> settings(String url, SourceOptions options) {
        String micros = Long.toString(options.timeout().toNanos() / 1000);
        // Only what the address itself needs: a playlist must not lead to files of this machine.
        return isRtsp(url)
                ? Map.of("protocol_whitelist", "rtsp,rtp,udp,tcp,tls", "rtsp_transport", "tcp", "timeout", micros)
                : Map.of("protocol_whitelist", "http,https,tcp,tls,crypto", "rw_timeout", micros);
    }

    private static FrameSource camera(String input, SourceOptions options) {
        String number = input.substring(CAMERA.length());
        String device = "/dev/video" + number;
        if (!Files.exists(Path.of(device))) {
            throw new MimikaException(input + ": there is no " + device + " on this machine");
        }
        AVInputFormat format = cameraFormat(input);
        return new VideoSource(input, Input.address(input, device, format, Map.of()), true, options);
    }

    private static AVInputFormat cameraFormat(String input) {
        try {
            avdevice.avdevice_register_all();
        } catch (LinkageError e) {
            throw new MimikaException(
                    input + ": FFmpeg's camera support needs the system library libpulse (Debian: "
                            + "apt install libpulse0): " + e.getMessage(),
                    e);
        }
        AVInputFormat format = av_find_input_format("v4l2");
        if (format == null || format.isNull()) {
            throw new MimikaException(input + ": cameras are supported on Linux (v4l2) only");
        }
        return format;
    }
}
