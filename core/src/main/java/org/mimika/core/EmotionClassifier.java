package org.mimika.core;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Recognises the emotion of faces with a network from an ONNX file, through ONNX Runtime on the CPU.
 *
 * <p>The graph takes {@code input}, float32 {@code [N, channels, height, width]} as {@link InputSpec} says, and gives
 * {@code logits}, float32 {@code [N, 7]} in {@link Emotion} order; scores are {@code softmax(logits / temperature)}.
 * Size, crop and temperature come from the file's own {@link ModelMetadata}.
 *
 * <p>Safe for use by many threads: calls run one after the other, since they share direct buffers. For several batches
 * at once, open one classifier per thread. The classifier owns native memory: close it. A call after that throws
 * {@link IllegalStateException}.
 */
public final class EmotionClassifier implements AutoCloseable {
    private final OrtSession session;
    private final ModelMetadata metadata;
    private final Optional<EmotionExplainer.Method> explanation;
    private final ClassifierOptions options;
    private final String where;
    private final FaceCropper cropper;
    private final BatchBinding binding;
    private boolean closed;

    private EmotionClassifier(OnnxGraph.Opened graph, String where, ClassifierOptions options) {
        session = graph.session();
        metadata = graph.metadata();
        explanation = ExplanationTaps.method(graph.custom());
        this.options = options;
        this.where = where;
        cropper = new FaceCropper(metadata.input());
        binding = new BatchBinding(session, metadata.input());
    }

    /**
     * Opens an ONNX file with the default options.
     *
     * @throws MimikaException if there is none, it is damaged, or it does not keep the contract
     */
    public static EmotionClassifier open(Path file) {
        return open(file, ClassifierOptions.defaults());
    }

    /**
     * Opens an ONNX file.
     *
     * @throws MimikaException if there is none, it is damaged, or it does not keep the contract
     */
    public static EmotionClassifier open(Path file, ClassifierOptions options) {
        return new EmotionClassifier(OnnxGraph.open(file, options), file.toString(), options);
    }

    /**
     * Opens an ONNX file that is in memory; the bytes are not needed afterwards.
     *
     * @param where what to call it in messages
     * @throws MimikaException if it is damaged or does not keep the contract
     */
    public static EmotionClassifier open(byte[] bytes, String where, ClassifierOptions options) {
        return new EmotionClassifier(OnnxGraph.open(bytes, where, options), where, options);
    }

    /** The contract of the open file. */
    public ModelMetadata metadata() {
        return metadata;
    }

    /** How an {@link EmotionExplainer} finds what speaks for its answers; empty where the file does not say. */
    public Optional<EmotionExplainer.Method> explanation() {
        return explanation;
    }

    /**
     * The scores of the faces of one image, in their order.
     *
     * @param image the frame's grey plane; read during the call only
     * @param faces the detector's boxes, in the image's pixels, and their tilt; margin and turning are this method's
     */
    public List<EmotionScores> classify(LumaPlane image, List<FacePose> faces) {
        List<EmotionScores> scores = new ArrayList<>(faces.size());
        run(faces.size(), (face, target) -> cropper.crop(image, faces.get(face), target), this::scores, scores);
        return scores;
    }

    /**
     * The scores of faces that are tensors already.
     *
     * @param faces {@code n} faces of {@code metadata().input().size()} values from the position, which moves past them
     */
    public List<EmotionScores> classify(FloatBuffer faces, int n) {
        List<EmotionScores> scores = new ArrayList<>(n);
        run(n, copyFrom(faces, n), this::scores, scores);
        return scores;
    }

    /**
     * What the network says of faces that are tensors already, before temperature and softmax.
     *
     * @param faces {@code n} faces of {@code metadata().input().size()} values from the position, which moves past them
     * @return {@code [n][7]}, in {@link Emotion} order
     */
    public float[][] logits(FloatBuffer faces, int n) {
        List<float[]> logits = new ArrayList<>(n);
        run(n, copyFrom(faces, n), float[]::clone, logits);
        return logits.toArray(float[][]::new);
    }

    private EmotionScores scores(float[] logits) {
        try {
            return EmotionScores.fromLogits(logits, metadata.temperature());
        } catch (IllegalArgumentException e) {
            throw new MimikaException(where + ": the network gave " + e.getMessage() + ": export it again", e);
        }
    }

    /** Writes one face at the target's position. */
    @FunctionalInterface
    private interface FaceWriter {
        void write(int face, FloatBuffer target);
    }

    private FaceWriter copyFrom(FloatBuffer faces, int n) {
        int size = metadata.input().size();
        if (n < 0 || faces.remaining() < (long) n * size) {
            throw new IllegalArgumentException(
                    n + " faces of " + size + " values asked for, " + faces.remaining() + " values given");
        }
        return (face, target) -> {
            target.put(target.position(), faces, faces.position(), size);
            target.position(target.position() + size);
            faces.position(faces.position() + size);
        };
    }

    private synchronized <T> void run(int n, FaceWriter writer, Function<float[], T> reader, List<T> answers) {
        if (closed) {
            throw new IllegalStateException("the classifier of " + where + " is closed");
        }
        try {
            float[] logits = new float[Emotion.COUNT];
            for (int from = 0; from < n; from += options.maxBatch()) {
                int count = Math.min(n - from, options.maxBatch());
                FloatBuffer input = binding.input(count);
                for (int i = 0; i < count; i++) {
                    writer.write(from + i, input);
                }
                FloatBuffer output = binding.run();
                for (int i = 0; i < count; i++) {
                    output.get(logits);
                    answers.add(reader.apply(logits));
                }
            }
        } catch (OrtException e) {
            throw new MimikaException(where + ": the network failed: " + OnnxGraph.oneLine(e), e);
        }
    }

    /** Frees the native memory; waits for a call that runs. A second time does nothing. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        binding.close();
        try {
            session.close();
        } catch (OrtException e) {
            throw new MimikaException(where + ": closing failed: " + OnnxGraph.oneLine(e), e);
        }
    }
}
