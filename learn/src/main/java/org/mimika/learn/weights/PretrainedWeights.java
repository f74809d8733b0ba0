package org.mimika.learn.weights;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.mimika.core.InputSpec;
import org.mimika.core.MimikaException;
import org.mimika.learn.nn.Parameter;

/**
 * Brings a file's weights into a network, by the names that torchvision, timm and HuggingFace publish them under, or by
 * our own. Every shape is checked before the first value is taken over.
 */
public final class PretrainedWeights {
    private final WeightFile file;
    private final boolean grown;
    private final Map<String, Parameter> named;
    private final String root;
    private final Naming naming;
    private final Optional<FirstLayer> first;

    private final List<Step> steps = new ArrayList<>();
    private final List<String> loaded = new ArrayList<>();
    private final Map<String, String> adapted = new LinkedHashMap<>();
    private final Map<String, String> skipped = new LinkedHashMap<>();
    private final Map<String, String> missing = new LinkedHashMap<>();
    private final List<String> misfits = new ArrayList<>();

    /** One parameter's way from the file. */
    private record Step(String name, Naming.Source source, UnaryOperator<float[]> change) {}

    /**
     * Where a network's values are, by its parameters' whole names.
     *
     * @param get gives a copy of what a parameter holds, row-major
     * @param set takes over what it shall hold
     */
    public record Values(Function<String, float[]> get, BiConsumer<String, float[]> set) {}

    private PretrainedWeights(
            WeightFile file,
            Map<String, Parameter> named,
            String root,
            InputSpec input,
            Function<String, float[]> begun) {
        this.named = named;
        this.root = root;
        Map<String, Parameter> ours = new TreeMap<>();
        named.forEach((name, parameter) -> {
            if (ours(name)) {
                ours.put(name.substring(root.length()), parameter);
            }
        });
        this.file = ResNetGrowth.of(file, ours, name -> begun.apply(root + name));
        grown = this.file != file;
        naming = grown
                ? new OwnNaming(this.file.entries().keySet(), "a seed of a ResNet")
                : Recognition.of(file, ours.keySet());
        first = FirstLayer.of(naming, this.file, named, root, input);
    }

    /**
     * Loads.
     *
     * @param file where from; stays open
     * @param named our parameters by name
     * @param root what stands before the names of the network's own parameters, such as {@code network.}; others belong
     *     to what is trained beside it
     * @param input the network's
     * @param into where the values go; what begins anew stays as it is there
     * @throws MimikaException if the file holds another architecture, or a tensor of a wrong shape, naming it with the
     *     shape found and the one expected
     */
    public static LoadReport load(
            WeightFile file, Map<String, Parameter> named, String root, InputSpec input, Values into) {
        PretrainedWeights loading = new PretrainedWeights(file, named, root, input, into.get());
        loading.plan();
        for (Step step : loading.steps) {
            into.set().accept(step.name(), step.change().apply(loading.read(step.source())));
        }
        return loading.report();
    }

    /**
     * {@link #load} without reading a value: finds out by names and shapes whether it would go well.
     *
     * @return what would become of tensors and parameters
     * @throws MimikaException if it would not go well
     */
    public static LoadReport check(WeightFile file, Map<String, Parameter> named, String root, InputSpec input) {
        PretrainedWeights checked = new PretrainedWeights(file, named, root, input, name -> {
            throw new IllegalStateException("no value of " + name + " is read in a check");
        });
        checked.plan();
        return checked.report();
    }

    private LoadReport report() {
        return new LoadReport(file.path(), naming.title(), grown, loaded, adapted, skipped, missing);
    }

    private void plan() {
        int fitting = 0;
        for (String name : named.keySet()) {
            Optional<Naming.Source> source = source(name);
            if (source.isPresent()) {
                plan(name, named.get(name), source.get());
            } else if (ours(name) && naming.beginsAsIdentity(name.substring(root.length()))) {
                adapted.put(name, "a further residual block: begins as the identity");
                fitting++;
            } else {
                missing.put(name, "not in the file");
            }
        }
        Set<String> used = steps.stream().map(step -> step.source().key()).collect(Collectors.toSet());
        for (String key : file.entries().keySet()) {
            if (!used.contains(key) && !skipped.containsKey(key)) {
                skipped.put(key, naming.leftOut(key).orElseThrow(() -> otherExtents("there is no place for " + key)));
            }
        }
        fitting += steps.size();
        if (misfits.size() > fitting) { // of our own, and too different to go on from
            throw new MimikaException(misfits.get(0));
        }
        long own = named.keySet().stream().filter(this::ours).count();
        if (2L * fitting < own) { // names alone are no kinship: all transformers have blocks
            throw otherExtents("only " + fitting + " of " + own + " parameters fit");
        }
    }

    private Optional<Naming.Source> source(String name) {
        if (ours(name)) {
            return naming.source(name.substring(root.length()));
        }
        return naming instanceof OwnNaming ? naming.source(name) : Optional.empty();
    }

    private void plan(String name, Parameter parameter, Naming.Source source) {
        if (!file.entries().containsKey(source.key())) {
            throw otherExtents("it lacks " + source.key());
        }
        if (first.isPresent() && first.get().leavesOut(name)) {
            missing.put(name, first.get().why());
            skipped.put(source.key(), first.get().why());
        } else if (first.isPresent() && first.get().changes(name) && fitsFirstLayer(parameter, source)) {
            adapted.put(name, first.get().how());
            steps.add(new Step(name, source, values -> first.get().change(name, values, file)));
        } else if (Arrays.equals(shape(source), parameter.shape())) {
            take(name, source, values -> values);
        } else if (!folded(name, parameter, source) && !resized(name, parameter, source)) {
            misfit(name, parameter, source);
        }
    }

    private void take(String name, Naming.Source source, UnaryOperator<float[]> change) {
        if (grown && ours(name)) {
            adapted.put(name, "grown");
        } else {
            loaded.add(name);
        }
        steps.add(new Step(name, source, change));
    }

    private boolean ours(String name) {
        return name.startsWith(root);
    }

    /** Channels of the convolution's weights are its own matter; what stands behind them is one value for each output. */
    private boolean fitsFirstLayer(Parameter parameter, Naming.Source source) {
        return parameter.shape().length > 1 || Arrays.equals(shape(source), parameter.shape());
    }

    private MimikaException otherExtents(String why) {
        return new MimikaException(file.path() + " holds " + naming.title() + ", but not of this network: " + why);
    }

    /** A convolution over folded pixels that an ONNX file holds as one over the pixels themselves. */
    private boolean folded(String name, Parameter parameter, Naming.Source source) {
        int[] found = shape(source);
        Optional<PixelFold> fold = PixelFold.between(found, parameter.shape())
                .filter(f -> Arrays.equals(f.folded(found), parameter.shape()));
        fold.ifPresent(f -> {
            take(name, source, f::folded);
        });
        return fold.isPresent();
    }

    /** Position embeddings of another grid. */
    private boolean resized(String name, Parameter parameter, Naming.Source source) {
        int[] found = shape(source);
        int[] wanted = parameter.shape();
        boolean alike = name.equals(root + "positions") && found.length == 3 && found[0] == 1 && found[2] == wanted[2];
        int ahead = named.containsKey(root + "classToken") ? 1 : 0;
        int from = alike ? PositionGrid.side(found[1] - ahead) : 0;
        int to = alike ? PositionGrid.side(wanted[1] - ahead) : 0;
        if (from == 0 || to == 0) {
            return false;
        }
        adapted.put(name, "resized from a grid of " + from + "x" + from + " to " + to + "x" + to);
        PositionGrid grid = new PositionGrid(ahead, from, to);
        steps.add(new Step(name, source, values -> grid.resize(values, wanted[2])));
        return true;
    }

    private void misfit(String name, Parameter parameter, Naming.Source source) {
        String message = file.path() + ": tensor " + source.key() + " is of shape "
                + Arrays.toString(file.entries().get(source.key()).shape()) + ", expected "
                + expected(parameter, source);
        if (!(naming instanceof OwnNaming)) {
            throw new MimikaException(message);
        }
        misfits.add(message); // a network of ours may have grown since
        missing.put(name, "of another shape in the file");
        skipped.put(source.key(), "of another shape here");
    }

    private static String expected(Parameter parameter, Naming.Source source) {
        int[] shape = parameter.shape();
        shape[0] *= source.parts();
        return Arrays.toString(shape);
    }

    /** Of the part that is meant. */
    private int[] shape(Naming.Source source) {
        int[] shape = file.entries().get(source.key()).shape().clone();
        if (shape.length > 0 && shape[0] % source.parts() == 0) {
            shape[0] /= source.parts();
        }
        return shape;
    }

    private float[] read(Naming.Source source) {
        float[] whole = file.read(source.key());
        int size = whole.length / source.parts();
        return source.parts() == 1
                ? whole
                : Arrays.copyOfRange(whole, source.part() * size, (source.part() + 1) * size);
    }
}
