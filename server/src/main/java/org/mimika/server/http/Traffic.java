package org.mimika.server.http;

import java.time.Duration;

/**
 * How much may be under way at once. Each request that moves data holds a thread and memory until it is over.
 *
 * @param bodies how many requests with a body are worked on at once; further ones are refused; likewise,
 *     apart from them, of those that log in, a quarter of them from one address
 * @param pictures how many requests that bring pictures are worked on at once; each may fill the largest body
 * @param downloads how many tables are made and sent at once; further ones likewise
 * @param patience how long a client may say or take nothing in the middle of a request
 * @param bytesPerSecond the least, on average, that a body must come with once the patience is over
 */
public record Traffic(int bodies, int pictures, int downloads, Duration patience, int bytesPerSecond) {
    /** 32 bodies, 8 with pictures, 4 tables, 10 seconds, 1 KB a second. */
    public static final Traffic DEFAULTS = new Traffic(32, 8, 4, Duration.ofSeconds(10), 1 << 10);

    /** Validates. */
    public Traffic {
        if (bodies < 1 || pictures < 1 || downloads < 1 || patience.toSeconds() < 1 || bytesPerSecond < 1) {
            throw new IllegalArgumentException("traffic: bodies=" + bodies + " pictures=" + pictures + " downloads="
                    + downloads + " patience=" + patience + " bytesPerSecond=" + bytesPerSecond);
        }
    }

    /** How many logins from one address are worked on at once. */
    int loginsEach() {
        return Math.max(1, bodies / 4);
    }
}
