package org.mimika.learn.chart;

/**
 * What a series is called and how it looks.
 *
 * @param label its name
 * @param look its look
 */
public record Series(String label, Look look) {
    Legend.Entry entry(boolean line) {
        return new Legend.Entry(label, look, false, line);
    }
}
