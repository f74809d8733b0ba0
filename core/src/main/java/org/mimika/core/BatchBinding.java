package org.mimika.core;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;

/**
 * The direct buffers that a session reads from and writes to, kept from one run to the next; they grow to the largest
 * batch seen. Owns the tensors over them, which {@link #close} closes; not the session. Not thread-safe.
 */
final class BatchBinding implements AutoCloseable {
    private final OrtSession session;
    private final InputSpec spec;
    private FloatBuffer input = direct(0);
    private FloatBuffer output = direct(0);
    private int bound;
    private Map<String, OnnxTensor> inputs = Map.of();
    private Map<String, OnnxTensor> outputs = Map.of();

    /** Buffers for this session, which takes faces of this form. */
    BatchBinding(OrtSession session, InputSpec spec) {
        this.session = session;
        this.spec = spec;
    }

    /** The input buffer, its position 0 and its limit the end of face {@code n}, to be filled before {@link #run}. */
    FloatBuffer input(int n) throws OrtException {
        if (n != bound) {
            bind(n);
        }
        return input.clear().limit(n * spec.size());
    }

    /** Computes the faces in the input buffer; the logits stand in the answer, {@code n x 7}, until the next run. */
    FloatBuffer run() throws OrtException {
        // The output is pinned to our buffer: the result owns nothing, closing it frees its handles alone.
        session.run(inputs, outputs).close();
        return output.clear().limit(bound * Emotion.COUNT);
    }

    private void bind(int n) throws OrtException {
        close();
        int needed = Math.multiplyExact(n, spec.size());
        if (input.capacity() < needed) {
            input = direct(needed);
            output = direct(n * Emotion.COUNT);
        }
        long[] inShape = {n, spec.channels(), spec.height(), spec.width()};
        inputs = Map.of(OnnxGraph.INPUT, tensor(input.clear().slice(0, needed), inShape));
        long[] outShape = {n, Emotion.COUNT};
        outputs = Map.of(OnnxGraph.OUTPUT, tensor(output.clear().slice(0, n * Emotion.COUNT), outShape));
        bound = n;
    }

    private static OnnxTensor tensor(FloatBuffer buffer, long[] shape) throws OrtException {
        return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), buffer, shape);
    }

    @Override
    public void close() {
        inputs.values().forEach(OnnxTensor::close);
        outputs.values().forEach(OnnxTensor::close);
        inputs = Map.of();
        outputs = Map.of();
        bound = 0;
    }

    private static FloatBuffer direct(int floats) {
        return ByteBuffer.allocateDirect(Math.multiplyExact(floats, Float.BYTES))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }
}
