package org.mimika.learn.weights;

import java.io.IOException;
import java.util.List;

/**
 * A view of a storage.
 *
 * @param storage where its numbers lie
 * @param offset of its first number
 * @param shape its extents
 * @param strides by how much each axis steps through the storage; 0 where it repeats
 */
record TorchTensor(TorchStorage storage, long offset, int[] shape, long[] strides) {
    private static final int MAX_AXES = 16;

    /** From {@code (storage, offset, shape, strides, requires_grad, hooks, ...)}. */
    static TorchTensor of(List<Object> arguments) throws IOException {
        if (arguments.size() < 4
                || !(arguments.get(0) instanceof TorchStorage storage)
                || !(arguments.get(1) instanceof Long offset)) {
            throw new IOException("a tensor is made from what is no storage");
        }
        List<Object> extents = Pickle.list(arguments.get(2));
        List<Object> steps = Pickle.list(arguments.get(3));
        if (extents.size() > MAX_AXES || extents.size() != steps.size()) {
            throw new IOException("a tensor has " + extents.size() + " axes and " + steps.size() + " strides");
        }
        int[] shape = new int[extents.size()];
        long[] strides = new long[shape.length];
        long count = 1;
        for (int i = 0; i < shape.length; i++) {
            shape[i] = (int) bounded(extents.get(i), Integer.MAX_VALUE);
            strides[i] = bounded(steps.get(i), storage.count());
            if (shape[i] > 0 && count > Integer.MAX_VALUE / shape[i]) {
                throw new IOException("a tensor has more than the 2^31 - 1 numbers that are supported");
            }
            count *= shape[i];
        }
        TorchTensor tensor = new TorchTensor(storage, bounded(offset, storage.count()), shape, strides);
        if (count > 0 && tensor.offset + tensor.span() > storage.count()) {
            throw new IOException("a tensor reaches beyond its storage");
        }
        return tensor;
    }

    private static long bounded(Object value, long most) throws IOException {
        if (value instanceof Long number && number >= 0 && number <= most) {
            return number;
        }
        throw new IOException("a tensor's extent, stride or offset is not between 0 and " + most);
    }

    /** How many of the storage's numbers it reaches over, where it has any. */
    long span() throws IOException {
        long last = 0;
        try {
            for (int i = 0; i < shape.length; i++) {
                last = Math.addExact(last, Math.multiplyExact(Math.max(0, shape[i] - 1L), strides[i]));
            }
            return Math.addExact(last, 1);
        } catch (ArithmeticException e) {
            throw new IOException("a tensor reaches beyond its storage", e);
        }
    }

    /** How many numbers. */
    int count() {
        int count = 1;
        for (int extent : shape) {
            count *= extent;
        }
        return count;
    }

    /** Whether its numbers lie in the storage as they are counted, row-major. */
    boolean contiguous() {
        long step = 1;
        for (int i = shape.length - 1; i >= 0; i--) {
            if (shape[i] != 1 && strides[i] != step) {
                return false;
            }
            step *= shape[i];
        }
        return true;
    }

    /**
     * The numbers, row-major.
     *
     * @param reached the {@link #span} of the storage, from the offset on
     */
    float[] gather(float[] reached) {
        if (contiguous()) {
            return reached;
        }
        float[] values = new float[count()];
        int[] index = new int[shape.length];
        long at = 0;
        for (int i = 0; i < values.length; i++) {
            values[i] = reached[(int) at];
            for (int axis = shape.length - 1; axis >= 0; axis--) {
                at += strides[axis];
                if (++index[axis] < shape[axis]) {
                    break;
                }
                at -= strides[axis] * shape[axis];
                index[axis] = 0;
            }
        }
        return values;
    }
}
