package org.mimika.learn.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.mimika.core.Emotion;

/**
 * Looks into a data set: counts, blank images, exact and near duplicates. Runs on the common pool; FER2013 takes a few
 * seconds.
 *
 * <p>Near duplicates are faces whose pixels correlate: one picture at another brightness or contrast, compressed,
 * marked, or cut a pixel further. Among 32,298 faces of FER2013, every one of 16 pairs drawn from those that
 * correlate by 0.900 to 0.905 was one photograph to the eye; hence {@link #MIN_CORRELATION}.
 */
public final class DataInspection {
    /** The default correlation from which on two faces are near duplicates. */
    public static final double MIN_CORRELATION = 0.9;
    /**
     * Images whose grey levels deviate less are blank. In FER2013 the darkest image that shows nothing deviates by
     * 4.1, the faintest face by 9.1.
     */
    public static final double BLANK_DEVIATION = 5;

    private final FaceSet faces;
    private final FaceStatistics statistics;

    private DataInspection(FaceSet faces) {
        this.faces = faces;
        this.statistics = new FaceStatistics(faces);
    }

    /** Looks into a data set, with the default limit for near duplicates. */
    public static DataReport inspect(FaceSet faces) {
        return inspect(faces, MIN_CORRELATION);
    }

    /**
     * Looks into a data set.
     *
     * @param minCorrelation from which correlation on two faces are near duplicates, 0.5 to 1
     */
    public static DataReport inspect(FaceSet faces, double minCorrelation) {
        if (!(minCorrelation >= 0.5 && minCorrelation <= 1)) {
            throw new IllegalArgumentException("a correlation of " + minCorrelation + ": expected 0.5 to 1");
        }
        return new DataInspection(faces).report(minCorrelation);
    }

    private DataReport report(double minCorrelation) {
        int[] blank = rows(true);
        int[] shown = rows(false);
        FaceGroups exact = new FaceGroups(faces);
        Map<Integer, List<Integer>> byHash = new HashMap<>();
        for (int row : shown) {
            join(exact, row, byHash.computeIfAbsent(hash(row), hash -> new ArrayList<>(1)));
        }
        FaceGroups near = new FaceGroups(faces);
        NearDuplicates.find(statistics, shown, minCorrelation).forEach(pair -> near.join(pair.first(), pair.second()));
        return new DataReport(
                faces.size(),
                Split.all().stream().map(this::count).toList(),
                new DataReport.Blank(
                        BLANK_DEVIATION,
                        Arrays.stream(blank)
                                .mapToObj(row -> FaceGroups.face(faces, row))
                                .toList()),
                exact.report(1),
                near.report(minCorrelation));
    }

    private int[] rows(boolean blank) {
        return IntStream.range(0, faces.size())
                .filter(row -> statistics.deviation(row) < BLANK_DEVIATION == blank)
                .toArray();
    }

    /** Joins a face to the first equal one among those of its hash, or puts it there as a new one. */
    private void join(FaceGroups exact, int row, List<Integer> sameHash) {
        for (int other : sameHash) {
            if (same(row, other)) {
                exact.join(other, row);
                return;
            }
        }
        sameHash.add(row);
    }

    private int hash(int row) {
        int hash = 1;
        for (int i = row * FaceSet.PIXELS, end = i + FaceSet.PIXELS; i < end; i++) {
            hash = 31 * hash + faces.rawPixels()[i];
        }
        return hash;
    }

    private boolean same(int a, int b) {
        int p = a * FaceSet.PIXELS;
        int q = b * FaceSet.PIXELS;
        byte[] pixels = faces.rawPixels();
        return Arrays.equals(pixels, p, p + FaceSet.PIXELS, pixels, q, q + FaceSet.PIXELS);
    }

    private DataReport.SplitCount count(Split split) {
        FaceView view = faces.split(split);
        int[] counts = view.classCounts();
        Map<String, Integer> byClass = new LinkedHashMap<>();
        for (Emotion emotion : Emotion.all()) {
            byClass.put(emotion.label(), counts[emotion.ordinal()]);
        }
        return new DataReport.SplitCount(split.usage(), view.size(), byClass, view.sha256());
    }
}
