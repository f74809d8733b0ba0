package org.mimika.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.mimika.core.Emotion;
import org.mimika.core.EmotionScores;
import org.mimika.core.FaceBox;
import org.mimika.video.FaceResult;
import org.mimika.video.FrameResult;

/** Made-up results: none to three faces a frame, each frame the same whenever it is asked for. */
final class Results {
    private Results() {}

    static FrameResult frame(long index) {
        Random random = new Random(index);
        List<FaceResult> faces = new ArrayList<>();
        for (int track = 1; track <= index % 4; track++) {
            float[] logits = new float[Emotion.COUNT];
            for (int i = 0; i < logits.length; i++) {
                logits[i] = (float) random.nextGaussian() * 3;
            }
            EmotionScores scores = EmotionScores.fromLogits(logits, 1);
            FaceBox box = new FaceBox(
                    random.nextFloat() * 2000 - 50, random.nextFloat() * 1000, 1 + random.nextFloat() * 300, 0.01f);
            faces.add(new FaceResult(track, box, random.nextFloat(), scores, Emotion.fromIndex(random.nextInt(7))));
        }
        return new FrameResult(index, index * 40, index % 10 < 5 ? "hybrid" : "it's vit", faces);
    }
}
