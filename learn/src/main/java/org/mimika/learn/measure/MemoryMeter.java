package org.mimika.learn.measure;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** Measures the most memory that a process of its own holds while it computes a model. */
@FunctionalInterface
public interface MemoryMeter {
    /**
     * Measures.
     *
     * @param onnx the model; empty for the process without one
     * @param batch faces computed together
     * @param threads threads that compute them
     * @return bytes, the JVM and natives included; empty where the system does not tell
     */
    OptionalLong peakBytes(Optional<Path> onnx, int batch, int threads);
}
