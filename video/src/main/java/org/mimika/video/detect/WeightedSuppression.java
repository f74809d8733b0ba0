package org.mimika.video.detect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Non-maximum suppression that blends instead of discarding: the best candidate and all that overlap it become one
 * face, whose corners and key points are their means weighted by score. Next to keeping the best alone, boxes jitter
 * less from frame to frame. Source: section 3.3 of the BlazeFace paper.
 */
final class WeightedSuppression {
    private WeightedSuppression() {}

    /**
     * The faces behind these candidates, best first. A face keeps the score of its best candidate.
     *
     * @param candidates in any order; left unchanged
     * @param minIou candidates whose boxes overlap the best one's by more than this are the same face, 0 to 1
     */
    static List<Candidate> apply(List<Candidate> candidates, float minIou) {
        List<Candidate> remaining = new ArrayList<>(candidates);
        remaining.sort(Comparator.comparingDouble(Candidate::score).reversed());
        List<Candidate> faces = new ArrayList<>();
        while (!remaining.isEmpty()) {
            Candidate best = remaining.get(0);
            List<Candidate> same = new ArrayList<>();
            List<Candidate> others = new ArrayList<>();
            for (Candidate candidate : remaining) {
                boolean overlaps = candidate == best || candidate.iou(best) > minIou;
                (overlaps ? same : others).add(candidate);
            }
            faces.add(blend(best.score(), same));
            remaining = others;
        }
        return faces;
    }

    private static Candidate blend(float score, List<Candidate> same) {
        double[] sums = new double[Candidate.SIZE];
        double weight = 0;
        for (Candidate candidate : same) {
            weight += candidate.score();
            for (int i = 0; i < sums.length; i++) {
                sums[i] += (double) candidate.score() * candidate.values()[i];
            }
        }
        float[] values = new float[sums.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (sums[i] / weight);
        }
        return new Candidate(score, values);
    }
}
