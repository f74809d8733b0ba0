package org.mimika.learn.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mimika.core.Emotion;

class DataInspectionTest {
    private final Random random = new Random(3);
    private final byte[] a = noise();
    private final byte[] b = noise();
    private final byte[] c = noise();

    private byte[] noise() {
        byte[] face = new byte[FaceSet.PIXELS];
        for (int i = 0; i < face.length; i++) {
            face[i] = (byte) (40 + random.nextInt(160));
        }
        return face;
    }

    private static byte[] constant(int level) {
        byte[] face = new byte[FaceSet.PIXELS];
        Arrays.fill(face, (byte) level);
        return face;
    }

    private static byte[] brighter(byte[] face) {
        byte[] copy = face.clone();
        for (int i = 0; i < copy.length; i++) {
            copy[i] = (byte) ((copy[i] & 0xff) * 3 / 4 + 60);
        }
        return copy;
    }

    private FaceSet faces() {
        return new FaceSet.Builder()
                .add(a, Emotion.HAPPY, Split.TRAINING, "0")
                .add(constant(0), Emotion.SAD, Split.TRAINING, "1")
                .add(b, Emotion.FEAR, Split.TRAINING, "2")
                .add(a, Emotion.HAPPY, Split.TRAINING, "3")
                .add(c, Emotion.ANGRY, Split.TRAINING, "4")
                .add(brighter(b), Emotion.SURPRISE, Split.PUBLIC_TEST, "5")
                .add(a, Emotion.SAD, Split.PUBLIC_TEST, "6")
                .add(constant(0), Emotion.SAD, Split.PUBLIC_TEST, "7")
                .build();
    }

    @Test
    void countsByClassAndSplit() {
        DataReport report = DataInspection.inspect(faces());
        assertEquals(8, report.faces());
        assertEquals(
                List.of("Training", "PublicTest", "PrivateTest"),
                report.splits().stream().map(DataReport.SplitCount::split).toList());
        assertEquals(5, report.splits().get(0).faces());
        assertEquals(2, report.splits().get(0).byClass().get("happy"));
        assertEquals(2, report.splits().get(1).byClass().get("sad"));
        assertEquals(0, report.splits().get(2).faces());
    }

    @Test
    void findsBlankImagesAndKeepsThemOutOfTheDuplicates() {
        DataReport report = DataInspection.inspect(faces());
        assertEquals(List.of(1, 7), indices(report.blank().images()));
        assertEquals(List.of(List.of(0, 3, 6)), groups(report.exactDuplicates()));
    }

    @Test
    void findsExactDuplicates() {
        DataReport.Duplicates exact = DataInspection.inspect(faces()).exactDuplicates();
        assertEquals(1, exact.groups());
        assertEquals(3, exact.faces());
        assertEquals(2, exact.surplus());
        assertEquals(1, exact.groupsAcrossSplits());
        assertEquals(1, exact.groupsWithLabelsThatDisagree());
        assertEquals(
                List.of(
                        new DataReport.Overlap("Training", "Training", 2, 0),
                        new DataReport.Overlap("PublicTest", "Training", 1, 1),
                        new DataReport.Overlap("PublicTest", "PublicTest", 0, 0)),
                exact.overlaps());
    }

    @Test
    void findsNearDuplicatesTheExactOnesAmongThem() {
        DataReport.Duplicates near = DataInspection.inspect(faces()).nearDuplicates();
        assertEquals(List.of(List.of(0, 3, 6), List.of(2, 5)), groups(near));
        assertTrue(near.members().get(1).labelsDisagree());
        assertTrue(near.members().get(1).acrossSplits());
        assertEquals(
                new DataReport.Overlap("PublicTest", "Training", 2, 2),
                near.overlaps().get(1));
    }

    @Test
    void aSetWithoutDuplicatesHasNoGroups() {
        DataReport report = DataInspection.inspect(new FaceSet.Builder()
                .add(a, Emotion.HAPPY, Split.TRAINING, "a")
                .add(b, Emotion.HAPPY, Split.TRAINING, "b")
                .build());
        assertTrue(report.exactDuplicates().members().isEmpty());
        assertTrue(report.nearDuplicates().members().isEmpty());
        assertFalse(report.blank().images().iterator().hasNext());
    }

    /** Faces whose bytes hash alike are told apart. */
    @Test
    void equalHashesAreNotEqualFaces() {
        byte[] other = a.clone();
        other[10] = (byte) (a[10] + 1); // 31 * (x + 1) + (y - 31) = 31 * x + y
        other[11] = (byte) (a[11] - 31);
        FaceSet faces = new FaceSet.Builder()
                .add(a, Emotion.HAPPY, Split.TRAINING, "a")
                .add(other, Emotion.HAPPY, Split.TRAINING, "other")
                .build();
        assertEquals(Arrays.hashCode(a), Arrays.hashCode(other));
        assertEquals(0, DataInspection.inspect(faces).exactDuplicates().groups());
        assertEquals(1, DataInspection.inspect(faces).nearDuplicates().groups());
    }

    @Test
    void refusesACorrelationThatMeansNothing() {
        assertThrows(IllegalArgumentException.class, () -> DataInspection.inspect(faces(), 1.1));
        assertThrows(IllegalArgumentException.class, () -> DataInspection.inspect(faces(), Double.NaN));
    }

    private static List<Integer> indices(List<DataReport.Face> faces) {
        return faces.stream().map(DataReport.Face::index).toList();
    }

    private static List<List<Integer>> groups(DataReport.Duplicates duplicates) {
        return duplicates.members().stream()
                .map(group -> indices(group.faces()))
                .toList();
    }
}
