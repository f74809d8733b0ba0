package org.mimika.examples;

import java.util.Locale;
import org.mimika.api.Mimika;
import org.mimika.video.live.Delivery;
import org.mimika.video.live.LiveOptions;
import org.mimika.video.live.LiveSession;
import org.mimika.video.live.Subscription;

/** A session with everything in one's own hands: pace, state, a queue of results, and how it does. */
public final class FollowSession {
    private FollowSession() {}

    /** {@code FollowSession INPUT}: a recording goes as fast as it can. */
    public static void main(String[] args) throws InterruptedException {
        LiveOptions options = LiveOptions.DEFAULTS.withPace(LiveOptions.Pace.FASTEST);
        try (Mimika mimika = Mimika.open();
                LiveSession session = mimika.session(
                        Mimika.input(args[0]),
                        options,
                        status -> System.out.println(status.state() + " " + status.reason()))) {
            Subscription results = session.subscribe(100);
            session.start();
            long missed = 0;
            for (Delivery next = results.take(); next != null; next = results.take()) {
                missed += next.missed();
            }
            System.out.printf(
                    Locale.ROOT,
                    "%d frames, %d missed, %.1f ms from frame to result%n",
                    session.stats().frames(),
                    missed,
                    session.stats().medianMillis());
        }
    }
}
