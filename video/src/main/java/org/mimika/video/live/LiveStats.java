package org.mimika.video.live;

/**
 * How a session does, over its last ten seconds, but for the totals.
 *
 * @param frames frames with a result since the start
 * @param dropped frames overrun by newer ones since the start
 * @param framesPerSecond results a second
 * @param dropRate dropped frames as a share of those that arrived, 0 to 1
 * @param medianMillis latency from a frame's arrival to its result, the middle one; NaN without any
 * @param p95Millis latency that 95% of the results keep; NaN without any
 */
public record LiveStats(
        long frames, long dropped, double framesPerSecond, double dropRate, double medianMillis, double p95Millis) {}
