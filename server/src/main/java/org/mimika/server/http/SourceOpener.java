package org.mimika.server.http;

import java.util.Optional;
import org.mimika.server.live.LiveSource;
import org.mimika.video.live.LiveOptions.Pace;

/** Turns what a client names into a source that it may have. Thread-safe. */
public interface SourceOpener {
    /**
     * A source to be added.
     *
     * @param input {@code demo}, {@code camera:N}, an address or a path
     * @param name what to call it; as the input where empty
     * @param model the model's name; the default one where empty
     * @param pace how fast a recording goes
     * @param loop whether a file begins again at its end
     * @throws org.mimika.core.MimikaException if it may not be had; the message says what to do
     */
    LiveSource.Order order(String input, Optional<String> name, Optional<String> model, Pace pace, boolean loop);

    /** Whether {@code demo} can be named. */
    boolean hasDemo();

    /** Whether some paths can be named. */
    boolean hasFiles();
}
