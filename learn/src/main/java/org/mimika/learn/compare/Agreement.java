package org.mimika.learn.compare;

import java.util.List;

/**
 * Where the models agree and where they do not.
 *
 * @param n faces
 * @param allRight faces that every model recognises
 * @param someRight faces that some models recognise and others do not
 * @param noneRight faces that no model recognises
 * @param sameAnswer faces on which all models answer alike, rightly or not
 * @param faces those that the models disagree about most, most first; none with a single model
 */
public record Agreement(int n, int allRight, int someRight, int noneRight, int sameAnswer, List<Disagreement> faces) {
    /** Validates and copies. */
    public Agreement {
        Checks.require(
                allRight + someRight + noneRight == n, "faces", allRight + someRight + noneRight, "a sum of " + n);
        faces = List.copyOf(faces);
    }

    /**
     * A face that the models disagree about.
     *
     * @param row in the whole data set, from 0
     * @param origin where it was read from, for people
     * @param label the emotion it is labelled with
     * @param picture its pixels
     * @param divergence Jensen-Shannon divergence of the models' calibrated probabilities, in bits; at most the
     *     logarithm of the number of models
     * @param answers one a model, in the report's order
     */
    public record Disagreement(
            int row, String origin, String label, Picture picture, double divergence, List<Answer> answers) {
        /** Validates and copies. */
        public Disagreement {
            Checks.notNegative("divergence", divergence);
            answers = List.copyOf(answers);
        }
    }

    /**
     * What a model says of a face.
     *
     * @param model its {@link ModelFacts#name}
     * @param emotion the label of the most probable class
     * @param probabilities calibrated, in label order
     * @param heatMaps where it looked; empty where the model cannot tell
     */
    public record Answer(String model, String emotion, List<Double> probabilities, List<HeatMap> heatMaps) {
        /** Validates and copies. */
        public Answer {
            probabilities = List.copyOf(probabilities);
            heatMaps = List.copyOf(heatMaps);
        }
    }

    /**
     * How much each part of a face mattered to an answer.
     *
     * @param method how that was found, such as {@code attention rollout} or {@code Grad-CAM}
     * @param map over the whole face, 255 where it mattered most; of the method's own resolution
     */
    public record HeatMap(String method, Picture map) {
        /** Validates. */
        public HeatMap {
            Checks.line("method", method);
        }
    }
}
