package org.mimika.learn.train;

import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.mimika.core.ClassifierOptions;
import org.mimika.core.Emotion;
import org.mimika.core.EmotionClassifier;
import org.mimika.core.InputSpec;
import org.mimika.core.MimikaException;
import org.mimika.core.ModelSource;
import org.mimika.learn.torch.Autocast;
import org.mimika.learn.torch.Device;
import org.mimika.learn.torch.TorchOps;

/** A trained network that another one learns from. Not thread-safe. Owns native memory until closed. */
interface Teacher extends AutoCloseable {
    /** What it looks at. */
    InputSpec input();

    /**
     * Its logits, without gradients; the caller's scope owns them.
     *
     * @param x {@code [N, C, H, W]}, normalised as {@link #input()} says
     * @return {@code [N, 7]}
     */
    Tensor logits(Tensor x);

    /** The share of label smoothing in its answers. */
    double smoothing();

    @Override
    void close();

    /**
     * Opens a teacher.
     *
     * @param where the folder of a run, whose best epoch teaches, an ONNX file or a bundled model's name
     * @param bf16 whether a run's convolutions and matrix products are computed in bfloat16; a file's are f32
     * @param device where the faces lie, and a run is computed; a file always is on the CPU
     * @throws MimikaException if it is neither
     */
    static Teacher open(String where, boolean bf16, Device device) {
        Path path = Path.of(where);
        if (Files.isDirectory(path)) {
            return new OfRun(TrainedRun.best(new RunFolder(path), device), bf16);
        }
        try {
            int threads = torch.get_num_threads(); // no more than the training itself
            return new OfFile(
                    ModelSource.resolve(where).open(ClassifierOptions.defaults().withThreads(threads)), device);
        } catch (MimikaException e) {
            throw new MimikaException("the teacher " + where + " is no run's folder, and: " + e.getMessage(), e);
        }
    }

    /** By LibTorch. */
    record OfRun(TrainedRun run, boolean bf16) implements Teacher {
        @Override
        public InputSpec input() {
            return run.network().input();
        }

        @Override
        public Tensor logits(Tensor x) {
            try (NoGradGuard noGrad = new NoGradGuard();
                    Autocast autocast = run.weights().device().autocast(bf16)) {
                return run.network().forward(new TorchOps(run.weights(), false), x);
            }
        }

        @Override
        public double smoothing() {
            return run.smoothing();
        }

        @Override
        public void close() {
            run.close();
        }
    }

    /** By ONNX Runtime; its answers are calibrated by the file's temperature. */
    record OfFile(EmotionClassifier classifier, Device device) implements Teacher {
        @Override
        public InputSpec input() {
            return classifier.metadata().input();
        }

        @Override
        public Tensor logits(Tensor x) {
            int n = Math.toIntExact(x.size(0));
            FloatBuffer faces = FloatBuffer.wrap(Device.values(x));
            float[] all = new float[n * Emotion.COUNT];
            float[][] rows = classifier.logits(faces, n);
            for (int i = 0; i < n; i++) {
                System.arraycopy(rows[i], 0, all, i * Emotion.COUNT, Emotion.COUNT);
            }
            double temperature = classifier.metadata().temperature();
            return device.tensor(all, n, Emotion.COUNT).div(new Scalar(temperature));
        }

        /** None: an export takes it out. */
        @Override
        public double smoothing() {
            return 0;
        }

        @Override
        public void close() {
            classifier.close();
        }
    }
}
