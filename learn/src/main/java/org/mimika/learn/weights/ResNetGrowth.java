package org.mimika.learn.weights;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.mimika.core.MimikaException;
import org.mimika.learn.nn.BatchNorm2d;
import org.mimika.learn.nn.Parameter;

/**
 * A ResNet of bottlenecks, grown from a seed: the weights of the zoo's {@code ResNetSeed} as those of
 * its {@code ResNet50}, which then answers what the seed answers (function-preserving growth, Chen,
 * Goodfellow and Shlens, "Net2Net", 2016; Wei et al., "Network Morphism", 2016).
 *
 * <p>A residual block of two 3x3 convolutions becomes two bottlenecks with one each. Of a stage's channels the first w
 * hold the block's input x, and w more for each block hold what lies between its convolutions:
 *
 * <pre>
 * inner   1x1 picks x        3x3 is conv1        1x1 puts h = relu(norm1(conv1(x))) beside x
 * outer   1x1 picks h        3x3 is conv2        1x1 adds y = norm2(conv2(h)) to x
 * </pre>
 *
 * <p>A bottleneck's ReLU stands where the residual block has none: behind conv2, and behind a projected shortcut. What
 * passes there is lifted by {@value #REACH} deviations, so that it is above zero, and lowered again where it is added;
 * batch norm does both. What lies further below is cut off.
 *
 * <p>All other channels begin anew and are read by nothing that was there before, so that the network has room to grow
 * into. Norms that stand for the identity are written for inputs of mean 0 and variance 1: before training goes on they
 * are to be rewritten for the statistics of real faces, or else the first batch changes what the network computes.
 */
final class ResNetGrowth implements WeightFile {
    /** Deviations by which what must pass a ReLU whole is lifted. */
    private static final float REACH = 8;

    private static final String SIGN = "tail.0.conv1.weight";

    private static final String HEAD_BIAS = "classifier.bias";

    private final WeightFile seed;
    private final OwnNaming naming;
    private final Map<String, Parameter> ours;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Map<String, Patch> patches = new HashMap<>();
    private final Map<String, List<Norm>> norms = new HashMap<>();

    /** A part of a convolution's weight: the rows from {@code row} on are zero but for these columns. */
    private record Patch(int row, int column, int rows, int columns, float[] values) {
        /** Row i reads channel {@code column + i} as it is. */
        static Patch identity(int row, int column, int size) {
            float[] values = new float[size * size];
            for (int i = 0; i < size; i++) {
                values[i * size + i] = 1;
            }
            return new Patch(row, column, size, size, values);
        }
    }

    /** A part of a batch norm: channels from {@code at} on. */
    private record Norm(int at, float[] weight, float[] bias, float[] mean, float[] variance) {
        private static final float ONE = (float) Math.sqrt(1 + BatchNorm2d.EPS);

        /** Takes a constant off each channel. */
        static Norm lowering(int at, float[] by) {
            float[] bias = new float[by.length];
            for (int i = 0; i < by.length; i++) {
                bias[i] = -by[i];
            }
            return new Norm(at, filled(by.length, ONE), bias, new float[by.length], filled(by.length, 1));
        }

        static Norm identity(int at, int size) {
            return lowering(at, new float[size]);
        }

        /** Zero, whatever comes. */
        static Norm silent(int at, int size) {
            return new Norm(at, new float[size], new float[size], new float[size], filled(size, 1));
        }

        /** The same, with each channel's mean {@value #REACH} deviations above zero. */
        Norm lifted() {
            float[] bias = this.bias.clone();
            float[] lift = lift();
            for (int i = 0; i < bias.length; i++) {
                bias[i] += lift[i];
            }
            return new Norm(at, weight, bias, mean, variance);
        }

        /** By how much. */
        float[] lift() {
            float[] lift = new float[bias.length];
            for (int i = 0; i < lift.length; i++) {
                lift[i] = REACH * Math.abs(weight[i]) - bias[i];
            }
            return lift;
        }

        float[] field(String name) {
            return switch (name) {
                case "weight" -> weight;
                case "bias" -> bias;
                case "runningMean" -> mean;
                case "runningVar" -> variance;
                default -> throw new IllegalArgumentException(name);
            };
        }
    }

    private ResNetGrowth(WeightFile seed, OwnNaming naming, Map<String, Parameter> ours) {
        this.seed = seed;
        this.naming = naming;
        this.ours = ours;
        ours.forEach((name, parameter) -> entries.put(name, new Entry(ElementType.F32, parameter.shape())));
        patch("stem", 0, 0, "stem");
        norm("stemNorm", norm(0, "stemNorm"));
        new Stages().plan();
        patch("classifier", 0, 0, "classifier");
        seed.entries().forEach((key, entry) -> { // of what is trained beside the network
            if (key.startsWith("average/") && !key.startsWith("average/network.")) {
                entries.put(key, entry);
            }
        });
    }

    /**
     * A file as a network can take it.
     *
     * @param ours the network's parameters by name
     * @return the file itself where it holds no seed, or the network is no ResNet that could come of one
     * @throws MimikaException if the network's extents are too small for the seed's
     */
    static WeightFile of(WeightFile file, Map<String, Parameter> ours) {
        OwnNaming naming = new OwnNaming(file.entries().keySet());
        boolean grows = naming.source(SIGN).isPresent() && !ours.containsKey(SIGN) && ResNetNaming.fits(ours.keySet());
        return grows ? new ResNetGrowth(file, naming, ours) : file;
    }

    /** Which of the seed's blocks becomes which bottlenecks. */
    private final class Stages {
        private final int tailLength =
                count("tail.", name -> naming.source(name).isPresent());
        private final int blocks = count("stages.", ours::containsKey);
        private final int body = blocks - tailLength; // bottlenecks before the seed's tail
        private int bottleneck;

        void plan() {
            int block = 0;
            int seeds = count("stages.", name -> naming.source(name).isPresent());
            while (block < seeds) {
                int end = block + 1;
                while (end < seeds && !has("stages." + end + ".shortcut.weight")) {
                    end++;
                }
                stage(block, end);
                block = end;
            }
            require(
                    bottleneck == body,
                    "it has " + body + " bottlenecks before the last stage, the seed needs " + bottleneck);
            for (int i = 0; i < tailLength; i++) {
                tail("stages." + (body + i), "tail." + i);
            }
        }

        /** From a block to another, all of one width; then over what the ResNet's stage has beside. */
        private void stage(int from, int to) {
            int width = shape("stages." + from + ".conv1.weight")[0];
            int begin = bottleneck;
            float[] lifted = shortcut("stages." + begin, "stages." + from, width);
            String shortcut = "stages." + begin + ".shortcutNorm";
            norms.computeIfAbsent(shortcut, n -> new ArrayList<>()).add(Norm.silent(width, width * (to - from)));
            for (int block = from; block < to; block++) {
                int slot = width * (1 + block - from);
                inner("stages." + bottleneck++, "stages." + block, slot);
                outer("stages." + bottleneck++, "stages." + block, slot, lifted);
                lifted = new float[width];
            }
            while (bottleneck < body && !ours.containsKey("stages." + bottleneck + ".shortcut.weight")) {
                bottleneck++; // begins as the identity, as all residual blocks do
            }
        }

        /** By how much it is lifted. */
        private float[] shortcut(String bottleneck, String block, int width) {
            if (!has(block + ".shortcut.weight")) {
                patches.put(bottleneck + ".shortcut.weight", Patch.identity(0, 0, width));
                norm(bottleneck + ".shortcutNorm", Norm.identity(0, width));
                return new float[width];
            }
            patch(bottleneck + ".shortcut", 0, 0, block + ".shortcut");
            Norm projected = norm(0, block + ".shortcutNorm");
            norm(bottleneck + ".shortcutNorm", projected.lifted());
            return projected.lift();
        }

        private void inner(String bottleneck, String block, int slot) {
            int in = shape(block + ".conv1.weight")[1];
            int out = shape(block + ".conv1.weight")[0];
            patches.put(bottleneck + ".conv1.weight", Patch.identity(0, 0, in));
            norm(bottleneck + ".norm1", Norm.identity(0, in));
            patch(bottleneck + ".conv2", 0, 0, block + ".conv1");
            norm(bottleneck + ".norm2", norm(0, block + ".norm1"));
            patches.put(bottleneck + ".conv3.weight", Patch.identity(slot, 0, out));
            norm(bottleneck + ".norm3", Norm.identity(slot, out));
        }

        private void outer(String bottleneck, String block, int slot, float[] lifted) {
            int width = lifted.length;
            patches.put(bottleneck + ".conv1.weight", Patch.identity(0, slot, width));
            norm(bottleneck + ".norm1", Norm.identity(0, width));
            patch(bottleneck + ".conv2", 0, 0, block + ".conv2");
            Norm residual = norm(0, block + ".norm2");
            norm(bottleneck + ".norm2", residual.lifted());
            patches.put(bottleneck + ".conv3.weight", Patch.identity(0, 0, width));
            float[] lowered = residual.lift();
            for (int i = 0; i < width; i++) {
                lowered[i] += lifted[i];
            }
            norm(bottleneck + ".norm3", Norm.lowering(0, lowered));
        }

        private void tail(String bottleneck, String block) {
            for (String conv : List.of(".conv1", ".conv2", ".conv3", ".shortcut")) {
                if (has(block + conv + ".weight")) {
                    patch(bottleneck + conv, 0, 0, block + conv);
                }
            }
            for (String norm : List.of(".norm1", ".norm2", ".norm3", ".shortcutNorm")) {
                if (has(block + norm + ".weight")) {
                    norm(bottleneck + norm, norm(0, block + norm));
                }
            }
        }

        private int count(String list, Predicate<String> there) {
            int count = 0;
            while (there.test(list + count + ".conv1.weight")) {
                count++;
            }
            return count;
        }
    }

    private boolean has(String name) {
        return naming.source(name).isPresent();
    }

    private int[] shape(String name) {
        return seed.entries().get(key(name)).shape();
    }

    private String key(String name) {
        return naming.source(name)
                .orElseThrow(() -> new MimikaException(seed.path() + " holds a seed, but lacks " + name))
                .key();
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new MimikaException(
                    seed.path() + " holds a seed that this network cannot be grown from: " + otherwise);
        }
    }

    /** A weight of the seed's, in the corner of ours. */
    private void patch(String layer, int row, int column, String from) {
        String name = layer + ".weight";
        int[] found = shape(from + ".weight");
        int[] wanted = ours.get(name).shape();
        boolean fits = found.length == wanted.length && found[0] <= wanted[0] && found[1] <= wanted[1];
        for (int axis = 2; fits && axis < found.length; axis++) {
            fits = found[axis] == wanted[axis];
        }
        require(fits, "its " + from + ".weight does not fit into " + name);
        patches.put(name, new Patch(row, column, found[0], found[1], seed.read(key(from + ".weight"))));
    }

    private void norm(String layer, Norm part) {
        int end = part.at() + part.weight().length;
        int channels = ours.get(layer + ".weight").size();
        require(end <= channels, layer + " has " + channels + " channels, the seed needs " + end);
        norms.computeIfAbsent(layer, n -> new ArrayList<>()).add(part);
    }

    private Norm norm(int at, String layer) {
        return new Norm(
                at,
                seed.read(key(layer + ".weight")),
                seed.read(key(layer + ".bias")),
                seed.read(key(layer + ".runningMean")),
                seed.read(key(layer + ".runningVar")));
    }

    private static float[] filled(int size, float value) {
        float[] values = new float[size];
        Arrays.fill(values, value);
        return values;
    }

    @Override
    public Path path() {
        return seed.path();
    }

    @Override
    public String sha256() {
        return seed.sha256();
    }

    @Override
    public Map<String, String> metadata() {
        return seed.metadata();
    }

    @Override
    public Map<String, Entry> entries() {
        return entries;
    }

    @Override
    public float[] read(String name) {
        Parameter parameter = ours.get(name);
        if (parameter == null) {
            return seed.read(name);
        }
        float[] values = parameter.init().draw(new SplittableRandom(name.hashCode()), parameter.size());
        Patch patch = patches.get(name);
        if (patch != null) {
            place(patch, values, parameter.shape());
        }
        int dot = name.lastIndexOf('.');
        for (Norm part : norms.getOrDefault(dot < 0 ? "" : name.substring(0, dot), List.of())) {
            float[] field = part.field(name.substring(dot + 1));
            System.arraycopy(field, 0, values, part.at(), field.length);
        }
        return name.equals(HEAD_BIAS) ? seed.read(key(name)) : values;
    }

    /** Into a weight {@code [out, in, ...]}. */
    private static void place(Patch patch, float[] values, int[] shape) {
        int kernel = values.length / shape[0] / shape[1];
        for (int row = 0; row < patch.rows(); row++) {
            int begin = (patch.row() + row) * shape[1] * kernel;
            Arrays.fill(values, begin, begin + shape[1] * kernel, 0);
            System.arraycopy(
                    patch.values(),
                    row * patch.columns() * kernel,
                    values,
                    begin + patch.column() * kernel,
                    patch.columns() * kernel);
        }
    }

    @Override
    public void close() {
        seed.close();
    }
}
