package org.mimika.learn.train;

import org.mimika.core.MimikaException;
import org.mimika.learn.nn.Layer;
import org.mimika.learn.nn.Linear;
import org.mimika.learn.nn.Network;
import org.mimika.learn.nn.PatchNetwork;
import org.mimika.learn.pretrain.MaskedDecoder;
import org.mimika.learn.pretrain.Projection;
import org.mimika.learn.pretrain.QuarterTurns;
import org.mimika.learn.zoo.Zoo;

/**
 * What is pre-trained: the network, under the same name as in {@link Trainee} so that a training can begin from it, and
 * heads that are thrown away afterwards; null where the recipe gives one no weight.
 *
 * @param network the network; its own head is left as it was
 * @param reconstruction paints hidden patches
 * @param contrastive what two views of a face are compared by
 * @param rotation {@code [D] -> [4]}, tells turns
 */
record SelfSupervised(Network network, MaskedDecoder reconstruction, Projection contrastive, Linear rotation)
        implements Layer {
    /**
     * Of a recipe.
     *
     * @throws MimikaException if the recipe wants a head that this network cannot have
     */
    static SelfSupervised of(Recipe recipe) {
        Recipe.Pretraining options = recipe.pretraining();
        double dropPath = recipe.regularisation().dropPath();
        Network network = Zoo.create(recipe.model(), new Zoo.Options(recipe.side(), 0, dropPath));
        int width = network.featureWidth();
        return new SelfSupervised(
                network,
                options.reconstruction() > 0 ? decoder(recipe, network) : null,
                options.contrastive() > 0 ? Projection.of(width, options.projection()) : null,
                options.rotation() > 0 ? Linear.head(width, QuarterTurns.COUNT) : null);
    }

    private static MaskedDecoder decoder(Recipe recipe, Network network) {
        if (network instanceof PatchNetwork patches) {
            Recipe.Pretraining options = recipe.pretraining();
            return MaskedDecoder.of(patches, options.decoderWidth(), options.decoderDepth());
        }
        throw new MimikaException("network " + recipe.model() + " has no patches to hide: reconstruction is for Vision"
                + " Transformers; here pre-train with contrastive and rotation alone,"
                + " --set pretraining.reconstruction=0 --set pretraining.contrastive=1");
    }
}
