package org.mimika.learn.torch;

import java.io.IOException;
import java.net.URL;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;
import org.mimika.core.MimikaException;

/**
 * What this process has of what LibTorch needs for a GPU.
 *
 * @param onClassPath whether LibTorch's CUDA natives are there
 * @param alone whether LibTorch's natives for the CPU are not there beside them; JavaCPP would load some of these, some of
 *     those, and LibTorch would abort the JVM
 * @param missing why they do not load, as the system says it; empty if they do
 * @param gpus how many GPUs the driver shows
 */
record CudaNatives(boolean onClassPath, boolean alone, String missing, int gpus) {
    private static final String HELP = "; docs/training.md says what a GPU needs";

    /** Loads LibTorch and looks. */
    static CudaNatives here() {
        String folder = "/org/bytedeco/pytorch/" + Loader.getPlatform();
        URL cuda = CudaNatives.class.getResource(folder + "-gpu/" + System.mapLibraryName("torch_cuda"));
        boolean alone = CudaNatives.class.getResource(folder + "/" + System.mapLibraryName("torch_cpu")) == null;
        if (cuda == null || !alone) {
            return new CudaNatives(cuda != null, alone, "", 0);
        }
        try {
            Loader.load(torch.class);
            if (torch.hasCUDA()) {
                return new CudaNatives(true, true, "", torch.cuda_device_count());
            }
            // JavaCPP goes on without a library that does not load, and does not say why. The system does.
            System.load(Loader.cacheResource(cuda).getPath());
            return new CudaNatives(true, true, "LibTorch was loaded without them", 0);
        } catch (LinkageError | IOException e) {
            String reason = String.valueOf(e.getMessage());
            return new CudaNatives(
                    true, true, reason.substring(reason.indexOf(": ") + 1).strip(), 0);
        }
    }

    /**
     * Checks that a GPU can be used.
     *
     * @throws MimikaException if not: what is missing
     */
    void require() {
        String lacking = null;
        if (!onClassPath) {
            lacking = "LibTorch's CUDA natives are not on the class path";
        } else if (!alone) {
            lacking = "LibTorch's natives for the CPU are on the class path beside those for CUDA; leave them out";
        } else if (!missing.isEmpty()) {
            lacking = "LibTorch's CUDA natives do not load (" + missing + ")";
        } else if (gpus < 1) {
            lacking = "the NVIDIA driver is missing or shows none";
        }
        if (lacking != null) {
            throw new MimikaException("no GPU to train on: " + lacking + HELP);
        }
    }
}
