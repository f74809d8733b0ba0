package org.mimika.learn.data;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Finds every pair of faces whose pixels correlate (Pearson) at least as much as a threshold: the same picture up to
 * brightness, contrast, noise and compression. Not the same picture moved, cropped anew or mirrored.
 *
 * <p>No pair is missed. With u and v the pixels less their mean, scaled to length 1, the correlation r is u·v, so
 * {@code |u - v|^2 = 2 - 2r}. Projection onto some orthonormal vectors never lengthens a distance; so a pair whose
 * low frequencies (two-dimensional DCT) already lie further apart than {@code sqrt(2 - 2r)} needs no further look.
 * Faces are sorted by the coefficient that varies most, which bounds the search to a window; what is left is decided
 * by the correlation itself.
 */
final class NearDuplicates {
    private static final int FREQUENCIES = 8;
    private static final int COEFFICIENTS = FREQUENCIES * FREQUENCIES - 1; // without the mean
    /** How many coefficients are compared of every pair, and for how many pairs at once. */
    private static final int FIRST_LOOK = 12;

    private static final int BLOCK = 512;
    /** For the rounding of the coefficients, which are float. */
    private static final float SLACK = 1e-4f;

    private final FaceStatistics statistics;
    private final double threshold;
    private final int[] rows; // sorted by the first coefficient
    private final float[][] coefficients; // [k][i] of rows[i], the most varying first

    /**
     * Two faces of one picture.
     *
     * @param first row in the set, the lesser
     * @param second row in the set
     */
    record Pair(int first, int second) {}

    /**
     * All pairs that correlate by {@code threshold} or more, ordered by row.
     *
     * @param rows faces to compare, none of them constant
     */
    static List<Pair> find(FaceStatistics statistics, int[] rows, double threshold) {
        NearDuplicates search = new NearDuplicates(statistics, rows, threshold);
        return IntStream.range(0, rows.length)
                .parallel()
                .boxed()
                .flatMap(search::partners)
                .sorted(Comparator.comparingInt(Pair::first).thenComparingInt(Pair::second))
                .toList();
    }

    private NearDuplicates(FaceStatistics statistics, int[] unsorted, double threshold) {
        this.statistics = statistics;
        this.threshold = threshold;
        float[][] all = Arrays.stream(unsorted)
                .parallel()
                .mapToObj(row -> lowFrequencies(statistics.normalised(row)))
                .toArray(float[][]::new);
        int[] byVariance = byVariance(all);
        Integer[] order = IntStream.range(0, unsorted.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(i -> all[i][byVariance[0]]));
        rows = Arrays.stream(order).mapToInt(i -> unsorted[i]).toArray();
        coefficients = new float[COEFFICIENTS][order.length];
        for (int k = 0; k < COEFFICIENTS; k++) {
            for (int i = 0; i < order.length; i++) {
                coefficients[k][i] = all[order[i]][byVariance[k]];
            }
        }
    }

    /** The pairs of face i with those that follow it in the sorted order. */
    private Stream<Pair> partners(int i) {
        float limit = (float) (2 - 2 * threshold) + SLACK;
        float reach = (float) Math.sqrt(limit);
        Stream.Builder<Pair> found = Stream.builder();
        float[] distances = new float[BLOCK];
        for (int from = i + 1;
                from < rows.length && coefficients[0][from] - coefficients[0][i] <= reach;
                from += BLOCK) {
            int count = Math.min(BLOCK, rows.length - from);
            Arrays.fill(distances, 0);
            for (int k = 0; k < FIRST_LOOK; k++) {
                addSquares(coefficients[k], i, from, count, distances);
            }
            for (int j = from; j < from + count; j++) {
                if (distances[j - from] <= limit
                        && near(i, j, distances[j - from], limit)
                        && statistics.correlation(rows[i], rows[j]) >= threshold) {
                    found.add(new Pair(Math.min(rows[i], rows[j]), Math.max(rows[i], rows[j])));
                }
            }
        }
        return found.build();
    }

    /** A loop of its own, without branches, which the compiler turns into vector instructions. */
    private static void addSquares(float[] coefficient, int i, int from, int count, float[] distances) {
        float own = coefficient[i];
        for (int j = 0; j < count; j++) {
            float difference = coefficient[from + j] - own;
            distances[j] += difference * difference;
        }
    }

    private boolean near(int i, int j, float distance, float limit) {
        float sum = distance;
        for (int k = FIRST_LOOK; k < COEFFICIENTS && sum <= limit; k++) {
            float difference = coefficients[k][i] - coefficients[k][j];
            sum += difference * difference;
        }
        return sum <= limit;
    }

    /** The coefficients' indices, the most varying first. */
    private static int[] byVariance(float[][] all) {
        double[] spread = new double[COEFFICIENTS];
        for (float[] face : all) {
            for (int k = 0; k < COEFFICIENTS; k++) {
                spread[k] += (double) face[k] * face[k];
            }
        }
        return IntStream.range(0, COEFFICIENTS)
                .boxed()
                .sorted(Comparator.comparingDouble(k -> -spread[k]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** The orthonormal DCT-II of a face, its 8 x 8 lowest frequencies but the mean. */
    private static float[] lowFrequencies(float[] face) {
        int side = FaceSet.SIDE;
        float[] columns = new float[FREQUENCIES * side]; // [v, x]
        for (int v = 0; v < FREQUENCIES; v++) {
            for (int y = 0; y < side; y++) {
                float weight = Basis.COSINE[v][y];
                for (int x = 0; x < side; x++) {
                    columns[v * side + x] += weight * face[y * side + x];
                }
            }
        }
        float[] low = new float[COEFFICIENTS];
        for (int uv = 1; uv <= COEFFICIENTS; uv++) {
            float[] cosine = Basis.COSINE[uv % FREQUENCIES];
            float sum = 0;
            for (int x = 0; x < side; x++) {
                sum += cosine[x] * columns[uv / FREQUENCIES * side + x];
            }
            low[uv - 1] = sum;
        }
        return low;
    }

    /** The orthonormal DCT-II vectors of length 48. */
    private static final class Basis {
        static final float[][] COSINE = cosine();

        private static float[][] cosine() {
            float[][] basis = new float[FREQUENCIES][FaceSet.SIDE];
            for (int u = 0; u < FREQUENCIES; u++) {
                double scale = Math.sqrt((u == 0 ? 1.0 : 2.0) / FaceSet.SIDE);
                for (int x = 0; x < FaceSet.SIDE; x++) {
                    basis[u][x] = (float) (scale * Math.cos(Math.PI * u * (2 * x + 1) / (2.0 * FaceSet.SIDE)));
                }
            }
            return basis;
        }
    }
}
