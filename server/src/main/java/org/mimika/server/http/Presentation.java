package org.mimika.server.http;

import java.util.Objects;
import org.mimika.server.live.Veil;

/**
 * What leaves the server of what it sees.
 *
 * @param aggregateOnly nothing of single people: how many there are and their mean scores alone; no pictures
 * @param veil the least that pictures hide; clients may ask for another veil, but not for none where this is one
 * @param uncertainBelow an emotion shown with less confidence than this counts as uncertain, 0 to 1
 */
public record Presentation(boolean aggregateOnly, Veil veil, float uncertainBelow) {
    /** Everything; uncertain below 0.45. */
    public static final Presentation DEFAULTS = new Presentation(false, Veil.NONE, 0.45f);

    /** Validates. */
    public Presentation {
        Objects.requireNonNull(veil, "veil");
        if (!(uncertainBelow >= 0 && uncertainBelow <= 1)) {
            throw new IllegalArgumentException("uncertainBelow=" + uncertainBelow);
        }
    }
}
