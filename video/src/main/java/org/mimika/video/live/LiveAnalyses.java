package org.mimika.video.live;

import org.mimika.video.Analysis;
import org.mimika.video.SourceInfo;

/** Gives each session what turns its frames into results. Thread-safe. */
@FunctionalInterface
public interface LiveAnalyses {
    /**
     * An analysis for one source, whose tracker and smoother are the caller's alone. The session closes nothing of it:
     * detector and classifier are the giver's, who keeps them until the session is over.
     *
     * @throws org.mimika.core.MimikaException if it cannot be had
     */
    Analysis analysis(SourceInfo source);
}
