package org.mimika.learn.compare;

import java.util.List;

/**
 * A figure of the paper that this comparison follows, to be shown beside those measured here and marked as the paper's:
 * it was measured on other devices, each network in another framework.
 *
 * @param network as the paper calls it
 * @param sort its family
 * @param accuracy on FER2013, 0 to 1
 * @param approximate whether the paper says "about"
 * @param millis for one image
 * @param device what it was measured on, as far as the paper tells
 */
public record PaperFigure(
        String network, Sort sort, double accuracy, boolean approximate, double millis, String device) {
    /** The paper's two networks. */
    public static List<PaperFigure> all() {
        return List.of(
                new PaperFigure("ResNet50", Sort.CNN, 0.577, false, 136.33, "TensorFlow"),
                new PaperFigure("ViT", Sort.TRANSFORMER, 0.42, true, 11.48, "PyTorch, GPU"));
    }
}
