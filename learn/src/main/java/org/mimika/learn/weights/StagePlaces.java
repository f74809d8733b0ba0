package org.mimika.learn.weights;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which residual block of a file is which of ours, where both have the same stages and some are deeper here or there:
 * they are numbered through all stages, so that a further block in one moves the numbers of all that follow. A block that
 * only we have begins as the identity, since its last norm begins at zero and what it adds to is not negative: a deeper
 * network answers what the shallower one does (Chen, Goodfellow and Shlens, "Net2Net", 2016, section 2.3).
 *
 * @param places for each of our blocks the number of theirs, or {@value #FURTHER}; empty where numbers agree
 */
record StagePlaces(List<Integer> places) {
    /** All numbers agree. */
    static final StagePlaces SAME = new StagePlaces(List.of());

    private static final int FURTHER = -1;
    private static final Pattern BLOCK = Pattern.compile("stages\\.(\\d+)\\.(.+)");

    /**
     * Between two networks.
     *
     * @param theirs whether the file has a parameter of a name
     * @param ours whether we have
     */
    static StagePlaces between(Predicate<String> theirs, Predicate<String> ours) {
        List<Integer> theirDepths = depths(theirs);
        List<Integer> ourDepths = depths(ours);
        if (theirDepths.size() != ourDepths.size() || theirDepths.equals(ourDepths)) {
            return SAME;
        }
        List<Integer> places = new ArrayList<>();
        int first = 0;
        for (int stage = 0; stage < ourDepths.size(); stage++) {
            for (int i = 0; i < ourDepths.get(stage); i++) {
                places.add(i < theirDepths.get(stage) ? first + i : FURTHER);
            }
            first += theirDepths.get(stage);
        }
        return new StagePlaces(places);
    }

    /** Blocks of each stage: a stage after the first begins where a shortcut is projected. */
    private static List<Integer> depths(Predicate<String> there) {
        List<Integer> depths = new ArrayList<>();
        for (int block = 0; there.test("stages." + block + ".conv1.weight"); block++) {
            if (block == 0 || there.test("stages." + block + ".shortcut.weight")) {
                depths.add(0);
            }
            depths.set(depths.size() - 1, depths.get(depths.size() - 1) + 1);
        }
        return depths;
    }

    /** Their name of one of our parameters; empty for those of a block that only we have. */
    Optional<String> of(String name) {
        Matcher matcher = BLOCK.matcher(name);
        if (places.isEmpty() || !matcher.matches()) {
            return Optional.of(name);
        }
        int place = places.get(Integer.parseInt(matcher.group(1)));
        return place == FURTHER ? Optional.empty() : Optional.of("stages." + place + "." + matcher.group(2));
    }
}
