package org.mimika.video.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.mimika.core.FaceBox;
import org.mimika.core.MimikaException;
import org.mimika.video.Detection;
import org.mimika.video.ImageFrame;

class BlazeFaceDetectorTest {
    /** Brows to chin and cheek to cheek in the portrait of 200x200 pixels, read off the picture by eye. */
    private static final FaceBox FACE = new FaceBox(58, 47, 80, 88);

    /** The eyes in the portrait, the person's right one first, read off the picture by eye. */
    private static final float[][] EYES = {{78, 68}, {114, 73}};

    private static BufferedImage canvas(int width, int height, Color background) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(background);
        graphics.fillRect(0, 0, width, height);
        graphics.dispose();
        return image;
    }

    private static void paste(BufferedImage image, int x, int y, int side) throws IOException {
        BufferedImage portrait = ImageIO.read(BlazeFaceDetectorTest.class.getResource("portrait.jpg"));
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(portrait, x, y, side, side, null);
        graphics.dispose();
    }

    private static FaceBox faceAt(int x, int y, int side) {
        float scale = side / 200f;
        return new FaceBox(x + FACE.x() * scale, y + FACE.y() * scale, FACE.width() * scale, FACE.height() * scale);
    }

    @ParameterizedTest
    @CsvSource({
        "SHORT_RANGE, 640, 480, 200, 100, 300",
        "SHORT_RANGE, 640, 360, 20, 30, 240",
        "SHORT_RANGE, 240, 400, 0, 100, 240",
        "FULL_RANGE, 640, 480, 200, 100, 300",
        "FULL_RANGE, 1280, 720, 700, 200, 320",
        "FULL_RANGE, 300, 500, 20, 40, 250",
    })
    void findsAFaceWhereItIs(BlazeFaceModel model, int width, int height, int x, int y, int side) throws IOException {
        BufferedImage image = canvas(width, height, new Color(90, 100, 110));
        paste(image, x, y, side);
        try (BlazeFaceDetector detector = new BlazeFaceDetector(model, 1)) {
            List<Detection> found = detector.detect(new ImageFrame(image));
            assertEquals(1, found.size(), found.toString());
            Detection face = found.get(0);
            assertTrue(face.box().iou(faceAt(x, y, side)) > 0.5, face.toString());
            for (int eye = 0; eye < 2; eye++) {
                assertEquals(
                        x + EYES[eye][0] * side / 200, face.keypoints().get(eye).x(), 0.05 * side);
                assertEquals(
                        y + EYES[eye][1] * side / 200, face.keypoints().get(eye).y(), 0.05 * side);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void twoFacesAreTwo(BlazeFaceModel model) throws IOException {
        BufferedImage image = canvas(480, 270, Color.GRAY);
        paste(image, 10, 40, 200);
        paste(image, 260, 50, 200);
        try (BlazeFaceDetector detector = new BlazeFaceDetector(model, 2)) {
            assertEquals(2, detector.detect(new ImageFrame(image)).size());
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsNoFace(BlazeFaceModel model) {
        Random random = new Random(11);
        try (BlazeFaceDetector detector = new BlazeFaceDetector(model, 1)) {
            for (Color color : new Color[] {Color.BLACK, Color.GRAY, Color.WHITE, Color.RED}) {
                assertEquals(List.of(), detector.detect(new ImageFrame(canvas(320, 240, color))));
            }
            for (int cell : new int[] {1, 4, 16, 40}) {
                BufferedImage noise = canvas(320, 240, Color.GRAY);
                for (int y = 0; y < 240; y += cell) {
                    for (int x = 0; x < 320; x += cell) {
                        Graphics2D graphics = noise.createGraphics();
                        graphics.setColor(new Color(random.nextInt(1 << 24)));
                        graphics.fillRect(x, y, cell, cell);
                        graphics.dispose();
                    }
                }
                assertEquals(List.of(), detector.detect(new ImageFrame(noise)), "noise in cells of " + cell);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void oddFramesAreSurvived(BlazeFaceModel model) {
        try (BlazeFaceDetector detector = new BlazeFaceDetector(model, 1)) {
            for (int[] size : new int[][] {{1, 1}, {1, 999}, {2001, 3}, {7, 5}}) {
                assertEquals(List.of(), detector.detect(new ImageFrame(canvas(size[0], size[1], Color.GRAY))));
            }
        }
    }

    @Test
    void moreThreadsGiveTheSameAnswer() throws IOException {
        BufferedImage image = canvas(400, 300, Color.GRAY);
        paste(image, 60, 40, 220);
        try (BlazeFaceDetector one = new BlazeFaceDetector(BlazeFaceModel.SHORT_RANGE, 1);
                BlazeFaceDetector two = new BlazeFaceDetector(BlazeFaceModel.SHORT_RANGE, 2)) {
            Detection a = one.detect(new ImageFrame(image)).get(0);
            Detection b = two.detect(new ImageFrame(image)).get(0);
            assertEquals(a.score(), b.score(), 1e-4);
            assertTrue(a.box().iou(b.box()) > 0.99);
        }
    }

    @Test
    void closedDetectorSaysSo() {
        BlazeFaceDetector detector = new BlazeFaceDetector(BlazeFaceModel.SHORT_RANGE, 1);
        detector.close();
        detector.close();
        ImageFrame frame = new ImageFrame(canvas(100, 100, Color.GRAY));
        assertThrows(IllegalStateException.class, () -> detector.detect(frame));
    }

    @Test
    void whatIsNoNetworkIsRefused() {
        byte[] garbage = new byte[3000];
        new Random(3).nextBytes(garbage);
        MimikaException failure =
                assertThrows(MimikaException.class, () -> TfLiteNetwork.create("garbage.tflite", garbage, 1));
        assertTrue(failure.getMessage().contains("garbage.tflite"), failure.getMessage());
        failure = assertThrows(MimikaException.class, () -> TfLiteNetwork.load("absent.tflite", 1));
        assertTrue(failure.getMessage().contains("absent.tflite"), failure.getMessage());
    }
}
