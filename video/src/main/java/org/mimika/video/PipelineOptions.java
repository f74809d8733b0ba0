package org.mimika.video;

/**
 * How the pipeline works.
 *
 * @param detectEvery the detector looks at every k-th frame, the tracker follows in between; 1 to 1000
 * @param queueFrames how many frames may wait between two stages, 1 to 1024; of a live source it is always one
 * @param queueBytes how much memory the frames that wait between two stages may take, roughly; at least one frame
 *     always may
 */
public record PipelineOptions(int detectEvery, int queueFrames, long queueBytes) {
    /** Detection on every frame, up to 8 frames or 32 MiB between two stages. */
    public static final PipelineOptions DEFAULTS = new PipelineOptions(1, 8, 32L << 20);

    /** Validates. */
    public PipelineOptions {
        if (detectEvery < 1 || detectEvery > 1000 || queueFrames < 1 || queueFrames > 1024 || queueBytes < 1) {
            throw new IllegalArgumentException(
                    "detectEvery=" + detectEvery + " queueFrames=" + queueFrames + " queueBytes=" + queueBytes);
        }
    }

    /** The same with another interval of detection. */
    public PipelineOptions withDetectEvery(int frames) {
        return new PipelineOptions(frames, queueFrames, queueBytes);
    }

    /** How many frames of this source may wait between two stages. */
    int capacity(SourceInfo source) {
        // Two bytes a pixel lie between 4:2:0 video (1.5) and RGB pictures (3 to 4).
        long frame = 2L * source.width() * source.height();
        return (int) Math.max(1, Math.min(queueFrames, queueBytes / frame));
    }
}
