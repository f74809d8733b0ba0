package org.mimika.server.browser;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.mimika.video.Frame;
import org.mimika.video.FrameSource;
import org.mimika.video.source.SourceOptions;
import org.mimika.video.source.Sources;

/** What Chromium's camera shows: two people beside each other, made from the middle of the bundled clip. */
final class CameraClip {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 360;
    private static final int FRAMES = 40;
    /** The face stands still and in the middle from here on. */
    private static final int FROM = 52;

    private CameraClip() {}

    /** Writes it as Motion JPEG: one JPEG after the other. */
    static Path write(Path clip, Path folder) throws IOException {
        List<BufferedImage> pictures = read(clip);
        Path file = folder.resolve("camera.mjpeg");
        try (OutputStream out = Files.newOutputStream(file)) {
            // There and back again, so that nobody jumps where it begins anew.
            for (int i = 0; i < 2 * FRAMES - 2; i++) {
                int at = i < FRAMES ? i : 2 * FRAMES - 2 - i;
                ImageIO.write(pair(pictures.get(at), pictures.get(FRAMES - 1 - at)), "jpg", out);
            }
        }
        return file;
    }

    private static List<BufferedImage> read(Path clip) {
        List<BufferedImage> pictures = new ArrayList<>();
        ByteBuffer rgb = ByteBuffer.allocateDirect(WIDTH * HEIGHT * 3);
        try (FrameSource source = Sources.open(clip.toString(), SourceOptions.DEFAULTS)) {
            while (pictures.size() < FRAMES) {
                try (Frame frame = source.read()) {
                    if (frame.index() >= FROM) {
                        frame.scaleRgb(rgb, WIDTH, HEIGHT);
                        pictures.add(picture(rgb));
                    }
                }
            }
        }
        return pictures;
    }

    private static BufferedImage picture(ByteBuffer rgb) {
        BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            int red = rgb.get(3 * i) & 0xff;
            int green = rgb.get(3 * i + 1) & 0xff;
            int blue = rgb.get(3 * i + 2) & 0xff;
            picture.setRGB(i % WIDTH, i / WIDTH, red << 16 | green << 8 | blue);
        }
        return picture;
    }

    private static BufferedImage pair(BufferedImage left, BufferedImage right) {
        BufferedImage both = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = both.createGraphics();
        int half = WIDTH / 2;
        int quarter = WIDTH / 4;
        graphics.drawImage(left, 0, 0, half, HEIGHT, quarter, 0, quarter + half, HEIGHT, null);
        graphics.drawImage(right, WIDTH, 0, half, HEIGHT, quarter, 0, quarter + half, HEIGHT, null);
        graphics.dispose();
        return both;
    }
}
