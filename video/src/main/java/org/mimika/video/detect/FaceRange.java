package org.mimika.video.detect;

import java.util.Locale;
import org.mimika.core.MimikaException;

/** How far from the camera faces are looked for. */
public enum FaceRange {
    /** Within about two metres: the fastest. */
    NEAR,
    /** Within about five metres: smaller faces, at several times the time. */
    FAR,
    /** Both, each as often as it finds what the other does not. */
    AUTO;

    /** The lower-case name: {@code "auto"}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The range with this label.
     *
     * @throws MimikaException if there is none
     */
    public static FaceRange fromLabel(String label) {
        for (FaceRange range : values()) {
            if (range.label().equalsIgnoreCase(label.strip())) {
                return range;
            }
        }
        throw new MimikaException("unknown face range '" + label + "': expected near, far or auto");
    }
}
