package org.mimika.core;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Opens ONNX files and holds them against the contract: metadata, one input, one output, their shapes. */
final class OnnxGraph {
    static final String INPUT = "input";
    static final String OUTPUT = "logits";

    private static final String MEND = ": expected an ONNX file written by 'mimika export'";

    /** Enough for a command line of 250 kB; reserved address space, of which only what is touched is used. */
    private static final long SETUP_STACK_BYTES = 64L << 20;

    private OnnxGraph() {}

    /**
     * An open session with its contract; the caller closes the session.
     *
     * @param custom the file's custom metadata, which the contract is a part of
     */
    record Opened(OrtSession session, ModelMetadata metadata, Map<String, String> custom) {}

    /** Where a graph's bytes come from. */
    @FunctionalInterface
    private interface Loader {
        OrtSession load(OrtEnvironment environment, OrtSession.SessionOptions options) throws OrtException;
    }

    /**
     * The runtime's environment, one for the whole process; the first call sets it up.
     *
     * @throws MimikaException if the runtime's native library cannot be loaded
     */
    static OrtEnvironment environment() {
        // Setting up, the runtime (1.29) searches the process's command line by a recursion that takes some 200 bytes
        // of stack a character: a class path of 7 kB overflows the usual 1 MB, which ends the JVM without a word.
        FutureTask<OrtEnvironment> setUp = new FutureTask<>(
                // It would print warnings to stderr; what matters reaches the caller as an exception.
                () -> OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "mimika"));
        Thread thread = new Thread(null, setUp, "mimika-onnxruntime-setup", SETUP_STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
        try {
            return setUp.get();
        } catch (ExecutionException e) {
            throw new MimikaException("ONNX Runtime cannot be loaded: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MimikaException("interrupted while ONNX Runtime was loaded", e);
        }
    }

    static Opened open(Path file, ClassifierOptions options) {
        requireReadable(file);
        // By path, so that the runtime reads the file itself and no copy passes through the Java heap.
        return open((env, o) -> env.createSession(file.toString(), o), file.toString(), options);
    }

    /**
     * Checks that there is a file.
     *
     * @throws MimikaException if not
     */
    static void requireReadable(Path file) {
        if (Files.isDirectory(file)) {
            throw new MimikaException(file + " is a directory: expected an ONNX file");
        }
        if (!Files.isReadable(file)) {
            throw new MimikaException(
                    file + (Files.exists(file) ? " is not readable" : " does not exist") + ": expected an ONNX file");
        }
    }

    static Opened open(byte[] bytes, String where, ClassifierOptions options) {
        return open((env, o) -> env.createSession(bytes, o), where, options);
    }

    private static Opened open(Loader loader, String where, ClassifierOptions options) {
        OrtSession session;
        try {
            session = session(loader, options);
        } catch (OrtException e) {
            throw new MimikaException(where + ": not an ONNX file, or a damaged one (" + reason(e) + ")" + MEND, e);
        }
        try {
            Map<String, String> custom = session.getMetadata().getCustomMetadata();
            ModelMetadata metadata = ModelMetadata.fromMap(custom, where);
            InputSpec input = metadata.input();
            check(where, session.getInputInfo(), INPUT, new long[] {-1, input.channels(), input.height(), input.width()
            });
            check(where, session.getOutputInfo(), OUTPUT, new long[] {-1, Emotion.COUNT});
            return new Opened(session, metadata, custom);
        } catch (OrtException | RuntimeException e) {
            closeQuietly(session, e);
            throw e instanceof RuntimeException r ? r : new MimikaException(where + ": " + oneLine(e), e);
        }
    }

    /** A session without a look at the contract; the caller closes it. */
    static OrtSession session(byte[] bytes, ClassifierOptions options) throws OrtException {
        return session((env, o) -> env.createSession(bytes, o), options);
    }

    private static OrtSession session(Loader loader, ClassifierOptions options) throws OrtException {
        try (OrtSession.SessionOptions sessionOptions = new OrtSession.SessionOptions()) {
            sessionOptions.setIntraOpNumThreads(options.threads());
            sessionOptions.setInterOpNumThreads(1);
            sessionOptions.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
            sessionOptions.addConfigEntry("session.intra_op.allow_spinning", options.spinning() ? "1" : "0");
            return loader.load(environment(), sessionOptions);
        }
    }

    private static void check(String where, Map<String, NodeInfo> actual, String name, long[] shape) {
        NodeInfo node = actual.get(name);
        if (node == null || actual.size() != 1) {
            throw new MimikaException(
                    where + ": the graph has " + actual.keySet() + " where one '" + name + "' is due" + MEND);
        }
        if (!(node.getInfo() instanceof TensorInfo tensor)
                || tensor.type != OnnxJavaType.FLOAT
                || !Arrays.equals(tensor.getShape(), shape)) {
            throw new MimikaException(where + ": the graph's '" + name + "' is " + describe(node) + " where float32 "
                    + Arrays.toString(shape) + " is due (-1: any number of faces)" + MEND);
        }
    }

    private static String describe(NodeInfo node) {
        return node.getInfo() instanceof TensorInfo tensor
                ? tensor.type + " " + Arrays.toString(tensor.getShape())
                : node.getInfo().toString();
    }

    private static void closeQuietly(OrtSession session, Exception reason) {
        try {
            session.close();
        } catch (OrtException e) {
            reason.addSuppressed(e);
        }
    }

    /** What the runtime says is wrong with a file, without the place in its sources and the file's name. */
    private static String reason(OrtException e) {
        return oneLine(e).replaceFirst("^.*(failed:|\\) )(?=\\w)", "");
    }

    /** The runtime's message without line breaks, which some of its messages have. */
    static String oneLine(Exception e) {
        return String.valueOf(e.getMessage()).strip().replaceAll("\\s+", " ");
    }
}
