package org.mimika.learn.chart;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The sheet that charts are drawn on. What is drawn has a style class besides its plain attributes, by which a page may
 * colour it anew for the night; the attributes alone make a file for light paper. Not thread-safe.
 */
final class Canvas {
    /** The size of ordinary text. */
    static final double TEXT = 13;

    /** The size of the marks along axes and of small print. */
    static final double SMALL = 12;

    private static final String FONTS = "'DejaVu Sans', Verdana, 'Segoe UI', 'Noto Sans', Arial, sans-serif";

    private final String id;
    private final String title;
    private final String description;
    private final Markup body = new Markup();
    private final Map<String, Look> hatched = new TreeMap<>();

    Canvas(String id, String title, String description) {
        this.id = id;
        this.title = title;
        this.description = description;
    }

    /** Colours that are no series'. */
    enum Tone {
        INK("#1b2026"),
        MUTED("#505a64"),
        RULE("#8a949e"),
        GRID("#dfe3e8"),
        PAPER("#ffffff");

        private final String colour;

        Tone(String colour) {
            this.colour = colour;
        }

        private String style() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Which point of a text lies where it is put. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    /**
     * How text looks.
     *
     * @param size of its letters
     * @param bold whether it stands out
     * @param tone its colour
     * @param anchor which of its points is put
     */
    record Type(double size, boolean bold, Tone tone, Anchor anchor) {
        static Type plain(Anchor anchor) {
            return new Type(TEXT, false, Tone.INK, anchor);
        }

        static Type small(Anchor anchor) {
            return new Type(SMALL, false, Tone.MUTED, anchor);
        }
    }

    void text(double x, double y, String text, Type type) {
        if (!text.isEmpty()) {
            body.leaf(
                    "text",
                    text,
                    "x",
                    x,
                    "y",
                    y,
                    "font-size",
                    type.size(),
                    "font-weight",
                    type.bold() ? "bold" : null,
                    "text-anchor",
                    type.anchor() == Anchor.START ? null : type.anchor().name().toLowerCase(Locale.ROOT),
                    "fill",
                    type.tone().colour,
                    "class",
                    "t-" + type.tone().style());
        }
    }

    /** Text that rises to the right from its start, for columns narrower than their headings. */
    void risingText(double x, double y, String text, double size, double degrees) {
        body.leaf(
                "text",
                text,
                "transform",
                "translate(" + Markup.number(x) + " " + Markup.number(y) + ") rotate(" + Markup.number(-degrees) + ")",
                "font-size",
                size,
                "fill",
                Tone.INK.colour,
                "class",
                "t-ink");
    }

    void line(double x1, double y1, double x2, double y2, Tone tone) {
        line(x1, y1, x2, y2, tone, null);
    }

    void line(double x1, double y1, double x2, double y2, Tone tone, String dash) {
        body.empty(
                "line",
                "x1",
                x1,
                "y1",
                y1,
                "x2",
                x2,
                "y2",
                y2,
                "stroke",
                tone.colour,
                "stroke-width",
                tone == Tone.GRID ? 1.0 : 1.2,
                "stroke-dasharray",
                dash,
                "class",
                "l-" + tone.style());
    }

    /** A line through points in the look of a series. */
    void path(String data, Look look, double width, boolean dashed) {
        body.empty(
                "path",
                "d",
                data,
                "fill",
                "none",
                "stroke",
                look.colour(),
                "stroke-width",
                width,
                "stroke-linejoin",
                "round",
                "stroke-dasharray",
                dashed ? look.dash() : null,
                "class",
                "k" + look.index());
    }

    /** A step or frontier, in no series' look. */
    void path(String data, Tone tone, String dash) {
        body.empty(
                "path",
                "d",
                data,
                "fill",
                "none",
                "stroke",
                tone.colour,
                "stroke-width",
                1.4,
                "stroke-dasharray",
                dash,
                "class",
                "l-" + tone.style());
    }

    /** A bar in the look of a series; hollow for what was not measured here. */
    void bar(double x, double y, double width, double height, Look look, boolean hollow) {
        boolean plain = hollow || look.hatch() == Look.Hatch.SOLID;
        if (!plain) {
            hatched.put(hatchId(look), look);
        }
        body.empty(
                "rect",
                "x",
                x,
                "y",
                y,
                "width",
                Math.max(0.5, width),
                "height",
                height,
                "fill",
                hollow ? Tone.PAPER.colour : plain ? look.colour() : "url(#" + hatchId(look) + ")",
                "stroke",
                look.colour(),
                "stroke-width",
                1.4,
                "stroke-dasharray",
                hollow ? "4 3" : null,
                "class",
                "k" + look.index() + (hollow ? " f-paper" : plain ? " f" + look.index() : ""));
    }

    /** Takes the grid away where text is to stand. */
    void cell(double x, double y, double width, double height) {
        body.empty(
                "rect",
                "x",
                x,
                "y",
                y,
                "width",
                width,
                "height",
                height,
                "fill",
                Tone.PAPER.colour,
                "class",
                "f-sheet");
    }

    /** A rectangle of any colour, which stays what it is by night: a cell of a matrix. */
    void cell(double x, double y, double width, double height, String colour) {
        body.empty("rect", "x", x, "y", y, "width", width, "height", height, "fill", colour);
    }

    /** Text on a cell: its colour stays too. */
    void onCell(double x, double y, String text, double size, String colour) {
        body.leaf("text", text, "x", x, "y", y, "font-size", size, "text-anchor", "middle", "fill", colour);
    }

    /** A point of a series; hollow for what was not measured here. */
    void marker(double x, double y, Look look, boolean hollow) {
        boolean drawn = look.marker() == Look.Marker.CROSS;
        body.empty(
                "path",
                "d",
                shape(x, y, look.marker()),
                "fill",
                drawn ? "none" : hollow ? Tone.PAPER.colour : look.colour(),
                "stroke",
                hollow || drawn ? look.colour() : Tone.PAPER.colour,
                "stroke-width",
                hollow ? 1.6 : drawn ? 2.2 : 0.8,
                "class",
                (drawn ? "" : hollow ? "f-paper " : "f" + look.index() + " ")
                        + (hollow || drawn ? "k" + look.index() : "l-paper"));
    }

    private static String shape(double x, double y, Look.Marker marker) {
        return switch (marker) {
            case CIRCLE -> join("M", x - 5, y, "a 5 5 0 1 0 10 0 a 5 5 0 1 0 -10 0 Z");
            case SQUARE -> join("M", x - 4.5, y - 4.5, "h 9 v 9 h -9 Z");
            case TRIANGLE -> join("M", x, y - 5.8, "l 5.4 9.6 h -10.8 Z");
            case DIAMOND -> join("M", x, y - 6, "l 6 6 l -6 6 l -6 -6 Z");
            case CROSS -> join("M", x - 4.5, y - 4.5, "l 9 9 m 0 -9 l -9 9");
            case WEDGE -> join("M", x, y + 5.8, "l 5.4 -9.6 h -10.8 Z");
        };
    }

    private static String join(String command, double x, double y, String rest) {
        return command + " " + Markup.number(x) + " " + Markup.number(y) + " " + rest;
    }

    /** What was drawn, on a sheet no smaller than this. */
    Chart chart(double leastWidth, double leastHeight) {
        // Whole units, so that a picture of it has no half-covered pixels at its edge.
        double width = Math.ceil(leastWidth);
        double height = Math.ceil(leastHeight);
        Markup svg = new Markup()
                .open(
                        "svg",
                        "xmlns",
                        "http://www.w3.org/2000/svg",
                        "viewBox",
                        "0 0 " + Markup.number(width) + " " + Markup.number(height),
                        "width",
                        width,
                        "height",
                        height,
                        "role",
                        "img",
                        "aria-labelledby",
                        id + "-t " + id + "-d",
                        "font-family",
                        FONTS);
        svg.leaf("title", title, "id", id + "-t").leaf("desc", description, "id", id + "-d");
        if (!hatched.isEmpty()) {
            svg.open("defs");
            hatched.values().forEach(look -> pattern(svg, look));
            svg.close();
        }
        svg.empty("rect", "width", width, "height", height, "fill", Tone.PAPER.colour, "class", "f-sheet");
        svg.add(body.toString()).close();
        return new Chart(id, title, description, width, height, svg.toString());
    }

    private String hatchId(Look look) {
        return id + "-h" + look.index() + look.hatch().name().charAt(0);
    }

    private void pattern(Markup svg, Look look) {
        svg.open("pattern", "id", hatchId(look), "width", 8.0, "height", 8.0, "patternUnits", "userSpaceOnUse");
        svg.empty(
                "rect",
                "width",
                8.0,
                "height",
                8.0,
                "fill",
                look.colour(),
                "fill-opacity",
                0.28,
                "class",
                "f" + look.index());
        String lines =
                switch (look.hatch()) {
                    case RISING -> "M -2 6 L 6 -2 M 2 10 L 10 2";
                    case FALLING -> "M -2 2 L 6 10 M 2 -2 L 10 6";
                    case LEVEL -> "M 0 4 H 8";
                    case UPRIGHT -> "M 4 0 V 8";
                    case DOTS -> "M 2 0.6 V 3.4 M 6 4.6 V 7.4";
                    case SOLID -> "M 0 0";
                };
        svg.empty(
                "path",
                "d",
                lines,
                "stroke",
                look.colour(),
                "stroke-width",
                look.hatch() == Look.Hatch.DOTS ? 2.8 : 2.2,
                "fill",
                "none",
                "class",
                "k" + look.index());
        svg.close();
    }
}
