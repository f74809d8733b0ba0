package org.mimika.learn.report;

import java.util.List;
import org.mimika.learn.compare.Agreement;

/** The faces that the networks disagree about. */
final class DisagreementSection {
    private DisagreementSection() {}

    static Section of(Material material) {
        Texts texts = material.texts();
        Agreement agreement = material.report().agreement();
        if (material.names().size() < 2) {
            return new Section("disagreement", texts.get("disagreement.title"), List.of());
        }
        return new Section(
                "disagreement",
                texts.get("disagreement.title"),
                List.of(
                        new Block.Paragraph(
                                texts.rich(
                                        "disagreement.intro",
                                        agreement.n(),
                                        share(material, agreement.allRight()),
                                        share(material, agreement.someRight()),
                                        share(material, agreement.noneRight()),
                                        share(material, agreement.sameAnswer())),
                                Block.Tone.PLAIN),
                        new Block.Paragraph(
                                agreement.faces().isEmpty()
                                        ? texts.rich("disagreement.none")
                                        : texts.rich(
                                                "disagreement.faces",
                                                agreement.faces().size()),
                                Block.Tone.NOTE),
                        new Block.Faces(agreement.faces().stream()
                                .map(face -> face(material, face))
                                .toList())));
    }

    private static String share(Material material, int faces) {
        Numbers numbers = material.numbers();
        int n = material.report().agreement().n();
        return numbers.count(faces) + " (" + numbers.percent(n == 0 ? Double.NaN : faces / (double) n) + ")";
    }

    private static Block.Face face(Material material, Agreement.Disagreement face) {
        Texts texts = material.texts();
        String label = material.emotion(face.label());
        return new Block.Face(
                face.picture(),
                texts.get("disagreement.alt", label, face.origin()),
                texts.get("disagreement.label", label),
                texts.get(
                        "disagreement.origin", face.origin(), material.numbers().figure(face.divergence())),
                face.answers().stream()
                        .map(answer -> answer(material, face, answer))
                        .toList());
    }

    private static Block.Answer answer(Material material, Agreement.Disagreement face, Agreement.Answer answer) {
        Texts texts = material.texts();
        double probability = answer.probabilities().stream()
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(Double.NaN);
        String title = material.title(answer.model());
        List<Block.Gaze> looks = answer.heatMaps().stream()
                .map(map ->
                        new Block.Gaze(map.map(), texts.get("disagreement.gaze", title, map.method()), map.method()))
                .toList();
        return new Block.Answer(
                title,
                texts.get(
                        "disagreement.answer",
                        material.emotion(answer.emotion()),
                        material.numbers().percent(probability, 0)),
                answer.emotion().equals(face.label()),
                looks);
    }
}
