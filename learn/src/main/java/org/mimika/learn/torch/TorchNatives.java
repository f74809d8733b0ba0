package org.mimika.learn.torch;

import java.io.IOException;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;

/** The native library that networks are trained on, for those who want to know what a machine can do. */
public final class TorchNatives {
    private TorchNatives() {}

    /**
     * Loads the library.
     *
     * @return the version of its package, such as {@code 2.10.0-1.5.13}: LibTorch's, then that of the presets
     * @throws LinkageError if it does not load on this system
     */
    public static String version() {
        Loader.load(torch.class);
        try {
            return Loader.getVersion("org.bytedeco", "pytorch");
        } catch (IOException e) {
            return "of unknown version";
        }
    }
}
