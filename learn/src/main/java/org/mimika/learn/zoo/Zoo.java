package org.mimika.learn.zoo;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.mimika.core.MimikaException;
import org.mimika.learn.nn.Network;

/** The registry of architectures: every test of networks runs over its names. */
public final class Zoo {
    /** Builds a network with the dropout and stochastic depth of a recipe; neither matters in inference. */
    @FunctionalInterface
    private interface Factory {
        Network create(double dropout, double dropPath);
    }

    private static final Map<String, Factory> NETWORKS = new TreeMap<>(Map.of(
            "hybrid",
            (dropout, dropPath) ->
                    new Hybrid(new Hybrid.Config(List.of(48, 96, 192), List.of(1, 2, 2), 3, 6, dropout, dropPath)),
            "hybrid-tiny",
            (dropout, dropPath) ->
                    new Hybrid(new Hybrid.Config(List.of(8, 16, 24), List.of(1, 1, 1), 1, 2, dropout, dropPath))));

    private Zoo() {}

    /** The names, sorted. */
    public static List<String> names() {
        return List.copyOf(NETWORKS.keySet());
    }

    /**
     * Checks a name.
     *
     * @throws MimikaException if there is no network of that name; the message lists the known names
     */
    public static void require(String name) {
        if (!NETWORKS.containsKey(name)) {
            throw new MimikaException("unknown network '" + name + "': known are " + String.join(", ", names()));
        }
    }

    /**
     * The network of a name, for training.
     *
     * @throws MimikaException if there is none; the message lists the known names
     */
    public static Network create(String name, double dropout, double dropPath) {
        require(name);
        return NETWORKS.get(name).create(dropout, dropPath);
    }

    /** The network of a name, for inference. */
    public static Network create(String name) {
        return create(name, 0, 0);
    }
}
