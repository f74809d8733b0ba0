package org.mimika.video;

/**
 * What a run of the pipeline did.
 *
 * @param frames frames whose results reached the sinks
 * @param faces faces in these frames
 * @param tracks different identities among them
 * @param seconds wall-clock time of the run
 * @param dropped frames that were not analysed: overrun by newer ones of a live source, or not decodable
 */
public record Summary(long frames, long faces, int tracks, double seconds, long dropped) {
    /** Frames a second over the whole run; 0 for a run without time. */
    public double fps() {
        return seconds > 0 ? frames / seconds : 0;
    }
}
