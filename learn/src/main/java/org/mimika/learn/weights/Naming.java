package org.mimika.learn.weights;

import java.util.Optional;

/** How the files of one family name what a network of ours holds. Names of ours are those within the network. */
interface Naming {
    /**
     * Where a parameter's values lie.
     *
     * @param key the file's name of the tensor
     * @param part which of the equal parts of its first axis, counted from 0
     * @param parts how many there are; 1 for the whole tensor
     */
    record Source(String key, int part, int parts) {
        static Source whole(String key) {
            return new Source(key, 0, 1);
        }
    }

    /** What such a file is, for messages: {@code a ResNet as torchvision and timm name it}. */
    String title();

    /** Where a parameter of ours lies in such a file; empty for those that it cannot have. */
    Optional<Source> source(String name);

    /** Whether a parameter belongs to a residual block that such a file lacks, and that begins as the identity. */
    default boolean beginsAsIdentity(String name) {
        return false;
    }

    /** Why a tensor of such a file is left out on purpose; empty for those that must find a place. */
    Optional<String> leftOut(String key);

    /** What its network was shown; empty where that is what ours is shown. */
    Optional<PixelScale> pixels();

    /** The parameter behind the first convolution that a constant in its input goes into, and by which sign. */
    Optional<Constant> constant();

    /** Our name of the first convolution's weight. */
    Optional<String> firstConvolution();

    /**
     * A parameter that stands in for a constant added to the first convolution's output.
     *
     * @param name ours
     * @param sign 1 for a bias, -1 for a tracked mean
     */
    record Constant(String name, int sign) {}
}
