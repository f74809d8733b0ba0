package org.mimika.learn.measure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mimika.core.MimikaException;
import org.mimika.core.Sha256;
import org.mimika.learn.compare.DataFacts;
import org.mimika.learn.compare.Environment;
import org.mimika.learn.compare.ModelFacts;
import org.mimika.learn.compare.PairTest;
import org.mimika.learn.compare.PaperFigure;
import org.mimika.learn.compare.Protocol;
import org.mimika.learn.compare.Recognition;
import org.mimika.learn.compare.Report;
import org.mimika.learn.compare.Verdict;
import org.mimika.learn.data.FaceSet;
import org.mimika.learn.data.FaceView;
import org.mimika.learn.eval.Evaluator;
import org.mimika.learn.eval.Predictions;

/**
 * Compares models: the same faces, the same machine, one after the other or by turns. What was measured before, in a run
 * that was broken off, is not measured again. Not thread-safe.
 */
public final class Comparison {
    private final Plan plan;
    private final List<Subject> subjects;
    private final FaceSet faces;
    private final FaceView measured;
    private final String measuredSha256;
    private final Kit kit;

    /**
     * What a comparison works with.
     *
     * @param parts where measured parts are kept
     * @param memory how memory is measured
     * @param explainers where heat maps come from
     * @param machine on which it runs, in words: what figures of speed and memory depend on
     * @param stages hears how far it is
     */
    public record Kit(Parts parts, MemoryMeter memory, Explainers explainers, String machine, Stages stages) {}

    /**
     * A comparison.
     *
     * @param subjects one or more, their names unlike
     * @throws MimikaException if the data has no face of the split
     */
    public Comparison(Plan plan, List<Subject> subjects, FaceSet faces, Kit kit) {
        this.plan = plan;
        this.subjects = List.copyOf(subjects);
        this.faces = faces;
        this.kit = kit;
        measured = Sample.draw(faces.require(plan.split()), plan.effort().faces(), plan.seed());
        measuredSha256 = Sha256.of(measured.sha256() + measured.labelsSha256());
    }

    /**
     * How the report came about, as far as the comparison itself does not know.
     *
     * @param data the file or folder
     * @param command the command line
     * @param created when, ISO 8601 in UTC
     * @param quick whether it was the short form
     * @param environment where, and at which load the comparison found it
     */
    public record Circumstances(String data, String command, String created, boolean quick, Environment environment) {}

    /**
     * Measures what is not measured yet and puts the report together.
     *
     * @throws MimikaException if a model fails, or a part cannot be written
     */
    public Report run(Circumstances circumstances) {
        try (OpenModels models = new OpenModels(plan.mostThreads())) {
            Map<String, Predictions> answers = answers(models);
            List<Recognition> recognition = subjects.stream()
                    .map(s -> Figures.recognition(s.name(), answers.get(s.name()), temperature(models, s), plan.seed()))
                    .toList();
            List<PairTest> pairs = Figures.pairs(answers);
            Twins twins = twins();
            SpeedStage.Times times = new SpeedStage(
                            plan,
                            subjects,
                            measured,
                            kit,
                            circumstances.environment().load())
                    .times();
            AgreementStage agreement =
                    new AgreementStage(subjects, measured, kit, plan.effort().shownFaces());
            RobustnessStage robustness = new RobustnessStage(plan, subjects, measured, kit);
            List<ModelFacts> facts = subjects.stream().map(Subject::facts).toList();
            return new Report(
                    Report.VERSION,
                    protocol(circumstances),
                    circumstances.environment().withLoad(times.load()),
                    data(circumstances.data(), twins, answers),
                    facts,
                    recognition,
                    times.timings(),
                    new MemoryStage(plan, subjects, kit).memory(),
                    pairs,
                    agreement.agreement(answers, s -> temperature(models, s), twins.blankOf(measured)),
                    robustness.robustness(answers, models),
                    PaperFigure.all(),
                    Verdict.of(facts, recognition, pairs, times.timings()));
        }
    }

    private static float temperature(OpenModels models, Subject subject) {
        return models.get(subject).metadata().temperature();
    }

    private Map<String, Predictions> answers(OpenModels models) {
        Map<String, Predictions> answers = new LinkedHashMap<>();
        for (Subject subject : subjects) {
            String what = "accuracy of " + subject.name();
            Logits logits = kit.parts()
                    .get("answers-" + subject.name(), subject.sha256() + measuredSha256, Logits.class, () -> {
                        Evaluator evaluator = new Evaluator(models.get(subject), false);
                        return Logits.of(evaluator.predict(
                                measured, done -> kit.stages().progress(what, done, measured.size())));
                    });
            answers.put(subject.name(), logits.of(measured));
        }
        return answers;
    }

    private Twins twins() {
        kit.stages().progress("duplicates in the data", 0, 1);
        String depends = faces.all().sha256() + faces.all().labelsSha256() + plan.split() + splitsOf(faces);
        return kit.parts().get("data", depends, Twins.class, () -> Twins.find(faces, plan.split()));
    }

    /** Which face belongs to which split. */
    private static String splitsOf(FaceSet faces) {
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < faces.size(); row++) {
            text.append(faces.splitOf(row).ordinal());
        }
        return Sha256.of(text.toString());
    }

    private DataFacts data(String path, Twins twins, Map<String, Predictions> answers) {
        int blank = 0;
        for (boolean one : twins.blankOf(measured)) {
            blank += one ? 1 : 0;
        }
        return new DataFacts(
                path,
                plan.split().usage(),
                measured.size(),
                measuredSha256,
                twins.splits(),
                blank,
                twins.among(measured, answers));
    }

    private Protocol protocol(Circumstances circumstances) {
        return new Protocol(
                circumstances.command(),
                circumstances.created(),
                plan.seed(),
                circumstances.quick(),
                plan.effort().batches(),
                plan.threads(),
                plan.effort().timedRuns(),
                Math.min(plan.effort().robustnessFaces(), measured.size()));
    }
}
