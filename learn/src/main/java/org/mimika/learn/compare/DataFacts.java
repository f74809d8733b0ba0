package org.mimika.learn.compare;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the models were measured on.
 *
 * @param path the file or folder
 * @param split the split that was measured, such as {@code PublicTest}
 * @param measured faces of it that were measured: all of them, or a sample drawn by the seed
 * @param sha256 of the pixels and labels of the measured faces
 * @param splits counts of every split, in order
 * @param blank images of the measured faces that show nothing
 * @param duplicates measured faces that other splits hold too: byte for byte, then nearly
 */
public record DataFacts(
        String path,
        String split,
        int measured,
        String sha256,
        List<SplitCount> splits,
        int blank,
        List<Duplicates> duplicates) {
    /** Validates and copies. */
    public DataFacts {
        Checks.atLeast("measured faces", 1, measured);
        splits = List.copyOf(splits);
        duplicates = List.copyOf(duplicates);
    }

    /**
     * One split.
     *
     * @param split its name
     * @param faces how many it holds
     * @param byClass how many of each class, by label, in label order
     * @param sha256 of its pixels, in order
     */
    public record SplitCount(String split, int faces, Map<String, Integer> byClass, String sha256) {
        /** Copies. */
        public SplitCount {
            byClass = Collections.unmodifiableMap(new LinkedHashMap<>(byClass));
        }
    }

    /**
     * Measured faces that stand elsewhere too, and what accuracy is without them.
     *
     * @param minCorrelation from which correlation (Pearson, of the pixels) on two faces count as one; 1 where they
     *     are equal byte for byte
     * @param inTraining measured faces that also stand in Training
     * @param inOtherSplits measured faces that also stand in any other split
     * @param otherLabel those that stand in another split under another label
     * @param without by {@link ModelFacts#name}, accuracy on the measured faces that stand in no other split
     */
    public record Duplicates(
            double minCorrelation, int inTraining, int inOtherSplits, int otherLabel, Map<String, Share> without) {
        /** Validates and copies. */
        public Duplicates {
            Checks.share("correlation", minCorrelation);
            Checks.require(inTraining <= inOtherSplits, "duplicates in Training", inTraining, "" + inOtherSplits);
            without = Collections.unmodifiableMap(new LinkedHashMap<>(without));
        }
    }
}
