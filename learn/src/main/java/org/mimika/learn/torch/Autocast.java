package org.mimika.learn.torch;

import org.bytedeco.pytorch.global.torch;

/**
 * While open, convolutions and matrix products of this thread run in bfloat16; with {@code enabled} false it does
 * nothing. The loss belongs outside, in f32.
 */
public final class Autocast implements AutoCloseable {
    private final boolean enabled;

    /** Begins. */
    public Autocast(boolean enabled) {
        this.enabled = enabled;
        if (enabled) {
            torch.set_autocast_dtype(torch.DeviceType.CPU, torch.ScalarType.BFloat16);
            torch.set_autocast_enabled(torch.DeviceType.CPU, true);
        }
    }

    @Override
    public void close() {
        if (enabled) {
            torch.set_autocast_enabled(torch.DeviceType.CPU, false);
            torch.clear_cache(); // the bf16 copies of the weights, stale after the next step
        }
    }
}
