package org.mimika.learn.nn;

import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * Counts what a forward pass costs, for a batch of one, by passing shapes through it. Not thread-safe; one count per
 * instance.
 */
public final class CostOps implements Ops<CostOps.Shape> {
    /**
     * The extents of a value.
     *
     * @param extents the batch first
     */
    public record Shape(int... extents) {
        /** The number of values. */
        public long size() {
            return Arrays.stream(extents).asLongStream().reduce(1, Math::multiplyExact);
        }

        /** One extent; a negative axis counts from the end. */
        int at(int axis) {
            return extents[axis < 0 ? extents.length + axis : axis];
        }

        Shape with(int axis, int extent) {
            int[] changed = extents.clone();
            changed[axis < 0 ? extents.length + axis : axis] = extent;
            return new Shape(changed);
        }

        Shape without(int axis) {
            int gone = axis < 0 ? extents.length + axis : axis;
            int[] left = new int[extents.length - 1];
            for (int i = 0; i < left.length; i++) {
                left[i] = extents[i < gone ? i : i + 1];
            }
            return new Shape(left);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Shape that && Arrays.equals(extents, that.extents);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(extents);
        }

        @Override
        public String toString() {
            return Arrays.toString(extents);
        }
    }

    private final Set<Parameter> used = Collections.newSetFromMap(new IdentityHashMap<>());
    private long multiplyAdds;
    private long activations;

    /** The cost of one face through a network. */
    public static Cost of(Network network) {
        CostOps ops = new CostOps();
        var input = network.input();
        network.forward(ops, new Shape(1, input.channels(), input.height(), input.width()));
        long parameters = ops.used.stream()
                .filter(parameter -> parameter.role() != Parameter.Role.BUFFER)
                .mapToLong(Parameter::size)
                .sum();
        return new Cost(parameters, ops.multiplyAdds, ops.activations * Float.BYTES);
    }

    @Override
    public Shape conv2d(Shape x, Conv2d layer) {
        use(layer.weight(), layer.bias());
        int[] w = layer.weight().shape(); // [out, in / groups, k, k]
        if (x.at(1) != w[1] * layer.groups()) {
            throw new IllegalArgumentException(
                    "convolution of " + w[1] * layer.groups() + " channels given " + x.at(1));
        }
        int height = (x.at(2) + 2 * layer.padding() - w[2]) / layer.stride() + 1;
        int width = (x.at(3) + 2 * layer.padding() - w[3]) / layer.stride() + 1;
        multiplyAdds += (long) layer.weight().size() * height * width * x.at(0);
        return produce(new Shape(x.at(0), w[0], height, width));
    }

    @Override
    public Shape batchNorm(Shape x, BatchNorm2d layer) {
        use(layer.weight(), layer.bias());
        requireExtent(x, 1, layer.weight());
        return produce(x);
    }

    @Override
    public Shape layerNorm(Shape x, LayerNorm layer) {
        use(layer.weight(), layer.bias());
        requireExtent(x, -1, layer.weight());
        return produce(x);
    }

    @Override
    public Shape linear(Shape x, Linear layer) {
        use(layer.weight(), layer.bias());
        if (x.at(-1) != layer.weight().shape()[1]) {
            throw new IllegalArgumentException("linear layer " + layer.weight() + " given " + x);
        }
        multiplyAdds += x.size() * layer.out();
        return produce(x.with(-1, layer.out()));
    }

    @Override
    public Shape relu(Shape x) {
        return produce(x);
    }

    @Override
    public Shape gelu(Shape x) {
        return produce(x);
    }

    @Override
    public Shape add(Shape a, Shape b) {
        int rank = Math.max(a.extents.length, b.extents.length);
        int[] sum = new int[rank];
        for (int i = 1; i <= rank; i++) {
            int ea = i <= a.extents.length ? a.at(-i) : 1;
            int eb = i <= b.extents.length ? b.at(-i) : 1;
            if (ea != eb && ea != 1 && eb != 1) {
                throw new IllegalArgumentException("cannot add " + a + " and " + b);
            }
            sum[rank - i] = Math.max(ea, eb);
        }
        return produce(new Shape(sum));
    }

    @Override
    public Shape scale(Shape x, double factor) {
        return produce(x);
    }

    @Override
    public Shape matmul(Shape a, Shape b) {
        if (a.at(-1) != b.at(-2)) {
            throw new IllegalArgumentException("cannot multiply " + a + " and " + b);
        }
        multiplyAdds += a.size() * b.at(-1);
        return produce(a.with(-1, b.at(-1)));
    }

    @Override
    public Shape softmax(Shape x, int axis) {
        return produce(x);
    }

    @Override
    public Shape reshape(Shape x, int... rest) {
        int[] extents = new int[rest.length + 1];
        extents[0] = x.at(0);
        System.arraycopy(rest, 0, extents, 1, rest.length);
        Shape shape = new Shape(extents);
        if (shape.size() != x.size()) {
            throw new IllegalArgumentException("cannot reshape " + x + " to " + shape);
        }
        return shape; // a view
    }

    @Override
    public Shape transpose(Shape x, int... order) {
        return new Shape(Arrays.stream(order).map(x::at).toArray()); // a view
    }

    @Override
    public Shape mean(Shape x, int axis) {
        return produce(x.without(axis));
    }

    @Override
    public Shape maxPool2d(Shape x, int kernel, int stride, int padding) {
        int height = (x.at(2) + 2 * padding - kernel) / stride + 1;
        int width = (x.at(3) + 2 * padding - kernel) / stride + 1;
        return produce(new Shape(x.at(0), x.at(1), height, width));
    }

    @Override
    public Shape prepend(Parameter token, Shape x) {
        use(token);
        requireExtent(x, -1, token);
        return produce(x.with(1, x.at(1) + 1));
    }

    @Override
    public Shape select(Shape x, int axis, int index) {
        if (index < 0 || index >= x.at(axis)) {
            throw new IllegalArgumentException("entry " + index + " of axis " + axis + " of " + x);
        }
        return x.without(axis); // a view
    }

    @Override
    public Shape foldedConv2d(Shape x, Conv2d layer, int fold) {
        if (x.at(2) % fold != 0 || x.at(3) % fold != 0) {
            throw new IllegalArgumentException("cannot fold " + x + " by " + fold);
        }
        return conv2d(new Shape(x.at(0), x.at(1) * fold * fold, x.at(2) / fold, x.at(3) / fold), layer);
    }

    @Override
    public Shape parameter(Parameter parameter) {
        use(parameter);
        return new Shape(parameter.shape());
    }

    @Override
    public Shape dropout(Shape x, double p) {
        return x;
    }

    @Override
    public Shape dropPath(Shape residual, double p) {
        return residual;
    }

    private void use(Parameter... parameters) {
        for (Parameter parameter : parameters) {
            if (parameter != null) {
                used.add(parameter);
            }
        }
    }

    private static void requireExtent(Shape x, int axis, Parameter parameter) {
        if (x.at(axis) != parameter.size()) {
            throw new IllegalArgumentException(parameter + " given " + x);
        }
    }

    private Shape produce(Shape result) {
        activations += result.size();
        return result;
    }
}
