package org.mimika.learn.torch;

import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;
import org.mimika.core.MimikaException;

/**
 * What this process has of what LibTorch needs for a GPU.
 *
 * @param onClassPath whether LibTorch's CUDA natives are there
 * @param loadFailure why the natives do not load; empty if they do, or are not there
 * @param built whether the LibTorch that was loaded knows CUDA
 * @param gpus how many GPUs it sees
 */
record CudaNatives(boolean onClassPath, String loadFailure, boolean built, int gpus) {
    private static final String HELP = "; see \"On a GPU\" in docs/training.md";

    /** Loads LibTorch and looks. */
    static CudaNatives here() {
        String library = "/org/bytedeco/pytorch/" + Loader.getPlatform() + "-gpu/libtorch_cuda.so";
        boolean there = CudaNatives.class.getResource(library) != null;
        try {
            Loader.load(torch.class);
            return new CudaNatives(there, "", torch.hasCUDA(), torch.cuda_device_count());
        } catch (LinkageError e) {
            return new CudaNatives(there, String.valueOf(e.getMessage()), false, 0);
        }
    }

    /**
     * Checks that a GPU can be used.
     *
     * @throws MimikaException if not: what is missing
     */
    void require() {
        if (!onClassPath) {
            throw new MimikaException("no GPU can be used: LibTorch's CUDA natives are not on the class path" + HELP);
        }
        if (!loadFailure.isEmpty() || !built) {
            throw new MimikaException("no GPU can be used: LibTorch's CUDA natives do not load"
                    + (loadFailure.isEmpty()
                            ? ""
                            : " (" + loadFailure.lines().findFirst().orElse("") + ")")
                    + ": CUDA 13.1 and cuDNN 9 must be installed" + HELP);
        }
        if (gpus < 1) {
            throw new MimikaException("no GPU can be used: the NVIDIA driver shows none" + HELP);
        }
    }
}
