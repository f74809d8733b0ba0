package org.mimika.learn.weights;

import java.util.Map;
import java.util.Optional;
import org.mimika.core.InputSpec;
import org.mimika.learn.nn.Parameter;

/**
 * What becomes of a published network's first convolution and of the norm or bias behind it: fitted to our input, or
 * left out together where the kernels differ, for a kernel of another size sees something else.
 *
 * @param weight our name of the convolution's weight
 * @param layer what the names of the parameters behind it begin with
 * @param fit how it is fitted; null where it is left out
 * @param source of the published weights
 * @param constant what takes up a constant
 * @param why it is left out
 */
record FirstLayer(
        String weight, String layer, FirstConvolution fit, Naming.Source source, Naming.Constant constant, String why) {
    private static final int RGB = 3;

    /** Of a family; empty where it has none that needs fitting, or where the outputs differ, which is a wrong shape. */
    static Optional<FirstLayer> of(
            Naming naming, WeightFile file, Map<String, Parameter> named, String root, InputSpec input) {
        if (naming.firstConvolution().isEmpty()) {
            return Optional.empty();
        }
        String weight = root + naming.firstConvolution().get();
        Naming.Source source = naming.source(naming.firstConvolution().get()).orElseThrow();
        WeightFile.Entry entry = file.entries().get(source.key());
        if (entry == null
                || entry.shape().length != 4
                || entry.shape()[0] != named.get(weight).shape()[0]) {
            return Optional.empty();
        }
        int[] found = entry.shape();
        int[] wanted = named.get(weight).shape();
        boolean fits =
                found[1] == RGB && wanted[1] == input.channels() && found[2] == wanted[2] && found[3] == wanted[3];
        Naming.Constant constant = naming.constant().orElseThrow();
        String layer = root + constant.name().substring(0, constant.name().indexOf('.') + 1);
        return Optional.of(new FirstLayer(
                weight,
                layer,
                fits ? new FirstConvolution(naming.pixels().orElseThrow(), input, found[2] * found[3]) : null,
                source,
                new Naming.Constant(root + constant.name(), constant.sign()),
                "the file's first convolution is " + extents(found) + ", here " + extents(wanted)));
    }

    private static String extents(int[] shape) {
        return shape[2] + "x" + shape[3] + " over " + shape[1] + " channels";
    }

    boolean leavesOut(String name) {
        return fit == null && (name.equals(weight) || name.startsWith(layer));
    }

    boolean changes(String name) {
        return fit != null && fit.changes() && (name.equals(weight) || name.equals(constant.name()));
    }

    /** The values that fit our input. */
    float[] change(String name, float[] values, WeightFile file) {
        return name.equals(weight) ? fit.weights(values) : fit.behind(values, file.read(source.key()), constant.sign());
    }

    /** For the report. */
    String how() {
        return (fit.input().channels() == RGB ? "" : "summed over red, green and blue; ")
                + "to read an input of mean " + fit.input().mean() + ", deviation "
                + fit.input().std() + " as the published " + fit.scale();
    }
}
