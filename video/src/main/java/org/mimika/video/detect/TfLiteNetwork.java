package org.mimika.video.detect;

import static org.bytedeco.tensorflowlite.global.tensorflowlite.*;

import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorflowlite.TfLiteInterpreter;
import org.bytedeco.tensorflowlite.TfLiteInterpreterOptions;
import org.bytedeco.tensorflowlite.TfLiteModel;
import org.bytedeco.tensorflowlite.TfLiteTensor;
import org.mimika.core.MimikaException;

/**
 * A TensorFlow Lite network with one float input, run on the CPU through XNNPACK.
 *
 * <p>Owns the model's bytes and the interpreter; {@link #close} frees both, after which the buffers handed out must
 * not be touched. Not thread-safe: one thread at a time.
 */
final class TfLiteNetwork implements AutoCloseable {
    private final BytePointer bytes;
    private final TfLiteModel model;
    private final TfLiteInterpreter interpreter;
    private final FloatBuffer input;
    private boolean closed;

    private TfLiteNetwork(BytePointer bytes, TfLiteModel model, TfLiteInterpreter interpreter) {
        this.bytes = bytes;
        this.model = model;
        this.interpreter = interpreter;
        this.input = floats(TfLiteInterpreterGetInputTensor(interpreter, 0));
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
            Loader.load(org.bytedeco.tensorflowlite.global.tensorflowlite.class);
        } catch (UnsatisfiedLinkError e) {
            throw new MimikaException(
                    "TensorFlow Lite's native library does not load on this system (" + Loader.getPlatform()
                            + "): put org.bytedeco:tensorflow-lite with that classifier on the class path",
                    e);
        }
        return create(resource, content, threads);
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
        // Native memory of ours, not the collector's: the model reads its weights from these bytes to the end.
        BytePointer bytes = new BytePointer(content.length).put(content);
        bytes.retainReference(); // so that a PointerScope of the caller does not free them
        TfLiteModel model = TfLiteModelCreate(bytes, content.length);
        if (model == null) {
            bytes.deallocate();
            throw new MimikaException(name + " is not a TensorFlow Lite network");
        }
        TfLiteInterpreterOptions options = TfLiteInterpreterOptionsCreate();
        TfLiteInterpreterOptionsSetNumThreads(options, threads);
        TfLiteInterpreter interpreter = TfLiteInterpreterCreate(model, options);
        TfLiteInterpreterOptionsDelete(options);
        if (interpreter == null || TfLiteInterpreterAllocateTensors(interpreter) != kTfLiteOk) {
            if (interpreter != null) {
                TfLiteInterpreterDelete(interpreter);
            }
            TfLiteModelDelete(model);
            bytes.deallocate();
            throw new MimikaException(name + " cannot be run by TensorFlow Lite");
        }
        return new TfLiteNetwork(bytes, model, interpreter);
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
        if (TfLiteInterpreterInvoke(interpreter) != kTfLiteOk) {
            throw new MimikaException("TensorFlow Lite failed to run the face detector's network");
        }
    }

    /** The values of an output tensor; valid until the next {@link #run}. */
    FloatBuffer output(int index) {
        return floats(TfLiteInterpreterGetOutputTensor(interpreter, index));
    }

    private static FloatBuffer floats(TfLiteTensor tensor) {
        Pointer data = TfLiteTensorData(tensor);
        long count = TfLiteTensorByteSize(tensor) / Float.BYTES;
        return new FloatPointer(data).capacity(count).asBuffer();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            TfLiteInterpreterDelete(interpreter);
            TfLiteModelDelete(model);
            bytes.deallocate();
        }
    }
}
