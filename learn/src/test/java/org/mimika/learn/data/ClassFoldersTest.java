package org.mimika.learn.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mimika.core.Emotion;
import org.mimika.core.MimikaException;

class ClassFoldersTest {
    @TempDir
    Path folder;

    private final Random random = new Random(7);

    private byte[] image(String path) throws IOException {
        byte[] face = new byte[FaceSet.PIXELS];
        random.nextBytes(face);
        BufferedImage image = new BufferedImage(48, 48, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setDataElements(0, 0, 48, 48, face);
        write(image, path);
        return face;
    }

    private void write(BufferedImage image, String path) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        String format = path.substring(path.lastIndexOf('.') + 1);
        assertTrue(ImageIO.write(image, format, file.toFile()), "written as " + format);
    }

    private static byte[] pixels(FaceSet faces, int row) {
        byte[] pixels = new byte[FaceSet.PIXELS];
        faces.copyPixels(row, pixels, 0);
        return pixels;
    }

    private List<String> origins(FaceView view) {
        return IntStream.range(0, view.size())
                .mapToObj(view::origin)
                .map(o -> o.replace('\\', '/'))
                .toList();
    }

    private String failure() {
        MimikaException error = assertThrows(MimikaException.class, () -> Datasets.load(folder));
        assertEquals(1, error.getMessage().lines().count());
        return error.getMessage();
    }

    @Test
    void classFoldersAloneAreTraining() throws IOException {
        byte[] sad = image("sad/b.png");
        byte[] angry = image("angry/z.png");
        byte[] first = image("sad/a.png");
        Files.writeString(folder.resolve("README.txt"), "beside the folders anything may lie");
        Files.writeString(folder.resolve("sad/.hidden"), "and hidden files anywhere");
        FaceSet faces = Datasets.load(folder);
        assertEquals(List.of("angry/z.png", "sad/a.png", "sad/b.png"), origins(faces.split(Split.TRAINING)));
        assertArrayEquals(angry, pixels(faces, 0));
        assertArrayEquals(first, pixels(faces, 1));
        assertArrayEquals(sad, pixels(faces, 2));
        assertEquals(Emotion.SAD.ordinal(), faces.label(2));
        assertEquals(3, faces.size());
    }

    @Test
    void trainAndTestAreTrainingAndPublicTest() throws IOException {
        image("test/happy/1.png");
        image("train/happy/2.png");
        FaceSet faces = Datasets.load(folder);
        assertEquals(List.of("train/happy/2.png"), origins(faces.split(Split.TRAINING)));
        assertEquals(List.of("test/happy/1.png"), origins(faces.split(Split.PUBLIC_TEST)));
        assertEquals("train/happy/2.png", faces.origin(0).replace('\\', '/'));
    }

    @Test
    void testIsPrivateTestBesideAValidationFolder() throws IOException {
        image("Test/happy/1.png");
        image("Validation/happy/2.png");
        image("Training/0/3.png");
        FaceSet faces = Datasets.load(folder);
        assertEquals(List.of("Training/0/3.png"), origins(faces.split(Split.TRAINING)));
        assertEquals(List.of("Validation/happy/2.png"), origins(faces.split(Split.PUBLIC_TEST)));
        assertEquals(List.of("Test/happy/1.png"), origins(faces.split(Split.PRIVATE_TEST)));
        assertEquals(Emotion.ANGRY.ordinal(), faces.label(0));
    }

    @Test
    void kagglesFileNamesTellTheTestsApart() throws IOException {
        image("test/fear/PrivateTest_1.png");
        image("test/fear/PublicTest_2.png");
        image("train/fear/PublicTest_3.png");
        FaceSet faces = Datasets.load(folder);
        assertEquals(List.of("test/fear/PrivateTest_1.png"), origins(faces.split(Split.PRIVATE_TEST)));
        assertEquals(List.of("test/fear/PublicTest_2.png"), origins(faces.split(Split.PUBLIC_TEST)));
        assertEquals(List.of("train/fear/PublicTest_3.png"), origins(faces.split(Split.TRAINING)));
    }

    @Test
    void aSplitFolderAloneGoesByItsName() throws IOException {
        image("privatetest/surprised/1.png");
        assertEquals(
                1,
                Datasets.load(folder.resolve("privatetest"))
                        .split(Split.PRIVATE_TEST)
                        .size());
    }

    @Test
    void aCsvFileComesFirst() throws IOException {
        image("happy/1.png");
        Files.writeString(
                folder.resolve("icml_face_data.csv"),
                "emotion, Usage, pixels\n5,PublicTest," + FerFixtures.randomPixels(random));
        assertEquals("row 1", Datasets.load(folder).origin(0));
    }

    @Test
    void coloursBecomeTheirLuma() throws IOException {
        BufferedImage colour = new BufferedImage(48, 48, BufferedImage.TYPE_INT_RGB);
        Color[] colours = {Color.RED, Color.GREEN, Color.BLUE, new Color(77, 77, 77)};
        for (int i = 0; i < FaceSet.PIXELS; i++) {
            colour.setRGB(i % 48, i / 48, colours[i % 4].getRGB());
        }
        write(colour, "happy/colour.png");
        byte[] face = pixels(Datasets.load(folder), 0);
        assertArrayEquals(new byte[] {76, (byte) 150, 29, 77}, Arrays.copyOf(face, 4));
    }

    @ParameterizedTest
    @CsvSource({"png,0", "bmp,0", "jpg,3"})
    void greyLevelsStayAsStored(String format, int tolerance) throws IOException {
        BufferedImage image = new BufferedImage(48, 48, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < FaceSet.PIXELS; i++) {
            image.getRaster().setSample(i % 48, i / 48, 0, i % 48 * 5);
        }
        write(image, "happy/x." + format);
        byte[] face = pixels(Datasets.load(folder), 0);
        for (int i = 0; i < FaceSet.PIXELS; i++) {
            assertEquals(i % 48 * 5, face[i] & 0xff, tolerance);
        }
    }

    @Test
    void sixteenBitsAndTransparencyAreReadAsGrey() throws IOException {
        BufferedImage wide = new BufferedImage(48, 48, BufferedImage.TYPE_USHORT_GRAY);
        BufferedImage clear = new BufferedImage(48, 48, BufferedImage.TYPE_INT_ARGB);
        for (int i = 0; i < FaceSet.PIXELS; i++) {
            wide.getRaster().setSample(i % 48, i / 48, 0, 200 * 257);
            clear.setRGB(i % 48, i / 48, 0x80c8c8c8);
        }
        write(wide, "happy/wide.png");
        write(clear, "happy/clear.png");
        FaceSet faces = Datasets.load(folder);
        assertEquals(200, faces.pixel(0, 5, 5));
        assertEquals(200, faces.pixel(1, 5, 5));
    }

    /** Few grey levels are stored as a palette of two, four or sixteen. */
    @Test
    void fewGreyLevelsStayAsStored() throws IOException {
        for (int bits : new int[] {1, 2, 4}) {
            BufferedImage image = new BufferedImage(48, 48, BufferedImage.TYPE_BYTE_BINARY, greys(bits));
            for (int i = 0; i < FaceSet.PIXELS; i++) {
                image.getRaster().setSample(i % 48, i / 48, 0, i % (1 << bits));
            }
            write(image, "happy/" + bits + ".png");
        }
        FaceSet faces = Datasets.load(folder);
        for (int row = 0; row < 3; row++) {
            int levels = 1 << (1 << row);
            for (int x = 0; x < 48; x++) {
                assertEquals(x % levels * 255 / (levels - 1), faces.pixel(row, x, 0));
            }
        }
    }

    private static IndexColorModel greys(int bits) {
        byte[] levels = new byte[1 << bits];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = (byte) (i * 255 / (levels.length - 1));
        }
        return new IndexColorModel(bits, levels.length, levels, levels, levels);
    }

    @Test
    void otherSquaresAreResampledWithoutAliasing() throws IOException {
        BufferedImage stripes = new BufferedImage(96, 96, BufferedImage.TYPE_BYTE_GRAY);
        BufferedImage small = new BufferedImage(12, 12, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 96 * 96; i++) {
            stripes.getRaster().setSample(i % 96, i / 96, 0, i % 2 * 200);
        }
        for (int i = 0; i < 144; i++) {
            small.getRaster().setSample(i % 12, i / 12, 0, i % 12 * 10);
        }
        write(stripes, "happy/a.png");
        write(small, "happy/b.png");
        FaceSet faces = Datasets.load(folder);
        assertEquals(100, faces.pixel(0, 24, 24), 1);
        assertEquals(100, faces.pixel(0, 25, 24), 1);
        assertTrue(faces.pixel(1, 40, 20) > faces.pixel(1, 30, 20), "still rises to the right");
    }

    @Test
    void refusesAnImageThatIsNotSquare() throws IOException {
        write(new BufferedImage(48, 64, BufferedImage.TYPE_BYTE_GRAY), "happy/tall.png");
        String message = failure();
        assertTrue(message.contains("tall.png: 48 x 64 pixels"), message);
    }

    @Test
    void refusesAnImageThatWouldExhaustMemory() throws IOException {
        byte[] png = Files.readAllBytes(folder.resolve(imagePath("happy/huge.png")));
        int huge = 60_000; // width and height stand at bytes 16 and 20 of a PNG, big-endian
        for (int at : new int[] {16, 20}) {
            png[at + 2] = (byte) (huge >> 8);
            png[at + 3] = (byte) huge;
        }
        Files.write(folder.resolve("happy/huge.png"), png);
        String message = failure();
        assertTrue(message.contains("huge.png"), message);
    }

    private String imagePath(String path) throws IOException {
        image(path);
        return path;
    }

    @Test
    void namesTheImageThatDoesNotDecode() throws IOException {
        image("sad/good.png");
        byte[] png = Files.readAllBytes(folder.resolve("sad/good.png"));
        Files.write(folder.resolve("sad/cut.png"), Arrays.copyOf(png, png.length / 2));
        assertTrue(failure().contains("cut.png: the image does not decode"), failure());
    }

    @Test
    void namesTheFileThatIsNoImage() throws IOException {
        image("sad/good.png");
        Files.writeString(folder.resolve("sad/notes.txt"), "x");
        assertTrue(failure().contains("notes.txt: not an image"), failure());
    }

    @Test
    void refusesAFolderWithoutClasses() throws IOException {
        assertTrue(failure().contains("no class folders"), failure());
        Files.createDirectories(folder.resolve("train/happy"));
        assertTrue(failure().contains("no class folders"), failure());
    }

    @Test
    void refusesAnUnknownClass() throws IOException {
        image("happy/1.png");
        image("contempt/1.png");
        assertTrue(failure().contains("no class is called 'contempt'"), failure());
    }

    @Test
    void refusesAFolderBesideTheSplits() throws IOException {
        image("train/happy/1.png");
        image("happy/1.png");
        assertTrue(failure().contains("neither of train"), failure());
    }

    @Test
    void refusesAFolderWithinAClass() throws IOException {
        image("happy/more/1.png");
        assertTrue(failure().contains("a folder where images were expected"), failure());
    }

    @Test
    void votesNeedTheCsvFile() throws IOException {
        image("happy/1.png");
        assertThrows(MimikaException.class, () -> Datasets.loadWithVotes(folder));
    }
}
