package org.mimika.core;

import ai.onnxruntime.OrtEnvironment;

/** The native library that networks run on, for those who want to know what a machine can do. */
public final class OnnxRuntimeNatives {
    private OnnxRuntimeNatives() {}

    /**
     * Loads the library.
     *
     * @return its version, such as {@code 1.29.0}
     * @throws LinkageError if it does not load on this system
     */
    public static String version() {
        OrtEnvironment environment = OnnxGraph.environment();
        return environment.getVersion();
    }
}
