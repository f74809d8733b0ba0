package org.mimika.learn.chart;

/**
 * A drawn chart.
 *
 * @param id its file's name without ending; letters, digits and hyphens
 * @param title what it shows
 * @param description the same for who cannot see it, with the figures that matter
 * @param width in units of the drawing
 * @param height in units of the drawing
 * @param svg the whole {@code svg} element, without fonts or references to anything outside it
 */
public record Chart(String id, String title, String description, double width, double height, String svg) {
    /** Validates. */
    public Chart {
        if (!id.matches("[a-z0-9-]+")) {
            throw new IllegalArgumentException("a chart's id '" + id + "': expected small letters, digits and hyphens");
        }
    }

    /** The text of an SVG file. */
    public String file() {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + svg + "\n";
    }
}
