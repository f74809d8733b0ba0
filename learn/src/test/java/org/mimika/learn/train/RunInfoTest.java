package org.mimika.learn.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimika.core.Emotion;
import org.mimika.core.MimikaException;
import org.mimika.learn.data.FaceSet;
import org.mimika.learn.data.FerPlusVotes;
import org.mimika.learn.data.Split;

class RunInfoTest {
    @TempDir
    Path folder;

    @Test
    void theHashesCoverPixelsLabelsAndVotes() {
        RunInfo run = info(faces(7, Emotion.SAD, Emotion.SAD), 3);
        assertTrue(run.hasDataOf(info(faces(7, Emotion.SAD, Emotion.SAD), 3)));
        assertFalse(run.hasDataOf(info(faces(8, Emotion.SAD, Emotion.SAD), 3)));
        assertFalse(run.hasDataOf(info(faces(7, Emotion.HAPPY, Emotion.SAD), 3)));
        assertFalse(run.hasDataOf(info(faces(7, Emotion.SAD, Emotion.HAPPY), 3)));
        assertFalse(run.hasDataOf(info(faces(7, Emotion.SAD, Emotion.SAD), 4)));
        assertTrue(run.wasChosenOn(faces(7, Emotion.HAPPY, Emotion.SAD).split(Split.PUBLIC_TEST)));
        assertFalse(run.wasChosenOn(faces(7, Emotion.SAD, Emotion.HAPPY).split(Split.PUBLIC_TEST)));
    }

    @Test
    void labelsAreHashedAsBytes() {
        // sha256sum of the one byte 0x04
        assertEquals(
                "e52d9c508c502347344d8c07ad91cbd6068afc75ff6292f062a09ca381c89e71",
                faces(7, Emotion.SAD, Emotion.SAD).split(Split.TRAINING).labelsSha256());
    }

    @Test
    void aRunOfAnOlderVersionIsComparedByItsPixels() throws IOException {
        FaceSet faces = faces(7, Emotion.SAD, Emotion.SAD);
        Files.writeString(
                folder.resolve("run.yaml"),
                """
                data: fer2013.csv
                trainingFaces: 1
                trainingSha256: %s
                publicFaces: 1
                publicSha256: %s
                code: old
                machine: old
                """
                        .formatted(
                                faces.split(Split.TRAINING).sha256(),
                                faces.split(Split.PUBLIC_TEST).sha256()));
        RunInfo old = new RunFolder(folder).readInfo();
        assertEquals("", old.trainingLabelsSha256());
        assertTrue(old.hasDataOf(info(faces(7, Emotion.HAPPY, Emotion.HAPPY), 3)));
        assertFalse(old.hasDataOf(info(faces(8, Emotion.SAD, Emotion.SAD), 3)));
    }

    private static RunInfo info(FaceSet faces, int votes) {
        float[] rows = new float[2 * FerPlusVotes.COLUMNS.size()];
        rows[0] = votes;
        return RunInfo.of(
                "drawn", faces.withVotes(new FerPlusVotes(rows)), Recipes.load("hybrid", Map.of()), "test", "test");
    }

    private static FaceSet faces(int pixel, Emotion training, Emotion publicTest) {
        byte[] face = new byte[FaceSet.PIXELS];
        face[100] = (byte) pixel;
        return new FaceSet.Builder()
                .add(face, training, Split.TRAINING, "one")
                .add(face, publicTest, Split.PUBLIC_TEST, "two")
                .build();
    }

    @Test
    void onlyPretrainingDoesWithoutPublicTest() {
        FaceSet.Builder drawn = new FaceSet.Builder();
        drawn.add(new byte[FaceSet.PIXELS], Emotion.SAD, Split.TRAINING, "face");
        FaceSet faces = drawn.build();
        Recipe labels = Recipes.load("vit", Map.of());
        assertThrows(MimikaException.class, () -> RunInfo.of("drawn", faces, labels, "test", "test"));
        RunInfo info = RunInfo.of("drawn", faces, Recipes.load("vit-pretraining", Map.of()), "test", "test");
        assertEquals(0, info.publicFaces());
        assertEquals("", info.publicSha256());
    }
}
