package org.mimika.learn.compare;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A whole comparison; {@code report.json} is its JSON, see {@link ReportJson}. Where a list has one entry a model, it
 * is in the order of {@code models}.
 *
 * @param version of the form of the report, {@link #VERSION}
 * @param protocol how it was made
 * @param environment where it was made
 * @param data what the models were measured on
 * @param models what was compared, in the order of the command line
 * @param recognition one a model
 * @param timings for each number of threads and batch size, one a model
 * @param memory for the smallest and the largest batch that was timed, one a model
 * @param pairs one for each pair of models, corrected for their number
 * @param agreement where the models agree
 * @param robustness how accuracy holds when faces get worse
 * @param paper the paper's own figures
 * @param verdict what follows from all that
 */
public record Report(
        int version,
        Protocol protocol,
        Environment environment,
        DataFacts data,
        List<ModelFacts> models,
        List<Recognition> recognition,
        List<Timing> timings,
        List<Memory> memory,
        List<PairTest> pairs,
        Agreement agreement,
        Robustness robustness,
        List<PaperFigure> paper,
        Verdict verdict) {
    /** The version of this form: raised when a reader of the former would go wrong. */
    public static final int VERSION = 2;

    /** Validates and copies. */
    public Report {
        Checks.require(version == VERSION, "the report's version", version, "" + VERSION);
        models = List.copyOf(models);
        recognition = List.copyOf(recognition);
        timings = List.copyOf(timings);
        memory = List.copyOf(memory);
        pairs = List.copyOf(pairs);
        paper = List.copyOf(paper);
        Checks.atLeast("models", 1, models.size());
        Set<String> names = new HashSet<>();
        for (ModelFacts model : models) {
            Checks.require(names.add(model.name()), "a model's name", model.name(), "one that no other model has");
        }
        Checks.require(
                recognition.stream()
                        .map(Recognition::model)
                        .toList()
                        .equals(models.stream().map(ModelFacts::name).toList()),
                "recognition",
                recognition.size() + " models",
                "one for each model, in their order");
        Checks.require(
                pairs.size() == models.size() * (models.size() - 1) / 2,
                "pairs",
                pairs.size(),
                "one for each two models");
    }

    /**
     * The facts of a model.
     *
     * @throws IllegalArgumentException if there is none of this name
     */
    public ModelFacts model(String name) {
        return models.stream()
                .filter(model -> model.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no model '" + name + "' in the report"));
    }
}
