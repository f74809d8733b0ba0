package org.mimika.bench.clip;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import javax.imageio.ImageIO;
import org.bytedeco.ffmpeg.ffmpeg;
import org.bytedeco.javacpp.Loader;

/**
 * Makes the demo clip from NASA's public-domain portrait of Eileen Collins: zoomed, tilted, dimmed, dark for a
 * moment, and panned. The preset's own FFmpeg program encodes it as H.264.
 */
public final class DemoClip {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 360;
    private static final int RATE = 25;

    private DemoClip() {}

    /** {@code DemoClip PORTRAIT.png OUT.mp4}, the portrait as scikit-image has it, 512x512. */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length != 2) {
            System.err.println("usage: DemoClip PORTRAIT.png OUT.mp4");
            System.exit(2);
        }
        BufferedImage portrait = ImageIO.read(new File(args[0]));
        int code = encode(portrait, path(portrait), args[1]);
        if (code != 0) {
            System.err.println("ffmpeg failed with exit code " + code);
            System.exit(1);
        }
    }

    /** The face's middle is at (225, 120) and it is about 95 pixels wide. */
    private static CameraPath path(BufferedImage portrait) {
        return new CameraPath(
                List.of(
                        new CameraPath.Key(0.0, 256, 144, 1.25, 0, 1),
                        new CameraPath.Key(0.4, 256, 144, 1.25, 0, 1),
                        new CameraPath.Key(2.0, 225, 125, 2.2, 0, 1),
                        new CameraPath.Key(3.0, 225, 125, 2.2, -9, 1),
                        new CameraPath.Key(4.4, 225, 125, 2.0, 9, 1),
                        new CameraPath.Key(5.2, 235, 130, 1.8, 0, 1),
                        new CameraPath.Key(6.0, 235, 130, 1.8, 0, 0.4),
                        new CameraPath.Key(6.5, 235, 130, 1.8, 0, 1),
                        new CameraPath.Key(6.9, 235, 130, 1.8, 0, 0),
                        new CameraPath.Key(7.1, 235, 130, 1.8, 0, 0),
                        new CameraPath.Key(7.5, 235, 130, 1.8, 0, 1),
                        new CameraPath.Key(8.4, 330, 150, 1.8, 0, 1),
                        new CameraPath.Key(9.2, 256, 144, 1.25, 0, 1),
                        new CameraPath.Key(10.0, 256, 144, 1.25, 0, 1)),
                portrait.getWidth(),
                portrait.getHeight());
    }

    private static int encode(BufferedImage portrait, CameraPath path, String out)
            throws IOException, InterruptedException {
        Process encoder = new ProcessBuilder(
                        Loader.load(ffmpeg.class),
                        "-hide_banner",
                        "-loglevel",
                        "error",
                        "-y",
                        "-f",
                        "rawvideo",
                        "-pixel_format",
                        "bgr24",
                        "-video_size",
                        WIDTH + "x" + HEIGHT,
                        "-framerate",
                        String.valueOf(RATE),
                        "-i",
                        "-",
                        "-c:v",
                        "libopenh264",
                        "-b:v",
                        "760k",
                        "-g",
                        "50",
                        "-pix_fmt",
                        "yuv420p",
                        "-movflags",
                        "+faststart",
                        "-fflags",
                        "+bitexact",
                        out)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (OutputStream frames = new BufferedOutputStream(encoder.getOutputStream())) {
            BufferedImage frame = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
            for (int i = 0; i < Math.round(path.seconds() * RATE); i++) {
                frames.write(draw(portrait, path, i / (double) RATE, frame));
            }
        }
        return encoder.waitFor();
    }

    private static byte[] draw(BufferedImage portrait, CameraPath path, double seconds, BufferedImage frame) {
        CameraPath.Key key = path.at(seconds);
        Graphics2D graphics = frame.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.drawImage(portrait, path.view(key, WIDTH, HEIGHT), null);
        graphics.dispose();
        byte[] pixels = ((DataBufferByte) frame.getRaster().getDataBuffer()).getData();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) Math.round((pixels[i] & 0xff) * key.light());
        }
        return pixels;
    }
}
