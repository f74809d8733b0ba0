package org.mimika.learn.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.mimika.core.Emotion;
import org.mimika.core.EmotionScores;
import org.mimika.core.Sha256;
import org.mimika.learn.compare.Agreement;
import org.mimika.learn.data.FaceSet;
import org.mimika.learn.data.FaceView;
import org.mimika.learn.eval.Predictions;

/**
 * Finds where models agree and where they do not. The measure of disagreement is the Jensen-Shannon divergence of their
 * calibrated probabilities (Lin, "Divergence measures based on the Shannon entropy", 1991): the entropy of their mean
 * less the mean of their entropies. Immutable.
 */
final class Disagreements {
    private final FaceView faces;
    private final List<Predictions> answers;
    private final List<float[][]> probabilities = new ArrayList<>();

    /**
     * Of these models on these faces.
     *
     * @param answers one a model
     * @param temperatures as many
     */
    Disagreements(FaceView faces, List<Predictions> answers, List<Float> temperatures) {
        this.faces = faces;
        this.answers = List.copyOf(answers);
        for (int model = 0; model < answers.size(); model++) {
            float temperature = temperatures.get(model);
            probabilities.add(Arrays.stream(answers.get(model).logits())
                    .map(logits -> EmotionScores.fromLogits(logits, temperature).probabilities())
                    .toArray(float[][]::new));
        }
    }

    /** Counts agreement; its faces are left to the caller. */
    Agreement count(List<Agreement.Disagreement> shown) {
        int all = 0;
        int none = 0;
        int same = 0;
        for (int i = 0; i < faces.size(); i++) {
            int face = i;
            long right = answers.stream().filter(a -> a.right(face)).count();
            all += right == answers.size() ? 1 : 0;
            none += right == 0 ? 1 : 0;
            same += answers.stream().mapToInt(a -> a.top(face)).distinct().count() == 1 ? 1 : 0;
        }
        return new Agreement(faces.size(), all, faces.size() - all - none, none, same, shown);
    }

    /**
     * The faces that the models disagree about most, most first: only those where their answers differ, and each
     * picture once.
     *
     * @param n how many at most
     * @param excluded faces that are left out
     */
    List<Integer> most(int n, boolean[] excluded) {
        List<Integer> ranked = IntStream.range(0, faces.size())
                .filter(i -> !excluded[i]
                        && answers.stream().mapToInt(a -> a.top(i)).distinct().count() > 1)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -divergence(i)))
                .toList();
        Set<String> seen = new HashSet<>();
        byte[] pixels = new byte[FaceSet.PIXELS];
        List<Integer> most = new ArrayList<>();
        for (int face : ranked) {
            faces.copyPixels(face, pixels, 0);
            if (most.size() < n && seen.add(Sha256.of(pixels))) {
                most.add(face);
            }
        }
        return most;
    }

    /** In bits; from 0 to the logarithm of the number of models. */
    double divergence(int face) {
        double[] mean = new double[Emotion.COUNT];
        double entropies = 0;
        for (float[][] model : probabilities) {
            double[] p = new double[Emotion.COUNT];
            for (int k = 0; k < p.length; k++) {
                p[k] = model[face][k];
                mean[k] += p[k] / probabilities.size();
            }
            entropies += entropy(p) / probabilities.size();
        }
        return Math.max(0, entropy(mean) - entropies);
    }

    private static double entropy(double[] p) {
        return -Arrays.stream(p)
                        .filter(share -> share > 0)
                        .map(share -> share * Math.log(share))
                        .sum()
                / Math.log(2);
    }

    /** A model's calibrated probabilities of a face. */
    List<Double> probabilities(int model, int face) {
        List<Double> shares = new ArrayList<>();
        for (float share : probabilities.get(model)[face]) {
            shares.add((double) share);
        }
        return shares;
    }

    /** A model's answer. */
    Emotion answer(int model, int face) {
        return Emotion.fromIndex(answers.get(model).top(face));
    }
}
