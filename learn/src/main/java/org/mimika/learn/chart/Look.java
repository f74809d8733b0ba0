package org.mimika.learn.chart;

import java.util.List;

/**
 * How a series is told from the others: by colour, and without it.
 *
 * @param index of its colour, 0 to {@link #COUNT} - 1; also the number in its style classes, {@code f0} for filled, {@code k0} for drawn
 * @param colour on white
 * @param nightColour on dark
 * @param marker of its points
 * @param dash of its lines, as in SVG; null for a solid line
 * @param hatch of its bars
 */
public record Look(int index, String colour, String nightColour, Marker marker, String dash, Hatch hatch) {
    /** Shapes of points. */
    public enum Marker {
        CIRCLE,
        SQUARE,
        TRIANGLE,
        DIAMOND,
        CROSS,
        WEDGE
    }

    /** Patterns of bars. */
    public enum Hatch {
        SOLID,
        RISING,
        FALLING,
        DOTS,
        LEVEL,
        UPRIGHT
    }

    private static final List<Look> ALL = List.of(
            new Look(0, "#c26a00", "#f0a04b", Marker.SQUARE, "7 3", Hatch.RISING),
            new Look(1, "#2468bd", "#7fb2f5", Marker.TRIANGLE, "2.5 2.5", Hatch.DOTS),
            new Look(2, "#00493f", "#4fd1b5", Marker.CIRCLE, null, Hatch.SOLID),
            new Look(3, "#8e3a9d", "#d59be0", Marker.DIAMOND, "9 3 2 3", Hatch.FALLING),
            new Look(4, "#8a7400", "#d8c25a", Marker.CROSS, "4 2", Hatch.LEVEL),
            new Look(5, "#b3243c", "#f28a9a", Marker.WEDGE, "12 4", Hatch.UPRIGHT));

    /** How many colours there are. */
    public static final int COUNT = ALL.size();

    /**
     * The look of this number. From {@link #COUNT} on colours begin again, each with other markers, dashes and hatches:
     * the first COUNT x COUNT differ.
     */
    public static Look of(int number) {
        Look own = ALL.get(number % COUNT);
        Look other = ALL.get((number + number / COUNT) % COUNT);
        return new Look(own.index, own.colour, own.nightColour, other.marker, other.dash, other.hatch);
    }

    /** One of each colour. */
    public static List<Look> all() {
        return ALL;
    }
}
