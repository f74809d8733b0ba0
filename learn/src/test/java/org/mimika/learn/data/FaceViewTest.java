package org.mimika.learn.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;
import org.mimika.core.Emotion;

class FaceViewTest {
    @Test
    void facesThatStandInAnotherViewAreFoundByTheirPixelsAlone() {
        FaceSet faces = new FaceSet.Builder()
                .add(face(1), Emotion.SAD, Split.TRAINING, "a")
                .add(face(2), Emotion.SAD, Split.TRAINING, "b")
                .add(face(3), Emotion.SAD, Split.PUBLIC_TEST, "c")
                .add(face(2), Emotion.HAPPY, Split.PUBLIC_TEST, "d")
                .build();
        FaceView training = faces.split(Split.TRAINING);
        FaceView publicTest = faces.split(Split.PUBLIC_TEST);
        assertArrayEquals(new boolean[] {false, true}, publicTest.standIn(training));
        assertArrayEquals(new boolean[] {false, true}, training.standIn(publicTest));
        assertArrayEquals(new boolean[] {false, false}, publicTest.standIn(faces.split(Split.PRIVATE_TEST)));
    }

    private static byte[] face(int last) {
        byte[] face = new byte[FaceSet.PIXELS];
        face[FaceSet.PIXELS - 1] = (byte) last;
        return face;
    }
}
