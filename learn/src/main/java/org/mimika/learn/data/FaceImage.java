package org.mimika.learn.data;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.mimika.core.FaceCrop;
import org.mimika.core.FaceCropper;
import org.mimika.core.InputSpec;
import org.mimika.core.LumaPlane;
import org.mimika.core.MimikaException;

/**
 * Reads a PNG, JPEG, BMP or GIF file as a face of 48 x 48 grey pixels. Grey levels are taken as they are stored;
 * colours by their luma, 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601, as in JPEG). Transparency is ignored. A square
 * image of another size is resampled like a face in a video, by {@link FaceCropper}. One that is not square is
 * refused: to stretch it or to cut it would be a guess.
 */
final class FaceImage {
    /** Far over any face; it stops an image that would exhaust memory before it is decoded. */
    private static final int MAX_SIDE = 4096;

    private static final InputSpec AS_STORED =
            new InputSpec(FaceSet.SIDE, FaceSet.SIDE, 1, 0, 1, new FaceCrop(1, 0, 0));

    private FaceImage() {}

    /**
     * Reads a file.
     *
     * @return {@link FaceSet#PIXELS} bytes in row order
     * @throws MimikaException naming the file if it is not such an image
     */
    static byte[] read(Path file) {
        if (Files.isDirectory(file)) {
            throw new MimikaException(file + ": a folder where images were expected");
        }
        try (ImageInputStream input =
                new MemoryCacheImageInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(input);
            if (!readers.hasNext()) {
                throw new MimikaException(file + ": not an image that can be read (PNG, JPEG, BMP or GIF)");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(input, true, true);
                return read(file, reader);
            } finally {
                reader.dispose();
            }
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
            // Broken images make ImageIO throw any of these.
            throw new MimikaException(file + ": the image does not decode: " + e.getMessage(), e);
        }
    }

    private static byte[] read(Path file, ImageReader reader) throws IOException {
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        if (width != height || width > MAX_SIDE) {
            throw new MimikaException(file + ": " + width + " x " + height
                    + " pixels, expected a square, best " + FaceSet.SIDE + " x " + FaceSet.SIDE + ", at most "
                    + MAX_SIDE + " wide; cut the face out first");
        }
        byte[] grey = grey(reader.read(0));
        return width == FaceSet.SIDE ? grey : resample(grey, width);
    }

    private static byte[] grey(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        int bits = image.getColorModel().getComponentSize(0);
        byte[] grey = new byte[width * height];
        // Java takes grey levels for linear light and brightens them in getRGB; the stored levels are what is wanted.
        if (image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY && (bits == 8 || bits == 16)) {
            int[] samples = image.getRaster().getSamples(0, 0, width, height, 0, (int[]) null);
            for (int i = 0; i < grey.length; i++) {
                grey[i] = (byte) (bits == 8 ? samples[i] : Math.round(samples[i] / 257f));
            }
        } else {
            int[] colours = image.getRGB(0, 0, width, height, null, 0, width);
            for (int i = 0; i < grey.length; i++) {
                grey[i] = (byte) luma(colours[i]);
            }
        }
        return grey;
    }

    private static int luma(int rgb) {
        return (299 * (rgb >> 16 & 0xff) + 587 * (rgb >> 8 & 0xff) + 114 * (rgb & 0xff) + 500) / 1000;
    }

    private static byte[] resample(byte[] grey, int side) {
        FloatBuffer values = FloatBuffer.allocate(FaceSet.PIXELS);
        new FaceCropper(AS_STORED).whole(LumaPlane.of(grey, side, side), values);
        byte[] face = new byte[FaceSet.PIXELS];
        for (int i = 0; i < face.length; i++) {
            face[i] = (byte) Math.max(0, Math.min(255, Math.round(values.get(i) * 255)));
        }
        return face;
    }
}
