package org.mimika.learn.weights;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Files of our own under our own names: checkpoints of a run, whose averaged weights are taken, and plain files of an
 * encoder, with or without the {@code network.} before each name.
 */
final class OwnNaming implements Naming {
    /** Why what a training keeps beside its network is left out. */
    static final String OF_THE_TRAINING = "of the training that wrote it";

    private static final List<String> PREFIXES = List.of("average/network.", "network.", "average/", "");

    private final Set<String> keys;
    private final String title;
    private final StagePlaces places;

    /** For a file with these names, as it is. */
    OwnNaming(Set<String> keys) {
        this(keys, "a network of ours");
    }

    /** For a file with these names that is more than that. */
    OwnNaming(Set<String> keys, String title) {
        this(keys, title, StagePlaces.SAME);
    }

    private OwnNaming(Set<String> keys, String title, StagePlaces places) {
        this.keys = keys;
        this.title = title;
        this.places = places;
    }

    /**
     * For a network whose stages may be deeper or shallower than the file's.
     *
     * @param ours names of the network's parameters
     */
    OwnNaming against(Set<String> ours) {
        return new OwnNaming(
                keys, title, StagePlaces.between(name -> named(name).isPresent(), ours::contains));
    }

    /** Whether a file is one. */
    boolean fits(Set<String> names) {
        return names.stream().anyMatch(name -> source(name).isPresent());
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public Optional<Source> source(String name) {
        return places.of(name).flatMap(this::named);
    }

    @Override
    public boolean beginsAsIdentity(String name) {
        return places.of(name).isEmpty();
    }

    private Optional<Source> named(String name) {
        return PREFIXES.stream()
                .map(prefix -> prefix + name)
                .filter(keys::contains)
                .findFirst()
                .map(Source::whole);
    }

    @Override
    public Optional<String> leftOut(String key) {
        boolean beside = key.startsWith("average/") && !key.startsWith("average/network."); // a head of the votes
        if (beside || key.startsWith("weights/") || key.startsWith("optimiser/") || key.startsWith("adam/")) {
            return Optional.of(OF_THE_TRAINING);
        }
        return Optional.of("no such parameter here");
    }

    @Override
    public Optional<PixelScale> pixels() {
        return Optional.empty();
    }

    @Override
    public Optional<Constant> constant() {
        return Optional.empty();
    }

    @Override
    public Optional<String> firstConvolution() {
        return Optional.empty();
    }
}
