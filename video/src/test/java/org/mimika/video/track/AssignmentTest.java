package org.mimika.video.track;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class AssignmentTest {
    /** The least sum over all ways to give every row of a wide matrix its own column, by trying them all. */
    private static double least(double[][] costs, int row, int taken) {
        if (row == costs.length) {
            return 0;
        }
        double best = Double.POSITIVE_INFINITY;
        for (int c = 0; c < costs[0].length; c++) {
            if ((taken & 1 << c) == 0) {
                best = Math.min(best, costs[row][c] + least(costs, row + 1, taken | 1 << c));
            }
        }
        return best;
    }

    private static double[][] turned(double[][] costs) {
        double[][] turned = new double[costs[0].length][costs.length];
        for (int r = 0; r < costs.length; r++) {
            for (int c = 0; c < costs[0].length; c++) {
                turned[c][r] = costs[r][c];
            }
        }
        return turned;
    }

    @Property(tries = 300)
    void costsAsLittleAsTheBestOfAllWays(
            @ForAll @IntRange(min = 1, max = 6) int rows,
            @ForAll @IntRange(min = 1, max = 6) int columns,
            @ForAll long seed) {
        Random random = new Random(seed);
        double[][] costs = new double[rows][columns];
        for (double[] row : costs) {
            for (int c = 0; c < columns; c++) {
                row[c] = random.nextInt(5) == 0 ? 1e6 : random.nextInt(50) / 10.0 - 1;
            }
        }
        int[] columnOf = Assignment.solve(costs);
        double sum = 0;
        int matched = 0;
        boolean[] taken = new boolean[columns];
        for (int r = 0; r < rows; r++) {
            if (columnOf[r] >= 0) {
                assertTrue(!taken[columnOf[r]], "a column twice");
                taken[columnOf[r]] = true;
                sum += costs[r][columnOf[r]];
                matched++;
            }
        }
        assertEquals(Math.min(rows, columns), matched);
        assertEquals(least(rows <= columns ? costs : turned(costs), 0, 0), sum, 1e-6);
    }

    @Example
    void nothingToMatchIsNoMatch() {
        assertArrayEquals(new int[0], Assignment.solve(new double[0][0]));
        assertArrayEquals(new int[] {-1, -1}, Assignment.solve(new double[2][0]));
    }
}
