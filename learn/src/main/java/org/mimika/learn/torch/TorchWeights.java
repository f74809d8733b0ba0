package org.mimika.learn.torch;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.mimika.core.MimikaException;
import org.mimika.learn.nn.Layer;
import org.mimika.learn.nn.NamedParameters;
import org.mimika.learn.nn.Parameter;

/**
 * The values of a network's parameters, f32, in one flat native vector: the hidden layers' weights first, then the
 * heads', then the learned parameters without decay, then the tracked statistics. Each parameter is a view of it, so
 * that the optimiser, the average and a checkpoint each work on one vector.
 *
 * <p>Owns native memory until closed. Not thread-safe.
 */
public final class TorchWeights implements AutoCloseable {
    private final Device device;
    private final Map<String, Parameter> named;
    private final Map<Parameter, Tensor> views = new IdentityHashMap<>();
    private final Map<Parameter, Long> offsets = new IdentityHashMap<>();
    private final Tensor flat;
    private final Tensor gradients;
    private final long hidden;
    private final long decayed;
    private final long learned;
    private final long total;

    private TorchWeights(Device device, Map<String, Parameter> named, boolean trained) {
        this.device = device;
        this.named = named;
        long at = 0;
        long[] end = new long[Parameter.Role.values().length];
        for (Parameter.Role role : Parameter.Role.values()) {
            for (Parameter parameter : named.values()) {
                if (parameter.role() == role) {
                    offsets.put(parameter, at);
                    at += parameter.size();
                }
            }
            end[role.ordinal()] = at;
        }
        hidden = end[Parameter.Role.HIDDEN.ordinal()];
        decayed = end[Parameter.Role.HEAD.ordinal()];
        learned = end[Parameter.Role.UNDECAYED.ordinal()];
        total = at;
        try (PointerScope scope = new PointerScope()) {
            flat = device.zeros(total).retainReference();
            gradients = trained ? device.zeros(learned).retainReference() : null;
            named.values().forEach(this::view);
        }
    }

    /** {@link #initialised(Layer, long, Device)} on the CPU. */
    public static TorchWeights initialised(Layer network, long seed) {
        return initialised(network, seed, Device.CPU);
    }

    /**
     * Values for training, with a gradient for each learned parameter, drawn from each parameter's start; the same on
     * every device.
     */
    public static TorchWeights initialised(Layer network, long seed, Device device) {
        TorchWeights weights = new TorchWeights(device, NamedParameters.of(network), true);
        long mixed = new SplittableRandom(seed).nextLong(); // or the next seed's would be these, one draw later
        weights.named.forEach((name, parameter) -> {
            // Seeded by name: a layer added elsewhere leaves the other parameters' start as it was.
            SplittableRandom random = new SplittableRandom(mixed + name.hashCode());
            weights.set(name, parameter.init().draw(random, parameter.size()));
        });
        return weights;
    }

    /** {@link #empty(Layer, Device)} on the CPU. */
    public static TorchWeights empty(Layer network) {
        return empty(network, Device.CPU);
    }

    /** All zero and without gradients: for an average, or to load into. */
    public static TorchWeights empty(Layer network, Device device) {
        return new TorchWeights(device, NamedParameters.of(network), false);
    }

    private void view(Parameter parameter) {
        long[] shape = new long[parameter.shape().length];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = parameter.shape()[i];
        }
        long at = offsets.get(parameter);
        Tensor view = flat.narrow(0, at, parameter.size()).view(shape).detach();
        if (gradients != null && parameter.role() != Parameter.Role.BUFFER) {
            view.set_requires_grad(true);
            // Autograd adds into a gradient that is there already: the flat one.
            view.mutable_grad().put(gradients.narrow(0, at, parameter.size()).view(shape));
        }
        views.put(parameter, view.retainReference());
    }

    /** Where the values lie, and what is computed with them. */
    public Device device() {
        return device;
    }

    /** The parameters by name. */
    public Map<String, Parameter> named() {
        return Collections.unmodifiableMap(named);
    }

    /** The parameter's values in its shape; owned by this object. */
    public Tensor get(Parameter parameter) {
        Tensor view = views.get(parameter);
        if (view == null) {
            throw new IllegalArgumentException("not a parameter of this network: " + parameter);
        }
        return view;
    }

    /** All values; owned by this object. */
    public Tensor flat() {
        return flat;
    }

    /** The gradients of the learned values, in the order of {@link #flat()}; owned by this object. */
    public Tensor gradients() {
        if (gradients == null) {
            throw new IllegalStateException("these weights are not trained");
        }
        return gradients;
    }

    /** How many values, from the start of {@link #flat()}, are the weights of hidden layers. */
    public long hidden() {
        return hidden;
    }

    /** How many values, from the start of {@link #flat()}, decay. */
    public long decayed() {
        return decayed;
    }

    /** How many values, from the start of {@link #flat()}, are learned. */
    public long learned() {
        return learned;
    }

    /** A copy of one parameter's values, row-major. */
    public float[] values(String name) {
        return values(flat, name);
    }

    /** A copy of one parameter's gradient, row-major. */
    public float[] gradient(String name) {
        return values(gradients(), name);
    }

    /** Sets one parameter's values, row-major. */
    public void set(String name, float[] values) {
        Parameter parameter = parameter(name);
        if (values.length != parameter.size()) {
            throw new MimikaException(
                    "weights of " + name + ": expected " + parameter.size() + " values, got " + values.length);
        }
        try (PointerScope scope = new PointerScope()) {
            Device.set(part(flat, parameter), values);
        }
    }

    /** Copies all values of another network of the same shape. */
    public void copyFrom(TorchWeights other) {
        flat.copy_(other.flat);
    }

    /** All values by name. */
    public Map<String, float[]> toMap() {
        Map<String, float[]> values = new LinkedHashMap<>();
        named.keySet().forEach(name -> values.put(name, values(name)));
        return values;
    }

    private float[] values(Tensor all, String name) {
        try (PointerScope scope = new PointerScope()) {
            return Device.values(part(all, parameter(name)));
        }
    }

    /**
     * A parameter's values in a vector that has the order of {@link #flat()}: a flat view of it, which belongs to the
     * surrounding scope.
     */
    public Tensor part(Tensor all, Parameter parameter) {
        return part(all, 0, parameter);
    }

    /** The same in a vector that lacks the first values. */
    public Tensor part(Tensor some, long first, Parameter parameter) {
        return some.narrow(0, offsets.get(parameter) - first, parameter.size());
    }

    private Parameter parameter(String name) {
        Parameter parameter = named.get(name);
        if (parameter == null) {
            throw new MimikaException("no parameter named " + name);
        }
        return parameter;
    }

    @Override
    public void close() {
        views.values().forEach(Tensor::close);
        if (gradients != null) {
            gradients.close();
        }
        flat.close();
    }
}
