package org.mimika.learn.data;

import java.util.List;
import java.util.Map;

/**
 * What a data set holds; every figure counts faces unless it says otherwise. Written as JSON by
 * {@code mimika data inspect}.
 *
 * @param faces how many faces there are
 * @param splits counts of the splits, in order, also the empty ones
 * @param blank the images that show nothing
 * @param exactDuplicates groups of faces that are equal byte for byte, blank images apart
 * @param nearDuplicates groups of faces of the same picture, the equal ones among them, blank images apart
 */
public record DataReport(
        int faces, List<SplitCount> splits, Blank blank, Duplicates exactDuplicates, Duplicates nearDuplicates) {
    /** Copies the list. */
    public DataReport {
        splits = List.copyOf(splits);
    }

    /**
     * One split.
     *
     * @param split its name in the {@code Usage} column
     * @param faces how many faces it holds
     * @param byClass how many of each class, by label, in label order
     * @param sha256 of the raw pixels in order, in hexadecimal digits
     */
    public record SplitCount(String split, int faces, Map<String, Integer> byClass, String sha256) {}

    /**
     * Images of one grey level or almost.
     *
     * @param deviationBelow the standard deviation of the grey levels (0 to 255) under which an image counts as blank
     * @param images those images
     */
    public record Blank(double deviationBelow, List<Face> images) {
        /** Copies the list. */
        public Blank {
            images = List.copyOf(images);
        }
    }

    /**
     * A face, to be found again.
     *
     * @param index its place in the whole set, from 0
     * @param origin where it was read from: the row of the file, from 1, or the image's path
     * @param split its split's name in the {@code Usage} column
     * @param label its class
     */
    public record Face(int index, String origin, String split, String label) {}

    /**
     * Faces that show the same.
     *
     * @param minCorrelation from which correlation (Pearson, of the pixels) on two faces belong together; 1 where they
     *     are equal byte for byte
     * @param groups how many groups there are
     * @param faces how many faces stand in groups
     * @param surplus how many faces are one too many: the faces in groups, less one for each group
     * @param groupsAcrossSplits how many groups have faces of several splits
     * @param groupsWithLabelsThatDisagree how many groups have faces of several classes
     * @param overlaps for each two splits, how many faces of one stand in the other too
     * @param members the groups themselves, in order of their first face
     */
    public record Duplicates(
            double minCorrelation,
            int groups,
            int faces,
            int surplus,
            int groupsAcrossSplits,
            int groupsWithLabelsThatDisagree,
            List<Overlap> overlaps,
            List<Group> members) {
        /** Copies the lists. */
        public Duplicates {
            overlaps = List.copyOf(overlaps);
            members = List.copyOf(members);
        }
    }

    /**
     * How far one split is found in another.
     *
     * @param split the split whose faces are counted
     * @param alsoIn the split they are looked for in; the same split where twins within it are counted
     * @param faces faces of {@code split} that share a group with another face of {@code alsoIn}
     * @param labelsDisagree those of them that share a group with a face of {@code alsoIn} of another class
     */
    public record Overlap(String split, String alsoIn, int faces, int labelsDisagree) {}

    /**
     * Faces that belong together: each is like at least one other of them.
     *
     * @param acrossSplits whether they are of several splits
     * @param labelsDisagree whether they are of several classes
     * @param faces two or more, by row
     */
    public record Group(boolean acrossSplits, boolean labelsDisagree, List<Face> faces) {
        /** Copies the list. */
        public Group {
            faces = List.copyOf(faces);
        }
    }
}
