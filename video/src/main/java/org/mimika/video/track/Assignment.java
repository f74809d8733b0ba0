package org.mimika.video.track;

import java.util.Arrays;

/**
 * The cheapest one-to-one matching of rows to columns (the Hungarian method with potentials, O(n³); Kuhn, "The
 * Hungarian Method for the Assignment Problem", 1955; Jonker and Volgenant, 1987).
 */
final class Assignment {
    private Assignment() {}

    /**
     * Matches rows to columns so that the sum of costs is least.
     *
     * @param costs {@code [rows][columns]}, finite
     * @return for each row its column, or -1 where columns are fewer than rows and the row went without
     */
    static int[] solve(double[][] costs) {
        int rows = costs.length;
        int columns = rows == 0 ? 0 : costs[0].length;
        if (rows <= columns) {
            return solveWide(costs, rows, columns);
        }
        double[][] turned = new double[columns][rows];
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                turned[c][r] = costs[r][c];
            }
        }
        int[] rowOfColumn = solveWide(turned, columns, rows);
        int[] result = new int[rows];
        Arrays.fill(result, -1);
        for (int c = 0; c < columns; c++) {
            result[rowOfColumn[c]] = c;
        }
        return result;
    }

    /** One augmenting path per row; index 0 of the potentials and of {@code rowOf} stands for "not matched yet". */
    private static int[] solveWide(double[][] costs, int rows, int columns) {
        double[] rowPotential = new double[rows + 1];
        double[] columnPotential = new double[columns + 1];
        int[] rowOf = new int[columns + 1];
        for (int row = 1; row <= rows; row++) {
            augment(costs, row, rowOf, rowPotential, columnPotential);
        }
        int[] result = new int[rows];
        for (int c = 1; c <= columns; c++) {
            if (rowOf[c] > 0) {
                result[rowOf[c] - 1] = c - 1;
            }
        }
        return result;
    }

    private static void augment(double[][] costs, int row, int[] rowOf, double[] rowPotential, double[] colPotential) {
        int columns = rowOf.length - 1;
        double[] slack = new double[columns + 1];
        Arrays.fill(slack, Double.POSITIVE_INFINITY);
        boolean[] reached = new boolean[columns + 1];
        int[] before = new int[columns + 1];
        rowOf[0] = row;
        int column = 0;
        do {
            reached[column] = true;
            int from = rowOf[column];
            double step = Double.POSITIVE_INFINITY;
            int next = 0;
            for (int c = 1; c <= columns; c++) {
                if (!reached[c]) {
                    double reduced = costs[from - 1][c - 1] - rowPotential[from] - colPotential[c];
                    if (reduced < slack[c]) {
                        slack[c] = reduced;
                        before[c] = column;
                    }
                    if (slack[c] < step) {
                        step = slack[c];
                        next = c;
                    }
                }
            }
            for (int c = 0; c <= columns; c++) {
                if (reached[c]) {
                    rowPotential[rowOf[c]] += step;
                    colPotential[c] -= step;
                } else {
                    slack[c] -= step;
                }
            }
            column = next;
        } while (rowOf[column] != 0);
        while (column != 0) {
            rowOf[column] = rowOf[before[column]];
            column = before[column];
        }
    }
}
