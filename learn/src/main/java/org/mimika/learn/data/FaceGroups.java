package org.mimika.learn.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.mimika.core.Emotion;

/** Faces joined into groups, pair by pair (disjoint sets). Not thread-safe. */
final class FaceGroups {
    private final FaceSet faces;
    private final int[] parents;

    FaceGroups(FaceSet faces) {
        this.faces = faces;
        this.parents = IntStream.range(0, faces.size()).toArray();
    }

    /** Puts two faces, and all that were joined to them, into one group. */
    void join(int a, int b) {
        int rootA = root(a);
        int rootB = root(b);
        parents[Math.max(rootA, rootB)] = Math.min(rootA, rootB);
    }

    private int root(int row) {
        int at = row;
        while (parents[at] != at) {
            parents[at] = parents[parents[at]];
            at = parents[at];
        }
        return at;
    }

    /** The groups of two faces and more, with what is counted about them. */
    DataReport.Duplicates report(double minCorrelation) {
        List<List<Integer>> groups = groups();
        List<DataReport.Group> members = groups.stream().map(this::describe).toList();
        int inGroups = groups.stream().mapToInt(List::size).sum();
        return new DataReport.Duplicates(
                minCorrelation,
                groups.size(),
                inGroups,
                inGroups - groups.size(),
                (int) members.stream().filter(DataReport.Group::acrossSplits).count(),
                (int) members.stream().filter(DataReport.Group::labelsDisagree).count(),
                overlaps(groups),
                members);
    }

    /** A face as reports name it. */
    static DataReport.Face face(FaceSet faces, int row) {
        return new DataReport.Face(
                row,
                faces.origin(row),
                faces.splitOf(row).usage(),
                Emotion.fromIndex(faces.label(row)).label());
    }

    /** By their first face, which is their root. */
    private List<List<Integer>> groups() {
        Map<Integer, List<Integer>> byRoot = new TreeMap<>();
        for (int row = 0; row < parents.length; row++) {
            byRoot.computeIfAbsent(root(row), root -> new ArrayList<>(1)).add(row);
        }
        return byRoot.values().stream().filter(group -> group.size() > 1).toList();
    }

    private DataReport.Group describe(List<Integer> group) {
        return new DataReport.Group(
                group.stream().map(faces::splitOf).distinct().count() > 1,
                group.stream().map(faces::label).distinct().count() > 1,
                group.stream().map(row -> face(faces, row)).toList());
    }

    /** For each two splits that hold faces, the later one against the earlier one or itself. */
    private List<DataReport.Overlap> overlaps(List<List<Integer>> groups) {
        List<DataReport.Overlap> overlaps = new ArrayList<>();
        for (Split split : Split.all()) {
            for (Split other : Split.all().subList(0, split.ordinal() + 1)) {
                if (faces.split(split).size() > 0 && faces.split(other).size() > 0) {
                    overlaps.add(overlap(groups, split, other));
                }
            }
        }
        return overlaps;
    }

    private DataReport.Overlap overlap(List<List<Integer>> groups, Split split, Split other) {
        int twins = 0;
        int disagreeing = 0;
        for (List<Integer> group : groups) {
            for (int row : group) {
                if (faces.splitOf(row) == split) {
                    List<Integer> partners = group.stream()
                            .filter(partner -> partner != row && faces.splitOf(partner) == other)
                            .toList();
                    twins += partners.isEmpty() ? 0 : 1;
                    disagreeing += partners.stream().anyMatch(p -> faces.label(p) != faces.label(row)) ? 1 : 0;
                }
            }
        }
        return new DataReport.Overlap(split.usage(), other.usage(), twins, disagreeing);
    }
}
