package org.mimika.core;

import java.util.List;
import java.util.Locale;

/**
 * The seven classes of FER2013, in the order of its labels; {@link #ordinal()} is the label and the index of the
 * class in every logits and scores array.
 *
 * <p>Source: Goodfellow et al., "Challenges in Representation Learning", 2013.
 */
public enum Emotion {
    ANGRY,
    DISGUST,
    FEAR,
    HAPPY,
    SAD,
    SURPRISE,
    NEUTRAL;

    /** The number of classes. */
    public static final int COUNT = values().length;

    private static final List<Emotion> ALL = List.of(values());

    /** All emotions in label order. */
    public static List<Emotion> all() {
        return ALL;
    }

    /** The lower-case English name, as it stands in files: {@code "angry"}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The emotion with this label, ignoring case and surrounding blanks.
     *
     * @throws MimikaException if there is none; the message lists the known labels
     */
    public static Emotion fromLabel(String label) {
        for (Emotion emotion : ALL) {
            if (emotion.label().equalsIgnoreCase(label.strip())) {
                return emotion;
            }
        }
        throw new MimikaException("unknown emotion '" + label + "': expected one of " + labels());
    }

    /**
     * The emotion with this FER2013 label number.
     *
     * @throws MimikaException if {@code index} is outside 0 to 6
     */
    public static Emotion fromIndex(int index) {
        if (index < 0 || index >= COUNT) {
            throw new MimikaException(
                    "unknown emotion number " + index + ": expected 0 to " + (COUNT - 1) + " (" + labels() + ")");
        }
        return ALL.get(index);
    }

    private static String labels() {
        return String.join(", ", ALL.stream().map(Emotion::label).toList());
    }
}
