package org.mimika.bench.live;

import java.util.List;
import java.util.Locale;
import org.mimika.cli.Json;

/**
 * How steady a clip's faces are shown.
 *
 * @param clip the video
 * @param noise the deviation in grey levels that was added to each pixel
 * @param faceMinutes how long faces were seen, summed over the faces
 * @param identities how many there were
 * @param rawChanges changes a minute of the likeliest emotion of each frame on its own
 * @param shownChanges changes a minute of the emotion shown, smoothed
 * @param gaps what hiding all faces for a while did to identities
 */
record SteadyReport(
        String clip,
        double noise,
        double faceMinutes,
        int identities,
        double rawChanges,
        double shownChanges,
        List<Gaps> gaps) {
    /**
     * Gaps of one length.
     *
     * @param millis how long no face was found
     * @param tried at how many places in the clip, times the faces there
     * @param kept how many of these faces came back under their number
     */
    record Gaps(long millis, int tried, int kept) {}

    String json() {
        return Json.text(this);
    }

    String text() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%s, noise %.0f: %d identities, seen for %.2f min%nchanges of the emotion a minute: %.1f frame by frame, %.1f shown%n",
                clip,
                noise,
                identities,
                faceMinutes,
                rawChanges,
                shownChanges));
        for (Gaps gap : gaps) {
            text.append(
                    String.format("gaps of %d ms: %d of %d identities kept%n", gap.millis(), gap.kept(), gap.tried()));
        }
        return text.toString();
    }
}
