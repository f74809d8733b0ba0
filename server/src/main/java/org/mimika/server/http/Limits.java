package org.mimika.server.http;

import java.util.Objects;

/**
 * What clients may take of the server.
 *
 * @param sources how many may play at once
 * @param sockets how many WebSockets may be open at once
 * @param bodyBytes the largest request
 * @param pixels the largest picture in a request
 * @param frameBytes the largest JPEG of a browser's camera
 * @param framePixels its largest picture
 * @param historyRows how much of each source is remembered: a row a frame, and one for each of its faces
 * @param rules how many rules there may be
 * @param traffic what may be under way at once
 */
public record Limits(
        int sources,
        int sockets,
        int bodyBytes,
        long pixels,
        int frameBytes,
        long framePixels,
        int historyRows,
        int rules,
        Traffic traffic) {
    /** 8 sources, 64 sockets, requests of 32 MB, pictures of 25 megapixels, frames of 1 MB and 2 megapixels, half an hour of history of one face at 25 frames a second, 100 rules. */
    public static final Limits DEFAULTS =
            new Limits(8, 64, 32 << 20, 25_000_000, 1 << 20, 2_100_000, 90_000, 100, Traffic.DEFAULTS);

    /** Validates. */
    public Limits {
        Objects.requireNonNull(traffic, "traffic");
        if (sources < 1
                || sockets < 1
                || bodyBytes < 1
                || pixels < 1
                || frameBytes < 1
                || framePixels < 1
                || historyRows < 1
                || rules < 0) {
            throw new IllegalArgumentException("limits: sources=" + sources + " sockets=" + sockets + " bodyBytes="
                    + bodyBytes + " pixels=" + pixels + " frameBytes=" + frameBytes + " framePixels=" + framePixels
                    + " historyRows=" + historyRows + " rules=" + rules);
        }
    }

    /** The same with another length of the history. */
    public Limits withHistoryRows(int frames) {
        return new Limits(sources, sockets, bodyBytes, pixels, frameBytes, framePixels, frames, rules, traffic);
    }

    /** The same with other traffic. */
    public Limits withTraffic(Traffic other) {
        return new Limits(sources, sockets, bodyBytes, pixels, frameBytes, framePixels, historyRows, rules, other);
    }
}
