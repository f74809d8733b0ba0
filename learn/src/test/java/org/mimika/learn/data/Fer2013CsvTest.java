package org.mimika.learn.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mimika.core.MimikaException;

class Fer2013CsvTest {
    @TempDir
    Path folder;

    private final Random random = new Random(1);
    private final String face = FerFixtures.randomPixels(random);

    private Path write(String... lines) throws IOException {
        return Files.writeString(folder.resolve("fer2013.csv"), String.join("\n", lines));
    }

    private String failure(String... lines) throws IOException {
        Path file = write(lines);
        MimikaException error = assertThrows(MimikaException.class, () -> Fer2013Csv.read(file));
        assertTrue(error.getMessage().contains(file.toString()), error.getMessage());
        assertEquals(1, error.getMessage().lines().count());
        return error.getMessage();
    }

    private static void assertHas(String message, String... parts) {
        for (String part : parts) {
            assertTrue(message.contains(part), () -> "'" + message + "' without '" + part + "'");
        }
    }

    @Test
    void readsTheKaggleForm() throws IOException {
        String second = FerFixtures.randomPixels(random);
        FaceSet faces = Fer2013Csv.read(
                write("emotion,pixels,Usage", "3," + face + ",Training", "6," + second + ",PrivateTest"));
        assertEquals(2, faces.size());
        assertEquals(3, faces.split(Split.TRAINING).label(0));
        assertEquals(0, faces.split(Split.PUBLIC_TEST).size());
        FaceView privateTest = faces.split(Split.PRIVATE_TEST);
        assertEquals(6, privateTest.label(0));
        assertEquals(1, privateTest.row(0));
        assertEquals("row 2", privateTest.origin(0));
        byte[] expected = bytes(second);
        byte[] copied = new byte[FaceSet.PIXELS + 1];
        privateTest.copyPixels(0, copied, 1);
        assertArrayEquals(expected, Arrays.copyOfRange(copied, 1, copied.length));
        ByteBuffer buffer = ByteBuffer.allocate(FaceSet.PIXELS);
        privateTest.copyPixels(0, buffer);
        assertArrayEquals(expected, buffer.array());
        assertEquals(expected[48 * 5 + 7] & 0xff, faces.pixel(1, 7, 5));
    }

    @Test
    void readsTheIcmlFormWithBlanksInItsHeader() throws IOException {
        FaceSet faces = Fer2013Csv.read(write("emotion, Usage, pixels", "0,PublicTest," + face, ""));
        assertEquals(1, faces.split(Split.PUBLIC_TEST).size());
        assertArrayEquals(new int[] {1, 0, 0, 0, 0, 0, 0}, faces.all().classCounts());
    }

    @Test
    void toleratesCarriageReturnsQuotesAndAByteOrderMark() throws IOException {
        FaceSet faces = Fer2013Csv.read(write(
                "\uFEFF\"emotion\",\"pixels\",\"Usage\"\r", "\"2\",\" " + face + "  \",\"Training\"\r", "\r", ""));
        assertEquals(1, faces.size());
        byte[] copied = new byte[FaceSet.PIXELS];
        faces.copyPixels(0, copied, 0);
        assertArrayEquals(bytes(face), copied);
    }

    @Test
    void namesTheRowWithTooFewPixels() throws IOException {
        String shorter = face.substring(0, face.lastIndexOf(' '));
        assertHas(
                failure("emotion,pixels,Usage", "0," + face + ",Training", "0," + shorter + ",Training", ""),
                "row 2 (line 3)",
                "2303 pixels, expected 2304");
    }

    @Test
    void namesTheRowWithTooManyPixels() throws IOException {
        assertHas(failure("emotion,pixels,Usage", "0," + face + " 7,Training", ""), "row 1", "2305 pixels");
    }

    @ParameterizedTest
    @ValueSource(strings = {"256", "-1", "1000000000000", "x", "1.5", "0x1"})
    void refusesAValueThatIsNoPixel(String value) throws IOException {
        String bad = "5 " + value + face.substring(face.indexOf(' ', face.indexOf(' ') + 1));
        String message = failure("emotion,pixels,Usage", "0," + bad + ",Training", "");
        assertHas(message, "row 1 (line 2)", "pixel 2 is '" + value + "'", "0 to 255");
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "-1", "", "12", "happy"})
    void refusesAnUnknownLabel(String label) throws IOException {
        assertHas(
                failure("emotion,pixels,Usage", label + "," + face + ",Training", ""),
                "row 1",
                "unknown label '" + label + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Trainin", "training", "", "Validation"})
    void refusesAnUnknownUsage(String usage) throws IOException {
        assertHas(
                failure("emotion,pixels,Usage", "0," + face + "," + usage, "0," + face + ",Training"),
                "row 1",
                "unknown Usage '" + usage + "'",
                "PublicTest");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 500, 20})
    void saysThatATruncatedFileIsTruncated(int kept) throws IOException {
        String second = "1," + face + ",Training";
        String cut = second.substring(0, kept == 20 ? second.length() - 3 : kept);
        assertHas(failure("emotion,pixels,Usage", "0," + face + ",Training", cut), "row 2 (line 3)", "truncated");
    }

    @Test
    void refusesAFileWithoutRows() throws IOException {
        assertHas(failure("emotion,pixels,Usage"), "no rows");
        assertHas(failure(""), "header");
    }

    @Test
    void refusesOtherColumns() throws IOException {
        assertHas(failure("emotion,pixels", "0," + face), "emotion, pixels and Usage", "'emotion,pixels'");
    }

    @Test
    void refusesALineThatNeverEnds() throws IOException {
        assertHas(failure("x".repeat(200_000)), "first line");
        assertHas(failure("emotion,pixels,Usage", "0," + "1 ".repeat(100_000)), "row 1", "columns");
    }

    @Test
    void refusesBinary() throws IOException {
        byte[] noise = new byte[100_000];
        random.nextBytes(noise);
        Path file = folder.resolve("noise.csv");
        Files.write(file, noise);
        assertThrows(MimikaException.class, () -> Fer2013Csv.read(file));
    }

    @Test
    void saysThatAMissingFileIsMissing() {
        Path file = folder.resolve("none.csv");
        assertHas(
                assertThrows(MimikaException.class, () -> Fer2013Csv.read(file)).getMessage(),
                file.toString(),
                "no such file");
    }

    /** Chunks of any size give what a plain parser gives, also where a row is bad. */
    @Property(tries = 60, seed = "1")
    void agreesWithAPlainParser(
            @ForAll @IntRange(min = 1, max = 12) int rows,
            @ForAll @IntRange(min = 100, max = 30_000) int chunk,
            @ForAll @IntRange(min = -1, max = 14) int badRow,
            @ForAll int seed)
            throws IOException {
        Random source = new Random(seed);
        List<String> lines = new ArrayList<>(List.of("Usage,emotion,pixels"));
        for (int row = 0; row < rows; row++) {
            if (source.nextInt(6) == 0) {
                lines.add("");
            }
            String label = row == badRow ? "9" : String.valueOf(source.nextInt(7));
            lines.add(
                    Split.all().get(source.nextInt(3)).usage() + "," + label + "," + FerFixtures.randomPixels(source));
        }
        Path file = Files.createTempFile("mimika", ".csv");
        try {
            Files.writeString(file, String.join("\n", lines) + (source.nextBoolean() ? "\n" : ""));
            if (badRow >= 0 && badRow < rows) {
                int line = 1
                        + lines.indexOf(lines.stream()
                                .filter(text -> text.matches("[A-Za-z]+,9,.*"))
                                .findFirst()
                                .orElseThrow());
                MimikaException error = assertThrows(MimikaException.class, () -> Fer2013Csv.read(file, chunk));
                assertHas(error.getMessage(), "row " + (badRow + 1) + " (line " + line + ")", "label '9'");
            } else {
                assertSame(lines, Fer2013Csv.read(file, chunk));
            }
        } finally {
            Files.delete(file);
        }
    }

    private static void assertSame(List<String> lines, FaceSet faces) {
        int row = 0;
        byte[] copied = new byte[FaceSet.PIXELS];
        for (String line : lines.subList(1, lines.size())) {
            if (!line.isEmpty()) {
                String[] fields = line.split(",");
                assertEquals(fields[0], faces.splitOf(row).usage());
                assertEquals(Integer.parseInt(fields[1]), faces.label(row));
                faces.copyPixels(row, copied, 0);
                assertArrayEquals(bytes(fields[2]), copied);
                row++;
            }
        }
        assertEquals(row, faces.size());
    }

    private static byte[] bytes(String pixels) {
        String[] values = pixels.split(" ");
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) Integer.parseInt(values[i]);
        }
        return bytes;
    }

    @Test
    void hashesTheBytesInOrder() throws Exception {
        String second = FerFixtures.randomPixels(random);
        FaceSet faces = Fer2013Csv.read(write(
                "emotion,pixels,Usage",
                "3," + face + ",Training",
                "3," + face + ",PublicTest",
                "6," + second + ",Training"));
        var digest = java.security.MessageDigest.getInstance("SHA-256");
        digest.update(bytes(face));
        digest.update(bytes(second));
        assertEquals(
                new java.math.BigInteger(1, digest.digest()),
                new java.math.BigInteger(faces.split(Split.TRAINING).sha256(), 16));
    }
}
