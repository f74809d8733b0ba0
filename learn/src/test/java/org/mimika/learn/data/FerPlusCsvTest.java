package org.mimika.learn.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mimika.core.Emotion;
import org.mimika.core.MimikaException;

class FerPlusCsvTest {
    private static final String HEADER =
            "Usage,Image name,neutral,happiness,surprise,sadness,anger,disgust,fear,contempt,unknown,NF";

    @TempDir
    Path folder;

    /** Training, PublicTest, Training. */
    private final FaceSet faces = new FaceSet.Builder()
            .add(new byte[FaceSet.PIXELS], Emotion.HAPPY, Split.TRAINING, "a")
            .add(new byte[FaceSet.PIXELS], Emotion.HAPPY, Split.PUBLIC_TEST, "b")
            .add(new byte[FaceSet.PIXELS], Emotion.HAPPY, Split.TRAINING, "c")
            .build();

    private Path write(String... lines) throws IOException {
        return Files.writeString(folder.resolve("fer2013new.csv"), String.join("\n", lines));
    }

    private String failure(String... lines) throws IOException {
        Path file = write(lines);
        MimikaException error = assertThrows(MimikaException.class, () -> FerPlusCsv.read(file, faces));
        assertTrue(error.getMessage().startsWith(file.toString()), error.getMessage());
        return error.getMessage();
    }

    @Test
    void votesGoToTheFaceAtTheirPlaceInTheSplit() throws IOException {
        Path file = write(
                HEADER,
                "Training,x.png,1,2,3,4,0,0,0,0,0,0",
                "Training,,0,0,0,0,0,0,0,0,0,10",
                "PublicTest,y.png,0,0,0,0,5,0,0,3,2,0",
                "PrivateTest,z.png,10,0,0,0,0,0,0,0,0,0",
                "");
        FaceSet voted = faces.withVotes(FerPlusCsv.read(file, faces));
        FaceView training = voted.split(Split.TRAINING);
        assertArrayEquals(
                new float[] {1, 2, 3, 4, 0, 0, 0, 0, 0, 0}, training.votes(0).orElseThrow());
        assertArrayEquals(
                new float[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 10}, training.votes(1).orElseThrow());
        assertArrayEquals(
                new float[] {0, 0, 0, 0, 5, 0, 0, 3, 2, 0},
                voted.split(Split.PUBLIC_TEST).votes(0).orElseThrow());
        assertEquals(3, voted.votes().orElseThrow().at(1, FerPlusVotes.COLUMNS.indexOf("contempt")));
        assertTrue(faces.votes().isEmpty());
    }

    @Test
    void aCountThatDiffersIsAnError() throws IOException {
        String one = "Training,x.png,1,2,3,4,0,0,0,0,0,0";
        String other = "PublicTest,y.png,0,0,0,0,5,0,0,3,2,0";
        assertTrue(failure(HEADER, one, other).contains("1 rows of Training for 2 faces"));
        assertTrue(failure(HEADER, one, one, one, other).contains("3 rows of Training for 2 faces"));
        assertTrue(failure(HEADER, one, one).contains("0 rows of PublicTest for 1 faces"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Training,x.png,1,2,3,4,0,0,0,0,0 | 11 columns, expected 12",
                "Trainin,x.png,1,2,3,4,0,0,0,0,0,0 | unknown Usage 'Trainin'",
                "Training,x.png,1,2,3,-4,0,0,0,0,0,0 | sadness is '-4'",
                "Training,x.png,1,2,3,,0,0,0,0,0,0 | sadness is ''",
                "Training,x.png,1,2,3,4,0,0,0,0,0,many | NF is 'many'"
            })
    void namesTheBadRow(String row, String problem) throws IOException {
        String message = failure(HEADER, "Training,x.png,1,2,3,4,0,0,0,0,0,0", row);
        assertTrue(message.contains("row 2 (line 3): " + problem), message);
    }

    @Test
    void refusesOtherFiles() throws IOException {
        assertTrue(failure("").contains("header"));
        assertTrue(failure("emotion,pixels,Usage").contains("header"));
        Path binary = folder.resolve("binary");
        Files.write(binary, "\u00ff\u00fe".getBytes(StandardCharsets.ISO_8859_1));
        assertTrue(assertThrows(MimikaException.class, () -> FerPlusCsv.read(binary, faces))
                .getMessage()
                .contains("not a text file"));
        assertTrue(assertThrows(MimikaException.class, () -> FerPlusCsv.read(folder.resolve("none"), faces))
                .getMessage()
                .contains("no such file"));
    }
}
