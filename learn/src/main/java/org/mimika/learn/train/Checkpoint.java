package org.mimika.learn.train;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.mimika.core.MimikaException;
import org.mimika.learn.torch.Device;
import org.mimika.learn.torch.TorchWeights;
import org.mimika.learn.weights.SafeTensors;

/**
 * A run's whole state in one safetensors file: weights, averaged weights, the optimiser's moments, and where the run
 * stands. There is no random state to keep: {@link Randomness} is a function of the step.
 */
final class Checkpoint {
    private static final String WEIGHTS = "weights/";
    static final String AVERAGE = "average/";
    private static final String OPTIMISER = "optimiser/";
    static final String SMOOTHING = "smoothing"; // in the metadata
    private static final String OLDER = "adam/mean"; // one vector of a version before, in an order of its own

    private Checkpoint() {}

    static void write(Path file, TorchWeights weights, TorchWeights average, Optimiser optimiser, Progress progress) {
        Map<String, SafeTensors.Values> tensors = new LinkedHashMap<>();
        put(tensors, WEIGHTS, weights);
        put(tensors, AVERAGE, average);
        try (PointerScope scope = new PointerScope()) {
            optimiser.moments().forEach((name, moment) -> tensors.put(OPTIMISER + name, vector(moment)));
        }
        new SafeTensors(metadata(progress), tensors).write(file);
    }

    static Progress read(Path file, TorchWeights weights, TorchWeights average, Optimiser optimiser) {
        SafeTensors content = SafeTensors.read(file);
        get(content, WEIGHTS, weights, file);
        get(content, AVERAGE, average, file);
        try (PointerScope scope = new PointerScope()) {
            optimiser.moments().forEach((name, moment) -> copy(content, name, moment, file));
        }
        return progress(content.metadata(), file);
    }

    /** The averaged weights of the network alone, without what was trained beside it. */
    static Progress readNetwork(Path file, TorchWeights network) {
        SafeTensors content = SafeTensors.read(file);
        get(content, AVERAGE + Trainee.NETWORK, network, file);
        return progress(content.metadata(), file);
    }

    private static void put(Map<String, SafeTensors.Values> tensors, String prefix, TorchWeights weights) {
        weights.named()
                .forEach((name, parameter) ->
                        tensors.put(prefix + name, new SafeTensors.Values(parameter.shape(), weights.values(name))));
    }

    private static void get(SafeTensors content, String prefix, TorchWeights weights, Path file) {
        weights.named().forEach((name, parameter) -> {
            SafeTensors.Values values = content.tensors().get(prefix + name);
            if (values == null || !Arrays.equals(values.shape(), parameter.shape())) {
                throw new MimikaException(file + " does not fit this network: " + prefix + name + " is "
                        + (values == null ? "missing" : "of shape " + Arrays.toString(values.shape()))
                        + ", expected " + Arrays.toString(parameter.shape()));
            }
            weights.set(name, values.data());
        });
    }

    private static SafeTensors.Values vector(Tensor tensor) {
        float[] values = Device.values(tensor);
        return new SafeTensors.Values(new int[] {values.length}, values);
    }

    private static void copy(SafeTensors content, String name, Tensor target, Path file) {
        SafeTensors.Values values = content.tensors().get(OPTIMISER + name);
        if (values == null || values.data().length != target.numel()) {
            throw new MimikaException(file + " cannot be continued: " + obstacle(content, name)
                    + "; begin a new run from its folder with --init");
        }
        Device.set(target, values.data());
    }

    private static String obstacle(SafeTensors content, String name) {
        if (content.tensors().containsKey(OLDER)) {
            return "an older version of Mimika wrote it";
        }
        return name.startsWith(Optimiser.SQUARE)
                ? "what Muon moved AdamW has no " + name + " of"
                : OPTIMISER + name + " is missing or of another size";
    }

    private static Map<String, String> metadata(Progress progress) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("format", "mimika checkpoint 1");
        metadata.put("epoch", Integer.toString(progress.epoch()));
        metadata.put("batch", Integer.toString(progress.batch()));
        metadata.put("lossSum", Double.toString(progress.lossSum()));
        metadata.put("bestAccuracy", Double.toString(progress.best().score()));
        metadata.put("bestEpoch", Integer.toString(progress.best().epoch()));
        metadata.put(SMOOTHING, Double.toString(progress.best().smoothing()));
        metadata.put("seconds", Double.toString(progress.seconds()));
        return metadata;
    }

    private static Progress progress(Map<String, String> metadata, Path file) {
        try {
            return new Progress(
                    Integer.parseInt(metadata.get("epoch")),
                    Integer.parseInt(metadata.get("batch")),
                    Double.parseDouble(metadata.get("lossSum")),
                    new Progress.Best(
                            Double.parseDouble(metadata.get("bestAccuracy")),
                            Integer.parseInt(metadata.get("bestEpoch")),
                            Double.parseDouble(metadata.getOrDefault(SMOOTHING, "NaN"))), // not in an older one
                    Double.parseDouble(metadata.get("seconds")));
        } catch (IllegalArgumentException | NullPointerException e) {
            throw new MimikaException(file + " is not a checkpoint of a training run", e);
        }
    }
}
