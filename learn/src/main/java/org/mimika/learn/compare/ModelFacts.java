package org.mimika.learn.compare;

import java.util.OptionalLong;

/**
 * What a compared model is, before anything is measured.
 *
 * @param name by which the rest of the report refers to it; unique in a report
 * @param title how it is shown, such as {@code ResNet50}
 * @param sort its family
 * @param architecture the network's name in the registry that built it, or what its description says
 * @param source where it comes from
 * @param file its ONNX file: what is loaded, as measured
 * @param input what it looks at
 * @param cost what it takes to compute
 * @param training how it came about; {@link Training#unknown()} where the file does not tell
 */
public record ModelFacts(
        String name,
        String title,
        Sort sort,
        String architecture,
        Source source,
        ModelFile file,
        Input input,
        Cost cost,
        Training training) {
    /** Validates. */
    public ModelFacts {
        Checks.line("a model's name", name);
        Checks.line("a model's title", title);
    }

    /** How a model was named on the command line. */
    public enum Kind {
        /** Comes with Mimika. */
        BUNDLED,
        /** A training run's best network, not calibrated. */
        RUN,
        /** An ONNX file that Mimika wrote. */
        FILE,
        /** Somebody else's ONNX file, adapted by the description beside it. */
        FOREIGN
    }

    /**
     * Where a model comes from.
     *
     * @param kind how it was named
     * @param where the name, file or folder
     */
    public record Source(Kind kind, String where) {}

    /**
     * An ONNX file.
     *
     * @param sha256 of its bytes, in lower-case hexadecimal digits
     * @param bytes its size
     * @param storage how it keeps its weights, such as {@code f32} or {@code f16}; empty if unknown
     */
    public record ModelFile(String sha256, long bytes, String storage) {
        /** Validates. */
        public ModelFile {
            Checks.require(sha256.matches("[0-9a-f]{64}"), "sha256", sha256, "64 hexadecimal digits");
            Checks.atLeast("bytes", 1, bytes);
        }
    }

    /**
     * The form of a network's input.
     *
     * @param width columns
     * @param height rows
     * @param channels 1 for grey, 3 for colours
     */
    public record Input(int width, int height, int channels) {}

    /**
     * What a network costs to compute, whatever computes it.
     *
     * @param parameters trained numbers
     * @param multiplyAdds multiplications with addition for one face
     */
    public record Cost(OptionalLong parameters, OptionalLong multiplyAdds) {}
}
