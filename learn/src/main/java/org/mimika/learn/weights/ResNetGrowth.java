package org.mimika.learn.weights;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.mimika.core.MimikaException;
import org.mimika.learn.nn.Parameter;

/**
 * A ResNet of bottlenecks, grown from a seed: the weights of the zoo's {@code ResNetSeed} as those of its {@code
 * ResNet50}, which then answers what the seed answers (function-preserving growth, Chen, Goodfellow and Shlens,
 * "Net2Net", 2016; Wei et al., "Network Morphism", 2016).
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
 * passes there is lifted by {@value GrownNorm#REACH} deviations, so that it is above zero, and lowered again where it is
 * added; batch norm does both. What lies further below is cut off.
 *
 * <p>All other channels begin anew and are read by nothing that was there before, so that the network has room to grow
 * into. Norms that stand for the identity are written for inputs of mean 0 and variance 1: before training goes on they
 * are to be rewritten for the statistics of real faces, or else the first batch changes what the network computes.
 */
final class ResNetGrowth implements WeightFile {
    private static final String SIGN = "tail.0.conv1.weight";
    private static final String HEAD_BIAS = "classifier.bias";
    private static final List<String> FIELDS = List.of("weight", "bias", "runningMean", "runningVar");

    private final WeightFile seed;
    private final OwnNaming naming;
    private final Map<String, Parameter> ours;
    private final Function<String, float[]> begun;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Map<String, GrownWeight> weights = new HashMap<>();
    private final Map<String, List<Part>> norms = new HashMap<>();

    /** Channels of a norm from {@code at} on. */
    private record Part(int at, Supplier<GrownNorm> norm) {}

    private ResNetGrowth(
            WeightFile seed, OwnNaming naming, Map<String, Parameter> ours, Function<String, float[]> begun) {
        this.seed = seed;
        this.naming = naming;
        this.ours = ours;
        this.begun = begun;
        ours.forEach((name, parameter) -> entries.put(name, new Entry(ElementType.F32, parameter.shape())));
        weight("stem", "stem");
        norm("stemNorm", 0, width("stem"), () -> norm("stemNorm"), "stemNorm");
        new Stages().plan();
        weight("classifier", "classifier");
        require(Arrays.equals(shape(HEAD_BIAS), entry(HEAD_BIAS)), "its " + HEAD_BIAS + " is of another shape");
        seed.entries().forEach((key, entry) -> { // of what is trained beside the network
            if (key.startsWith("average/votesHead.")) {
                entries.put(key, entry);
            }
        });
    }

    /**
     * A file as a network can take it.
     *
     * @param ours the network's parameters by name
     * @param begun what a parameter begins with, by its name; asked only when a value is read
     * @return the file itself where it holds no seed, or the network is no ResNet that could come of one
     * @throws MimikaException if the network's extents are too small for the seed's
     */
    static WeightFile of(WeightFile file, Map<String, Parameter> ours, Function<String, float[]> begun) {
        OwnNaming naming = new OwnNaming(file.entries().keySet());
        boolean grows = naming.source(SIGN).isPresent() && !ours.containsKey(SIGN) && ResNetNaming.fits(ours.keySet());
        return grows ? new ResNetGrowth(file, naming, ours, begun) : file;
    }

    /** Which of the seed's blocks becomes which bottlenecks. */
    private final class Stages {
        private final int seeds = count("stages.", ResNetGrowth.this::has);
        private final int tail = count("tail.", ResNetGrowth.this::has);
        private final int body = count("stages.", ours::containsKey) - tail; // bottlenecks before the seed's tail

        void plan() {
            int bottleneck = 0;
            for (int block = 0; block < seeds; ) {
                int end = stageEnd(block, seeds, ResNetGrowth.this::has);
                int last = stageEnd(bottleneck, body, ours::containsKey);
                require(
                        bottleneck + 2 * (end - block) <= last,
                        "a stage of " + (end - block) + " residual blocks takes " + 2 * (end - block)
                                + " bottlenecks, here it has " + Math.max(0, last - bottleneck));
                stage(block, end, bottleneck);
                block = end;
                bottleneck = last; // those that are left begin as the identity, as all residual blocks do
            }
            require(bottleneck == body, "it has more stages than the seed");
            for (int i = 0; i < tail; i++) {
                last("stages." + (body + i), "tail." + i);
            }
        }

        private int stageEnd(int begin, int most, Predicate<String> there) {
            int end = begin + 1;
            while (end < most && !there.test("stages." + end + ".shortcut.weight")) {
                end++;
            }
            return Math.min(end, most);
        }

        /** Blocks of one width as the first bottlenecks of a stage. */
        private void stage(int from, int to, int begin) {
            int width = width("stages." + from + ".conv1");
            Supplier<float[]> lift = shortcut("stages." + begin, "stages." + from, width, to - from);
            for (int block = from; block < to; block++) {
                int slot = width * (1 + block - from);
                int bottleneck = begin + 2 * (block - from);
                inner("stages." + bottleneck, "stages." + block, slot);
                outer("stages." + (bottleneck + 1), "stages." + block, slot, lift);
                lift = () -> new float[width];
            }
        }

        /** The shortcut into a stage's channels; by how much it is lifted. */
        private Supplier<float[]> shortcut(String bottleneck, String block, int width, int blocks) {
            String norm = bottleneck + ".shortcutNorm";
            norm(norm, width, width * blocks, () -> GrownNorm.silent(width * blocks)); // where h will be
            if (!has(block + ".shortcut.weight")) {
                identity(bottleneck + ".shortcut", 0, 0, width);
                norm(norm, 0, width, () -> GrownNorm.identity(width));
                return () -> new float[width];
            }
            String projected = block + ".shortcutNorm";
            weight(bottleneck + ".shortcut", block + ".shortcut");
            norm(norm, 0, width, () -> norm(projected).lifted(), projected);
            return () -> norm(projected).lift();
        }

        private void inner(String bottleneck, String block, int slot) {
            int in = shape(block + ".conv1.weight")[1];
            int out = width(block + ".conv1");
            identity(bottleneck + ".conv1", 0, 0, in);
            norm(bottleneck + ".norm1", 0, in, () -> GrownNorm.identity(in));
            weight(bottleneck + ".conv2", block + ".conv1");
            norm(bottleneck + ".norm2", 0, out, () -> norm(block + ".norm1"), block + ".norm1");
            identity(bottleneck + ".conv3", slot, 0, out);
            norm(bottleneck + ".norm3", slot, out, () -> GrownNorm.identity(out));
        }

        private void outer(String bottleneck, String block, int slot, Supplier<float[]> shortcut) {
            String residual = block + ".norm2";
            int width = width(block + ".conv2");
            identity(bottleneck + ".conv1", 0, slot, width);
            norm(bottleneck + ".norm1", 0, width, () -> GrownNorm.identity(width));
            weight(bottleneck + ".conv2", block + ".conv2");
            norm(bottleneck + ".norm2", 0, width, () -> norm(residual).lifted(), residual);
            identity(bottleneck + ".conv3", 0, 0, width);
            norm(bottleneck + ".norm3", 0, width, () -> {
                float[] lowered = norm(residual).lift();
                float[] more = shortcut.get();
                for (int i = 0; i < width; i++) {
                    lowered[i] += more[i];
                }
                return GrownNorm.lowering(lowered);
            });
        }

        /** A bottleneck that stays one. */
        private void last(String bottleneck, String block) {
            for (String conv : List.of(".conv1", ".conv2", ".conv3", ".shortcut")) {
                if (has(block + conv + ".weight")) {
                    weight(bottleneck + conv, block + conv);
                }
            }
            for (String norm : List.of(".norm1", ".norm2", ".norm3", ".shortcutNorm")) {
                String from = block + norm;
                if (has(from + ".weight")) {
                    norm(bottleneck + norm, 0, shape(from + ".weight")[0], () -> norm(from), from);
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

    private int width(String convolution) {
        int[] shape = shape(convolution + ".weight");
        require(shape.length == 4, "its " + convolution + ".weight is no convolution's");
        return shape[0];
    }

    private String key(String name) {
        return naming.source(name)
                .orElseThrow(() -> new MimikaException(seed.path() + " holds a seed, but lacks " + name))
                .key();
    }

    private int[] entry(String name) {
        require(entries.containsKey(name), "it has no " + name);
        return entries.get(name).shape();
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new MimikaException(
                    seed.path() + " holds a seed that this network cannot be grown from: " + otherwise);
        }
    }

    /** A weight of the seed's, in the corner of ours. */
    private void weight(String layer, String from) {
        int[] wanted = entry(layer + ".weight");
        int[] found = shape(from + ".weight");
        String key = key(from + ".weight");
        Optional<PixelFold> fold = PixelFold.between(found, wanted);
        if (fold.isPresent()) {
            found = fold.get().folded(found);
        }
        boolean fits = found.length == wanted.length && found[0] <= wanted[0] && found[1] <= wanted[1];
        for (int axis = 2; fits && axis < found.length; axis++) {
            fits = found[axis] == wanted[axis];
        }
        require(fits, "its " + from + ".weight does not fit into " + layer + ".weight");
        weights.put(layer + ".weight", new GrownWeight(0, 0, found[0], found[1], () -> fold.map(
                        f -> f.folded(seed.read(key)))
                .orElseGet(() -> seed.read(key))));
    }

    private void identity(String layer, int row, int column, int size) {
        int[] wanted = entry(layer + ".weight");
        require(
                row + size <= wanted[0] && column + size <= wanted[1],
                layer + " is " + wanted[1] + " to " + wanted[0] + " channels, the seed needs " + (column + size)
                        + " to " + (row + size));
        weights.put(layer + ".weight", GrownWeight.identity(row, column, size));
    }

    /** Channels of a norm, by the seed's norms of these names. */
    private void norm(String layer, int at, int channels, Supplier<GrownNorm> norm, String... from) {
        int wanted = entry(layer + ".weight")[0];
        require(at + channels <= wanted, layer + " has " + wanted + " channels, the seed needs " + (at + channels));
        for (String name : from) {
            for (String field : FIELDS) {
                boolean fits = Arrays.equals(shape(name + "." + field), new int[] {channels});
                require(fits, "its " + name + "." + field + " is not of " + channels + " channels");
            }
        }
        norms.computeIfAbsent(layer, n -> new ArrayList<>()).add(new Part(at, norm));
    }

    private GrownNorm norm(String layer) {
        float[][] values = FIELDS.stream()
                .map(field -> seed.read(key(layer + "." + field)))
                .toArray(float[][]::new);
        return new GrownNorm(values[0], values[1], values[2], values[3]);
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
        return Collections.unmodifiableMap(entries);
    }

    @Override
    public float[] read(String name) {
        if (!ours.containsKey(name)) {
            return seed.read(name);
        }
        if (name.equals(HEAD_BIAS)) {
            return seed.read(key(name));
        }
        float[] values = begun.apply(name);
        if (weights.containsKey(name)) {
            weights.get(name).placeInto(values, ours.get(name).shape());
        }
        int dot = name.lastIndexOf('.');
        for (Part part : norms.getOrDefault(name.substring(0, dot), List.of())) {
            float[] field = part.norm().get().field(name.substring(dot + 1));
            System.arraycopy(field, 0, values, part.at(), field.length);
        }
        return values;
    }

    @Override
    public void close() {
        seed.close();
    }
}
