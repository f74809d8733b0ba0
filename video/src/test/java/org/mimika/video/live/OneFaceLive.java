package org.mimika.video.live;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import org.mimika.core.Emotion;
import org.mimika.video.Analysis;
import org.mimika.video.OneFace;
import org.mimika.video.SourceInfo;

/** An analysis that sees one face in every frame, and counts how often it had to begin anew. */
final class OneFaceLive implements LiveAnalyses {
    final AtomicInteger resets = new AtomicInteger();
    private final LongConsumer inDetector;

    /** The hook gets a frame's index in the detector, and may throw or wait. */
    OneFaceLive(LongConsumer inDetector) {
        this.inDetector = inDetector;
    }

    OneFaceLive() {
        this(index -> {});
    }

    @Override
    public Analysis analysis(SourceInfo source) {
        OneFace.Tracker tracker = new OneFace.Tracker() {
            @Override
            public void reset() {
                resets.incrementAndGet();
            }
        };
        return new Analysis(
                OneFace.detector(inDetector),
                tracker,
                OneFace.always(Emotion.NEUTRAL),
                OneFace.unsmoothed(index -> {}));
    }
}
