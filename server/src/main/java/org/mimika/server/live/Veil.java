package org.mimika.server.live;

import java.util.Locale;
import java.util.Optional;
import org.mimika.video.draw.Blur;

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

    /** What hides it, for one source; empty where nothing is hidden. */
    Optional<Blur> blur() {
        return switch (this) {
            case NONE -> Optional.empty();
            case FACES -> Optional.of(new Blur(Blur.Mode.FACES));
            case BACKGROUND -> Optional.of(new Blur(Blur.Mode.BACKGROUND));
        };
    }
}
