package org.mimika.learn.compare;

import java.util.Locale;

/** The family of a network, which decides its place and colour in the report. */
public enum Sort {
    /** Convolutions alone, such as ResNet50. */
    CNN,
    /** Attention over patches alone, such as ViT. */
    TRANSFORMER,
    /** Convolutions, then attention. */
    HYBRID,
    /** Anything else, and what does not tell. */
    OTHER;

    /** The family of an architecture by its name: {@code resnet50}, {@code vit-small}, {@code hybrid}. */
    public static Sort ofArchitecture(String architecture) {
        String name = architecture.toLowerCase(Locale.ROOT);
        if (name.contains("hybrid")) {
            return HYBRID;
        }
        if (name.contains("resnet") || name.contains("cnn") || name.contains("mobilenet")) {
            return CNN;
        }
        return name.startsWith("vit") || name.contains("transformer") ? TRANSFORMER : OTHER;
    }
}
