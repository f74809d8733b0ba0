package org.mimika.learn.torch;

import org.bytedeco.pytorch.global.torch;

/**
 * While open, convolutions and matrix products of this thread on one device run in bfloat16; where it is not enabled it
 * does nothing. The loss belongs outside, in f32. Made by {@link Device#autocast}.
 */
public final class Autocast implements AutoCloseable {
    private final torch.DeviceType device;
    private final boolean enabled;

    /** Begins. */
    Autocast(torch.DeviceType device, boolean enabled) {
        this.device = device;
        this.enabled = enabled;
        if (enabled) {
            torch.set_autocast_dtype(device, torch.ScalarType.BFloat16);
            torch.set_autocast_enabled(device, true);
        }
    }

    @Override
    public void close() {
        if (enabled) {
            torch.set_autocast_enabled(device, false);
            torch.clear_cache(); // the bf16 copies of the weights, stale after the next step
        }
    }
}
