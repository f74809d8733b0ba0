package org.mimika.video.detect;

import static org.bytedeco.tensorflowlite.global.tensorflowlite.kTfLiteOk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorflowlite.BuiltinOpResolverWithXNNPACK;
import org.bytedeco.tensorflowlite.FlatBufferModel;
import org.bytedeco.tensorflowlite.Interpreter;
import org.bytedeco.tensorflowlite.InterpreterBuilder;
import org.bytedeco.tensorflowlite.TfLiteTensor;
import org.bytedeco.tensorflowlite.global.tensorflowlite;
import org.mimika.core.MimikaException;

/**
 * A TensorFlow Lite network with one float input, run on the CPU through XNNPACK. The library's C interface does not
 * bring XNNPACK in, which costs it a factor of seven to ten; hence its C++ interface is used.
 *
 * <p>Owns the model's bytes and the interpreter; {@link #close} frees both, after which the buffers handed out must
 * not be touched. Not thread-safe: one thread at a time.
 */
final class TfLiteNetwork implements AutoCloseable {
    private static final String LEAST_SEVERITY = "_ZN6tflite16logging_internal13MinimalLogger21minimum_log_severity_E";
    private static final int WARNING = 2;

    /** Everything native, in the order of its making: each part reads from those before it to the end. */
    private final List<Pointer> owned;

    private final Interpreter interpreter;
    private final FloatBuffer input;
    private boolean closed;

    private TfLiteNetwork(List<Pointer> owned, Interpreter interpreter) {
        this.owned = owned;
        this.interpreter = interpreter;
        this.input = floats(interpreter.input_tensor(0));
    }

    /**
     * Loads a network from a file beside this class.
     *
     * @param threads how many the operations may use, at least 1
     * @throws MimikaException if the file or the native library is missing, or the file is no network
     */
    static TfLiteNetwork load(String resource, int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads=" + threads);
        }
        byte[] content = read(resource);
        try {
            Loader.load(tensorflowlite.class);
            quieten();
        } catch (UnsatisfiedLinkError e) {
            throw new MimikaException(
                    "TensorFlow Lite's native library does not load on this system (" + Loader.getPlatform()
                            + "): put org.bytedeco:tensorflow-lite with that classifier on the class path",
                    e);
        }
        return create(resource, content, threads);
    }

    /**
     * Keeps the native library from announcing XNNPACK on the process's error stream. Its interface has no call for
     * that, but the least severity that it logs is a variable with a public symbol; without the symbol it may talk.
     */
    private static void quieten() {
        Pointer leastSeverity = Loader.addressof(LEAST_SEVERITY);
        if (leastSeverity != null && !leastSeverity.isNull()) {
            new IntPointer(leastSeverity).put(WARNING);
        }
    }

    private static byte[] read(String resource) {
        try (InputStream stream = TfLiteNetwork.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new MimikaException("the face detector's network " + resource
                        + " is not on the class path: build the video module, which fetches it through npm");
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new MimikaException("the face detector's network " + resource + " cannot be read", e);
        }
    }

    static TfLiteNetwork create(String name, byte[] content, int threads) {
        List<Pointer> owned = new ArrayList<>();
        try {
            BytePointer bytes = keep(owned, new BytePointer(content.length).put(content));
            FlatBufferModel model = FlatBufferModel.VerifyAndBuildFromBuffer(bytes, content.length);
            if (model == null || model.isNull()) {
                throw new MimikaException(name + " is not a TensorFlow Lite network");
            }
            keep(owned, model);
            BuiltinOpResolverWithXNNPACK operations = keep(owned, new BuiltinOpResolverWithXNNPACK());
            Interpreter interpreter = new Interpreter((Pointer) null);
            try (InterpreterBuilder builder = new InterpreterBuilder(model, operations)) {
                builder.SetNumThreads(threads);
                if (builder.apply(interpreter) != kTfLiteOk || interpreter.isNull()) {
                    throw new MimikaException(name + " cannot be run by TensorFlow Lite");
                }
            }
            keep(owned, interpreter);
            if (interpreter.AllocateTensors() != kTfLiteOk) {
                throw new MimikaException(name + " does not fit into memory");
            }
            return new TfLiteNetwork(owned, interpreter);
        } catch (RuntimeException | Error e) {
            release(owned);
            throw e;
        }
    }

    /** Holds a reference of our own, so that no PointerScope of a caller frees what we use. */
    private static <P extends Pointer> P keep(List<Pointer> owned, P pointer) {
        pointer.retainReference();
        owned.add(pointer);
        return pointer;
    }

    private static void release(List<Pointer> owned) {
        for (int i = owned.size() - 1; i >= 0; i--) {
            owned.get(i).deallocate();
        }
    }

    /**
     * The input tensor's values, to be written before {@link #run}.
     *
     * @throws IllegalStateException if closed: the memory is gone
     */
    FloatBuffer input() {
        if (closed) {
            throw new IllegalStateException("the network is closed");
        }
        return input;
    }

    /** Computes the outputs from {@link #input}. */
    void run() {
        if (interpreter.Invoke() != kTfLiteOk) {
            throw new MimikaException("TensorFlow Lite failed to run the face detector's network");
        }
    }

    /** The values of an output tensor; valid until the next {@link #run}. */
    FloatBuffer output(int index) {
        return floats(interpreter.output_tensor(index));
    }

    private static FloatBuffer floats(TfLiteTensor tensor) {
        return tensor.data().f().capacity(tensor.bytes() / Float.BYTES).asBuffer();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            release(owned);
        }
    }
}
