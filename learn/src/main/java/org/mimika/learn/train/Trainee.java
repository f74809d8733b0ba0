package org.mimika.learn.train;

import org.mimika.learn.nn.Layer;
import org.mimika.learn.nn.Linear;
import org.mimika.learn.nn.Network;
import org.mimika.learn.zoo.Zoo;

/**
 * What is trained: the network, and a second head beside its own that is thrown away afterwards.
 *
 * @param network the network
 * @param votesHead {@code [D] -> [10]}, learns the FER+ votes; null where the recipe gives them no weight
 */
record Trainee(Network network, Linear votesHead) implements Layer {
    /** The prefix of the network's parameters among the trainee's. */
    static final String NETWORK = "network.";

    static Trainee of(Recipe recipe) {
        Recipe.Regularisation regularisation = recipe.regularisation();
        Network network = Zoo.create(
                recipe.model(), new Zoo.Options(recipe.side(), regularisation.dropout(), regularisation.dropPath()));
        boolean votes = regularisation.votes() > 0;
        return new Trainee(network, votes ? Linear.head(network.featureWidth(), Targets.VOTES) : null);
    }
}
