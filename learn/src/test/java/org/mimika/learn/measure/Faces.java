package org.mimika.learn.measure;

import java.util.Random;
import org.mimika.core.Emotion;
import org.mimika.learn.data.FaceSet;
import org.mimika.learn.data.Split;

/** Faces of random pixels, for tests. */
final class Faces {
    private Faces() {}

    /** {@code n} faces of PublicTest, then as many of Training; the last of each are the same picture. */
    static FaceSet random(int n) {
        Random random = new Random(3);
        FaceSet.Builder builder = new FaceSet.Builder();
        byte[] face = new byte[FaceSet.PIXELS];
        for (int i = 0; i < n; i++) {
            random.nextBytes(face);
            builder.add(face, Emotion.fromIndex(i % 7), Split.PUBLIC_TEST, "face " + i);
        }
        byte[] twin = face.clone();
        for (int i = 0; i < n; i++) {
            random.nextBytes(face);
            Emotion label = Emotion.fromIndex(i % 7);
            builder.add(i == n - 1 ? twin : face, label, Split.TRAINING, "training face " + i);
        }
        return builder.build();
    }
}
