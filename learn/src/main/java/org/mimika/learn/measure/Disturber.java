package org.mimika.learn.measure;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.mimika.core.Emotion;
import org.mimika.core.Sha256;
import org.mimika.learn.compare.Disturbance;
import org.mimika.learn.data.FaceSet;
import org.mimika.learn.data.FaceView;
import org.mimika.learn.data.Split;

/**
 * Makes faces worse, each in the same way for every model: what chance decides goes by the seed, the face's pixels,
 * the disturbance and its strength.
 *
 * @param seed of the comparison
 */
record Disturber(long seed) {
    private static final int SIDE = FaceSet.SIDE;
    private static final int MIDDLE_GREY = 127;

    /** Noise of the sensor in the dark, and what light adds to its square for each grey level. */
    private static final double DARK_NOISE = 2;

    private static final double LIGHT_NOISE = 0.1;

    /** All faces of the view, disturbed; in its order, all in one split. */
    FaceView disturb(FaceView faces, Disturbance disturbance, int strength) {
        FaceSet.Builder builder = new FaceSet.Builder();
        byte[] face = new byte[FaceSet.PIXELS];
        for (int i = 0; i < faces.size(); i++) {
            faces.copyPixels(i, face, 0);
            Randoms random = new Randoms(seed, 10L * (disturbance.ordinal() + 1) + strength, number(face));
            byte[] disturbed = disturb(face, disturbance, disturbance.amount(strength), random);
            builder.add(disturbed, Emotion.fromIndex(faces.label(i)), Split.PUBLIC_TEST, faces.origin(i));
        }
        return builder.build().all();
    }

    /** The first 64 bits of the pixels' hash: the same wherever the face stands. */
    private static long number(byte[] face) {
        return Long.parseUnsignedLong(Sha256.of(face).substring(0, 16), 16);
    }

    /** One face of 48 x 48, disturbed; the face itself is left as it is. */
    static byte[] disturb(byte[] face, Disturbance disturbance, double amount, Randoms random) {
        return switch (disturbance) {
            case BLUR -> blur(face, amount);
            case NOISE -> noise(face, amount, random);
            case LOW_LIGHT -> lowLight(face, amount, random);
            case JPEG -> jpeg(face, amount);
            case OCCLUSION -> occlude(face, amount, random);
            case ROTATION -> rotate(face, Math.toRadians(random.below(2) == 0 ? amount : -amount));
        };
    }

    private static byte[] blur(byte[] face, double deviation) {
        int reach = (int) Math.ceil(3 * deviation);
        double[] kernel = new double[2 * reach + 1];
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = Math.exp(-(i - reach) * (i - reach) / (2 * deviation * deviation));
        }
        double sum = Arrays.stream(kernel).sum();
        double[] across = new double[FaceSet.PIXELS];
        byte[] blurred = new byte[FaceSet.PIXELS];
        for (int at = 0; at < FaceSet.PIXELS; at++) {
            for (int i = 0; i < kernel.length; i++) {
                across[at] += kernel[i] / sum * level(face, at % SIDE + i - reach, at / SIDE);
            }
        }
        for (int at = 0; at < FaceSet.PIXELS; at++) {
            double value = 0;
            for (int i = 0; i < kernel.length; i++) {
                value += kernel[i] / sum * across[inside(at / SIDE + i - reach) * SIDE + at % SIDE];
            }
            blurred[at] = grey(value);
        }
        return blurred;
    }

    private static byte[] noise(byte[] face, double deviation, Randoms random) {
        byte[] noisy = new byte[FaceSet.PIXELS];
        for (int at = 0; at < FaceSet.PIXELS; at++) {
            noisy[at] = grey((face[at] & 0xff) + deviation * random.gaussian());
        }
        return noisy;
    }

    private static byte[] lowLight(byte[] face, double share, Randoms random) {
        byte[] dark = new byte[FaceSet.PIXELS];
        for (int at = 0; at < FaceSet.PIXELS; at++) {
            double level = share * (face[at] & 0xff);
            double deviation = Math.sqrt(DARK_NOISE * DARK_NOISE + LIGHT_NOISE * level);
            dark[at] = grey(level + deviation * random.gaussian());
        }
        return dark;
    }

    private static byte[] jpeg(byte[] face, double quality) {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setDataElements(0, 0, SIDE, SIDE, face);
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality((float) (quality / 100));
            try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
                writer.setOutput(out);
                writer.write(null, new IIOImage(image, null, null), param);
            }
            try (MemoryCacheImageInputStream in =
                    new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
                reader.setInput(in);
                int[] samples = reader.read(0).getRaster().getSamples(0, 0, SIDE, SIDE, 0, (int[]) null);
                byte[] compressed = new byte[FaceSet.PIXELS];
                for (int at = 0; at < compressed.length; at++) {
                    compressed[at] = (byte) samples[at];
                }
                return compressed;
            }
        } catch (IOException e) {
            throw new IllegalStateException("memory does not fail", e);
        } finally {
            writer.dispose();
            reader.dispose();
        }
    }

    private static byte[] occlude(byte[] face, double share, Randoms random) {
        int side = (int) Math.round(Math.sqrt(share) * SIDE);
        int left = random.below(SIDE - side + 1);
        int top = random.below(SIDE - side + 1);
        byte[] hidden = face.clone();
        for (int y = top; y < top + side; y++) {
            Arrays.fill(hidden, y * SIDE + left, y * SIDE + left + side, (byte) MIDDLE_GREY);
        }
        return hidden;
    }

    /** Turned clockwise about the middle, read with bilinear weights; beyond the edge the edge goes on. */
    private static byte[] rotate(byte[] face, double angle) {
        double middle = (SIDE - 1) / 2.0;
        byte[] turned = new byte[FaceSet.PIXELS];
        for (int at = 0; at < FaceSet.PIXELS; at++) {
            double right = at % SIDE - middle;
            double down = at / SIDE - middle;
            double x = middle + right * Math.cos(angle) + down * Math.sin(angle);
            double y = middle - right * Math.sin(angle) + down * Math.cos(angle);
            int column = (int) Math.floor(x);
            int row = (int) Math.floor(y);
            double above = mix(level(face, column, row), level(face, column + 1, row), x - column);
            double below = mix(level(face, column, row + 1), level(face, column + 1, row + 1), x - column);
            turned[at] = grey(mix(above, below, y - row));
        }
        return turned;
    }

    private static double mix(double one, double other, double share) {
        return one + share * (other - one);
    }

    private static int level(byte[] face, int x, int y) {
        return face[inside(y) * SIDE + inside(x)] & 0xff;
    }

    private static int inside(int coordinate) {
        return Math.max(0, Math.min(SIDE - 1, coordinate));
    }

    private static byte grey(double level) {
        return (byte) Math.max(0, Math.min(255, Math.round(level)));
    }
}
