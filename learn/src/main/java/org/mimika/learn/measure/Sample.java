package org.mimika.learn.measure;

import java.util.stream.IntStream;
import org.mimika.learn.data.FaceView;

/** Draws faces without putting them back. Pure functions. */
final class Sample {
    private Sample() {}

    /**
     * Indices of {@code n} faces of {@code size}, each as likely as another, rising; all of them if there are fewer.
     * The draw of fewer faces with the same seed is part of the draw of more.
     */
    static int[] draw(int size, int n, long seed) {
        int[] all = IntStream.range(0, size).toArray();
        if (n >= size) {
            return all;
        }
        Randoms random = new Randoms(seed, 0, 0);
        for (int i = 0; i < n; i++) {
            int other = i + random.below(size - i);
            int drawn = all[other];
            all[other] = all[i];
            all[i] = drawn;
        }
        return IntStream.of(all).limit(n).sorted().toArray();
    }

    static FaceView draw(FaceView faces, int n, long seed) {
        return n >= faces.size() ? faces : faces.select(draw(faces.size(), n, seed));
    }
}
