package org.mimika.learn.torch;

import org.bytedeco.pytorch.global.torch;

/** LibTorch's settings of the whole process. */
public final class TorchRuntime {
    private TorchRuntime() {}

    /** How many threads share one operation. With one, results repeat bit for bit. */
    public static void useThreads(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException(threads + " threads: expected 1 or more");
        }
        torch.set_num_threads(threads);
    }
}
