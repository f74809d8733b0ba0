package org.mimika.cli;

import java.util.Locale;
import org.mimika.core.MimikaException;
import org.mimika.learn.data.FaceSet;
import org.mimika.learn.data.FaceView;
import org.mimika.learn.data.Split;

/** What {@code --split} takes. */
enum SplitChoice {
    TRAINING("Training"),
    PUBLIC("PublicTest"),
    PRIVATE("PrivateTest"),
    ALL("all");

    private final String title;

    SplitChoice(String title) {
        this.title = title;
    }

    /** The split's name in reports. */
    String title() {
        return title;
    }

    /**
     * The faces of this choice.
     *
     * @throws MimikaException if there are none
     */
    FaceView of(FaceSet faces) {
        if (this != ALL) {
            return faces.require(Split.fromUsage(title));
        }
        if (faces.size() == 0) {
            throw new MimikaException("the data has no faces");
        }
        return faces.all();
    }

    /** As it is typed and as help shows it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
