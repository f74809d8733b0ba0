package org.mimika.learn.measure;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.mimika.core.ClassifierOptions;
import org.mimika.core.EmotionClassifier;
import org.mimika.core.FaceCropper;
import org.mimika.core.LumaPlane;
import org.mimika.learn.compare.Timing;
import org.mimika.learn.data.FaceSet;
import org.mimika.learn.data.FaceView;

/**
 * Times all models at each number of threads and batch size, on real faces that are tensors already.
 *
 * @param load of the machine before the comparison began; later it would be the comparison's own
 */
record SpeedStage(Plan plan, List<Subject> subjects, FaceView faces, Comparison.Kit kit, double load) {
    /**
     * What is kept of a setting.
     *
     * @param load of the machine before the comparison that measured them
     * @param timings one a model
     */
    record Times(double load, List<Timing> timings) {}

    Times times() {
        List<Timing> timings = new ArrayList<>();
        double busiest = -1;
        for (int threads : plan.threads()) {
            for (int batch : plan.effort().batches()) {
                Times times = kit.parts()
                        .get("speed-" + threads + "-" + batch, dependsOn(), Times.class, () -> measure(threads, batch));
                timings.addAll(times.timings());
                busiest = Math.max(busiest, times.load());
            }
        }
        return new Times(busiest, timings);
    }

    /** Models are timed by turns, so that all of them matter to each. */
    private String dependsOn() {
        String models = subjects.stream().map(s -> s.name() + s.sha256()).collect(Collectors.joining("\n"));
        return models + "\n" + kit.machine() + "\n" + plan.effort();
    }

    private Times measure(int threads, int batch) {
        List<EmotionClassifier> open = new ArrayList<>();
        try {
            List<SpeedTest.Runner> runners = new ArrayList<>();
            for (Subject subject : subjects) {
                EmotionClassifier classifier = subject.open(new ClassifierOptions(threads, batch, false));
                open.add(classifier);
                FloatBuffer tensor = tensor(classifier, batch);
                runners.add(new SpeedTest.Runner(
                        new Timing.Lane(subject.name(), batch, threads),
                        () -> classifier.logits(tensor.rewind(), batch)));
            }
            Effort effort = plan.effort();
            SpeedTest test = new SpeedTest(effort.rounds(), effort.turnMillis(), System::nanoTime);
            String what = "speed with " + threads + (threads == 1 ? " thread" : " threads") + ", batches of " + batch;
            int[] round = {0};
            return new Times(
                    load, test.measure(runners, () -> kit.stages().progress(what, ++round[0], effort.rounds() + 1)));
        } finally {
            open.forEach(EmotionClassifier::close);
        }
    }

    private FloatBuffer tensor(EmotionClassifier classifier, int batch) {
        FloatBuffer tensor =
                FloatBuffer.allocate(batch * classifier.metadata().input().size());
        FaceCropper cropper = new FaceCropper(classifier.metadata().input());
        byte[] pixels = new byte[FaceSet.PIXELS];
        for (int i = 0; i < batch; i++) {
            faces.copyPixels(i % faces.size(), pixels, 0);
            cropper.whole(LumaPlane.of(pixels, FaceSet.SIDE, FaceSet.SIDE), tensor);
        }
        return tensor;
    }
}
