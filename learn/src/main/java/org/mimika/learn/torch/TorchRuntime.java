package org.mimika.learn.torch;

import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.pytorch.global.torch;

/** LibTorch's settings of the whole process, and OpenBLAS's, which multiplies for it. */
public final class TorchRuntime {
    private TorchRuntime() {}

    /** How many threads share one operation. With one, results repeat bit for bit. */
    public static void useThreads(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException(threads + " threads: expected 1 or more");
        }
        torch.set_num_threads(threads);
        // OpenBLAS has threads of its own, one for each core, that wait for work by spinning: between two products they
        // take the cores from LibTorch's.
        Loader.load(openblas_nolapack.class);
        openblas_nolapack.blas_set_num_threads(1);
    }
}
