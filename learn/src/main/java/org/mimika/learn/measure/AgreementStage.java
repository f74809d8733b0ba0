package org.mimika.learn.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.mimika.core.Emotion;
import org.mimika.core.Sha256;
import org.mimika.learn.compare.Agreement;
import org.mimika.learn.compare.Agreement.Answer;
import org.mimika.learn.compare.Agreement.Disagreement;
import org.mimika.learn.compare.Agreement.HeatMap;
import org.mimika.learn.compare.Picture;
import org.mimika.learn.data.FaceSet;
import org.mimika.learn.data.FaceView;
import org.mimika.learn.eval.Predictions;

/** Finds the faces that the models disagree about, and has each model's answer explained. */
record AgreementStage(List<Subject> subjects, FaceView faces, Comparison.Kit kit, int shown) {
    /** What is kept of a model's explanations: for each shown face, its maps. */
    record Maps(List<List<HeatMap>> byFace) {}

    /**
     * Finds and explains.
     *
     * @param excluded faces that are not shown
     */
    Agreement agreement(Map<String, Predictions> answers, Function<Subject, Float> temperatures, boolean[] excluded) {
        Disagreements found = new Disagreements(
                faces,
                subjects.stream().map(s -> answers.get(s.name())).toList(),
                subjects.stream().map(temperatures).toList());
        List<Integer> most = found.most(shown, excluded);
        List<List<List<HeatMap>>> maps = new ArrayList<>(); // by model, then by face
        for (int model = 0; model < subjects.size(); model++) {
            maps.add(maps(found, model, most));
            kit.stages().progress("explanations", model + 1, subjects.size());
        }
        List<Disagreement> disagreements = new ArrayList<>();
        for (int at = 0; at < most.size(); at++) {
            List<Answer> said = new ArrayList<>();
            for (int model = 0; model < subjects.size(); model++) {
                said.add(new Answer(
                        subjects.get(model).name(),
                        found.answer(model, most.get(at)).label(),
                        found.probabilities(model, most.get(at)),
                        maps.get(model).get(at)));
            }
            disagreements.add(disagreement(found, most.get(at), said));
        }
        return found.count(disagreements);
    }

    private Disagreement disagreement(Disagreements found, int face, List<Answer> said) {
        return new Disagreement(
                faces.row(face),
                faces.origin(face),
                Emotion.fromIndex(faces.label(face)).label(),
                new Picture(FaceSet.SIDE, FaceSet.SIDE, pixels(face)),
                found.divergence(face),
                said);
    }

    private List<List<HeatMap>> maps(Disagreements found, int model, List<Integer> most) {
        Subject subject = subjects.get(model);
        StringBuilder depends =
                new StringBuilder(subject.sha256() + kit.explainers().version());
        most.forEach(face -> depends.append('\n').append(Sha256.of(pixels(face))));
        return kit.parts()
                .get("maps-" + subject.name(), depends.toString(), Maps.class, () -> {
                    List<List<HeatMap>> maps = new ArrayList<>();
                    Optional<Explainers.Explainer> opened = kit.explainers().open(subject);
                    if (opened.isEmpty()) {
                        most.forEach(face -> maps.add(List.of()));
                        return new Maps(maps);
                    }
                    try (Explainers.Explainer explainer = opened.get()) {
                        most.forEach(face -> maps.add(explainer.explain(pixels(face), found.answer(model, face))));
                    }
                    return new Maps(maps);
                })
                .byFace();
    }

    private byte[] pixels(int face) {
        byte[] pixels = new byte[FaceSet.PIXELS];
        faces.copyPixels(face, pixels, 0);
        return pixels;
    }
}
