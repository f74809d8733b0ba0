package org.mimika.learn.compare;

import java.util.OptionalLong;

/**
 * The most memory that a process of its own held while it computed a model.
 *
 * @param model its {@link ModelFacts#name}
 * @param batch faces computed together
 * @param peakBytes resident, with the JVM and ONNX Runtime; empty where the system does not tell
 * @param baseBytes of the same process without a model
 */
public record Memory(String model, int batch, OptionalLong peakBytes, OptionalLong baseBytes) {
    /** Validates. */
    public Memory {
        Checks.atLeast("batch", 1, batch);
    }

    /** What the model itself adds, in bytes, not below 0. */
    public OptionalLong addedBytes() {
        return peakBytes.isPresent() && baseBytes.isPresent()
                ? OptionalLong.of(Math.max(0, peakBytes.getAsLong() - baseBytes.getAsLong()))
                : OptionalLong.empty();
    }
}
