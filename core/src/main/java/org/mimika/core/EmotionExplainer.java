package org.mimika.core;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Shows where in a face a network finds its answer, with the same ONNX file that {@link EmotionClassifier} reads: the
 * values that {@link ExplanationTaps} names become outputs of a session of its own.
 *
 * <p>A transformer gives its attention rollout: where the answer's information comes from, whatever the answer is. A
 * convolutional network gives Grad-CAM: what speaks for one emotion. A heat map is a hint of what the network did, no
 * proof of why.
 *
 * <p>Safe for use by many threads: calls run one after the other. Owns native memory: close it. A call after that
 * throws {@link IllegalStateException}.
 */
public final class EmotionExplainer implements AutoCloseable {
    /** How a heat map was found. */
    public enum Method {
        /** Abnar and Zuidema, 2020; stretched from its least value to its greatest. */
        ATTENTION_ROLLOUT,
        /** Selvaraju et al., 2017; in proportion, 0 where nothing speaks for the emotion. */
        GRAD_CAM
    }

    /**
     * A face's answer and where it was found.
     *
     * @param scores what {@link EmotionClassifier} gives for the face
     * @param emotion what the map is about; an attention rollout is the same for all
     * @param method how the map was found
     * @param map in the network's own grid, such as 6x6, which spans the whole input; see {@link HeatMap#resized}
     */
    public record Explanation(EmotionScores scores, Emotion emotion, Method method, HeatMap map) {}

    private final OrtSession session;
    private final ModelMetadata metadata;
    private final ExplanationTaps taps;
    private final String where;
    private final FaceCropper cropper;
    private final FloatBuffer input;
    private boolean closed;

    private EmotionExplainer(OrtSession session, ModelMetadata metadata, ExplanationTaps taps, String where) {
        this.session = session;
        this.metadata = metadata;
        this.taps = taps;
        this.where = where;
        cropper = new FaceCropper(metadata.input());
        input = ByteBuffer.allocateDirect(metadata.input().size() * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    /**
     * Opens an ONNX file.
     *
     * @throws MimikaException if there is none, it is damaged, does not keep the contract, or does not say how it can be
     *     explained, as those of older versions and of others
     */
    public static EmotionExplainer open(Path file, ClassifierOptions options) {
        OnnxGraph.requireReadable(file);
        try {
            return open(Files.readAllBytes(file), file.toString(), options);
        } catch (IOException e) {
            throw new MimikaException("cannot read " + file + ": " + MimikaException.reason(e), e);
        }
    }

    /**
     * Opens an ONNX file that is in memory; the bytes are not needed afterwards.
     *
     * @param where what to call it in messages
     * @throws MimikaException as above
     */
    public static EmotionExplainer open(byte[] onnx, String where, ClassifierOptions options) {
        OnnxGraph.Opened plain = OnnxGraph.open(onnx, where, options); // holds the file against the contract
        try {
            plain.session().close();
        } catch (OrtException e) {
            throw new MimikaException(where + ": " + OnnxGraph.oneLine(e), e);
        }
        ExplanationTaps taps = ExplanationTaps.fromMap(plain.custom(), where);
        try {
            OrtSession session = OnnxGraph.session(GraphOutputs.added(onnx, taps.values()), options);
            return new EmotionExplainer(session, plain.metadata(), taps, where);
        } catch (OrtException e) {
            throw new MimikaException(
                    where + " cannot be explained: the graph does not give " + taps.values() + ", which its metadata"
                            + " names (" + OnnxGraph.oneLine(e) + ")",
                    e);
        }
    }

    /** The contract of the open file. */
    public ModelMetadata metadata() {
        return metadata;
    }

    /**
     * Explains the answer to one face of an image.
     *
     * @param image the frame's grey plane; read during the call only
     * @param face where it is; margin and turning are this method's, and the map lies over what they give
     */
    public synchronized Explanation explain(LumaPlane image, FacePose face) {
        cropper.crop(image, face, input.clear());
        return run(null);
    }

    /**
     * Explains the answer to a face that is a tensor already.
     *
     * @param face {@code metadata().input().size()} values from the position, which moves past them
     */
    public Explanation explain(FloatBuffer face) {
        return explain(face, null);
    }

    /**
     * Explains what speaks for one emotion in a face that is a tensor already.
     *
     * @param face {@code metadata().input().size()} values from the position, which moves past them
     * @param emotion what to explain; null for the answer
     */
    public synchronized Explanation explain(FloatBuffer face, Emotion emotion) {
        int size = input.capacity();
        if (face.remaining() < size) {
            throw new IllegalArgumentException(
                    "a face of " + size + " values asked for, " + face.remaining() + " given");
        }
        input.clear().put(face.slice(face.position(), size));
        face.position(face.position() + size);
        return run(emotion);
    }

    private Explanation run(Emotion asked) {
        if (closed) {
            throw new IllegalStateException("the explainer of " + where + " is closed");
        }
        InputSpec spec = metadata.input();
        long[] shape = {1, spec.channels(), spec.height(), spec.width()};
        try (OnnxTensor face = OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), input.clear(), shape);
                OrtSession.Result result = session.run(Map.of(OnnxGraph.INPUT, face))) {
            EmotionScores scores = EmotionScores.fromLogits(
                    values(result, OnnxGraph.OUTPUT, 1, Emotion.COUNT), metadata.temperature());
            Emotion emotion = asked == null ? scores.top() : asked;
            if (taps instanceof ExplanationTaps.Attention attention) {
                return new Explanation(scores, emotion, Method.ATTENTION_ROLLOUT, rollout(result, attention));
            }
            return new Explanation(
                    scores, emotion, Method.GRAD_CAM, gradCam(result, (ExplanationTaps.FeatureMap) taps, emotion));
        } catch (OrtException | IllegalArgumentException e) {
            throw new MimikaException(where + ": the network failed: " + OnnxGraph.oneLine(e), e);
        }
    }

    private HeatMap rollout(OrtSession.Result result, ExplanationTaps.Attention attention) throws OrtException {
        List<float[]> weights = new ArrayList<>();
        for (String name : attention.weights()) {
            weights.add(values(result, name, 1, -1, attention.length(), attention.length()));
        }
        return HeatMaps.rollout(weights, attention);
    }

    private HeatMap gradCam(OrtSession.Result result, ExplanationTaps.FeatureMap last, Emotion emotion)
            throws OrtException {
        float[] map = values(result, last.map(), 1, -1, -1, -1);
        long[] shape = tensor(result, last.map()).getInfo().getShape();
        float[] weight = values(result, last.headWeight(), shape[1], Emotion.COUNT);
        return HeatMaps.gradCam(map, weight, (int) shape[3], (int) shape[2], emotion);
    }

    /** The values of an output whose shape is this; an extent of -1 is free. */
    private float[] values(OrtSession.Result result, String name, long... expected) throws OrtException {
        OnnxTensor tensor = tensor(result, name);
        long[] shape = tensor.getInfo().getShape();
        boolean fits = shape.length == expected.length;
        for (int axis = 0; fits && axis < shape.length; axis++) {
            fits = expected[axis] == -1 ? shape[axis] > 0 : shape[axis] == expected[axis];
        }
        FloatBuffer buffer = tensor.getFloatBuffer();
        if (!fits || buffer == null) {
            throw new MimikaException(where + " cannot be explained: the graph's '" + name + "' is " + tensor.getInfo()
                    + " where float32 " + Arrays.toString(expected) + " is due");
        }
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }

    private static OnnxTensor tensor(OrtSession.Result result, String name) {
        return (OnnxTensor) result.get(name).orElseThrow();
    }

    /** Frees the native memory; waits for a call that runs. A second time does nothing. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            session.close();
        } catch (OrtException e) {
            throw new MimikaException(where + ": closing failed: " + OnnxGraph.oneLine(e), e);
        }
    }
}
