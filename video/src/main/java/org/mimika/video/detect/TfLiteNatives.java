package org.mimika.video.detect;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.tensorflowlite.global.tensorflowlite;

/** The native library that faces are found with, for those who want to know what a machine can do. */
public final class TfLiteNatives {
    private TfLiteNatives() {}

    /**
     * Loads the library.
     *
     * @return its version, such as {@code 2.20.0}
     * @throws LinkageError if it does not load on this system
     */
    public static String version() {
        Loader.load(tensorflowlite.class);
        try (BytePointer version = tensorflowlite.TfLiteVersion()) {
            return version.getString();
        }
    }
}
