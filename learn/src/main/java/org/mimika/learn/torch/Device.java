package org.mimika.learn.torch;

import java.nio.FloatBuffer;
import java.util.Locale;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.mimika.core.MimikaException;

/**
 * Where tensors lie and are computed. The one place that makes tensors from Java's values or from nothing: an operation
 * refuses operands of two devices, so whoever needs a tensor asks the device of the pass for it. An architecture test
 * holds that nobody else makes any.
 *
 * <p>The caller's {@link PointerScope} owns what the methods return. Immutable and safe to share between threads.
 */
public enum Device {
    /** The processor: always there. */
    CPU(torch.DeviceType.CPU),
    /** The first NVIDIA GPU, see {@link #require()}. */
    CUDA(torch.DeviceType.CUDA),
    /** Nowhere: LibTorch works out shapes and checks operands, but computes nothing. For tests. */
    META(torch.DeviceType.Meta);

    private final torch.DeviceType type;

    Device(torch.DeviceType type) {
        this.type = type;
    }

    /**
     * Checks that this machine can compute here. Before anything long starts.
     *
     * @throws MimikaException if it cannot: says what is missing
     */
    public void require() {
        if (this == CUDA) {
            CudaNatives.here().require();
        }
    }

    /** A copy of these values, row-major, f32. */
    public Tensor tensor(float[] values, long... shape) {
        return here(Tensor.create(values, shape));
    }

    /** A copy of these whole numbers. */
    public Tensor tensor(int[] values, long... shape) {
        return here(Tensor.create(values, shape));
    }

    /** A copy of these bytes, each from 0 to 255. */
    public Tensor tensor(byte[] values, long... shape) {
        return here(Tensor.create(values, false, shape));
    }

    /** Zeros, f32. */
    public Tensor zeros(long... shape) {
        return torch.zeros(shape, options());
    }

    /** The same value everywhere, f32. */
    public Tensor filled(double value, long... shape) {
        return torch.full(shape, new Scalar(value), options());
    }

    /** 0 to n - 1, f32. */
    public Tensor range(long n) {
        return torch.arange(new Scalar(n), options());
    }

    /** The tensor itself, or a copy of it where it lies elsewhere. */
    public Tensor here(Tensor tensor) {
        return tensor.to(new org.bytedeco.pytorch.Device(type), tensor.scalar_type());
    }

    /** A copy of a tensor's values of whatever device and type, row-major, as f32. */
    public static float[] values(Tensor tensor) {
        try (PointerScope scope = new PointerScope()) {
            Tensor host = CPU.here(tensor.detach()).to(torch.ScalarType.Float).contiguous();
            float[] values = new float[Math.toIntExact(host.numel())];
            FloatBuffer buffer = host.createBuffer();
            buffer.get(values);
            return values;
        }
    }

    /**
     * Overwrites all values of a tensor of whatever device.
     *
     * @param tensor one-dimensional and without gradient
     */
    public static void set(Tensor tensor, float[] values) {
        try (PointerScope scope = new PointerScope()) {
            tensor.copy_(Tensor.create(values, values.length));
        }
    }

    /** Begins a part of this thread's work in bfloat16 if enabled. */
    public Autocast autocast(boolean enabled) {
        return new Autocast(type, enabled);
    }

    private TensorOptions options() {
        return new TensorOptions(new org.bytedeco.pytorch.Device(type))
                .dtype(new org.bytedeco.pytorch.ScalarTypeOptional(torch.ScalarType.Float));
    }

    /** As the command line names it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
