package org.mimika.bench.cases;

import java.nio.FloatBuffer;
import java.util.SplittableRandom;
import org.mimika.core.ClassifierOptions;
import org.mimika.core.EmotionClassifier;
import org.mimika.core.ModelSource;

/** The classifier alone, on a batch of faces that are tensors already. */
public final class ClassifierWorkload implements Workload {
    private final EmotionClassifier classifier;
    private final FloatBuffer faces;
    private final int batch;

    /** Opens the model; the faces are noise, which takes as long as any. */
    public ClassifierWorkload(ModelSource model, int batch) {
        classifier = model.open(ClassifierOptions.defaults().withMaxBatch(batch));
        this.batch = batch;
        faces = FloatBuffer.allocate(batch * classifier.metadata().input().size());
        SplittableRandom random = new SplittableRandom(1);
        while (faces.hasRemaining()) {
            faces.put((float) random.nextDouble(-1, 1));
        }
    }

    @Override
    public int run() {
        faces.rewind();
        return classifier.classify(faces, batch).size();
    }

    @Override
    public void close() {
        classifier.close();
    }
}
