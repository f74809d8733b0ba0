package org.mimika.server.live;

import java.util.Locale;

/** What the pictures that leave the server hide. */
public enum Veil {
    /** Nothing. */
    NONE,
    /** The faces. */
    FACES,
    /** All but the faces. */
    BACKGROUND;

    /** The name in JSON. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
