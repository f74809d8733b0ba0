package org.mimika.learn.compare;

/**
 * Where and with what the report was made.
 *
 * @param processor its name
 * @param cores processors that the JVM may use
 * @param memoryBytes of the machine; 0 if unknown
 * @param load processes that wanted a processor in the minute before the timing; negative if unknown
 * @param system operating system, its version and architecture
 * @param java the JVM's version
 * @param onnxRuntime its version
 * @param mimika version and commit
 */
public record Environment(
        String processor,
        int cores,
        long memoryBytes,
        double load,
        String system,
        String java,
        String onnxRuntime,
        String mimika) {
    /** Validates. */
    public Environment {
        Checks.atLeast("cores", 1, cores);
        Checks.atLeast("memory", 0, memoryBytes);
    }

    /** The same at another load. */
    public Environment withLoad(double newLoad) {
        return new Environment(processor, cores, memoryBytes, newLoad, system, java, onnxRuntime, mimika);
    }
}
