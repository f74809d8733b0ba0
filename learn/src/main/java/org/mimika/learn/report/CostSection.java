package org.mimika.learn.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import org.mimika.learn.compare.Memory;
import org.mimika.learn.compare.ModelFacts;
import org.mimika.learn.compare.Timing;
import org.mimika.learn.compare.Training;

/** What each network costs to keep, to compute and to train. */
final class CostSection {
    private CostSection() {}

    static Section of(Material material) {
        Texts texts = material.texts();
        List<Block.Column> columns = List.of(
                new Block.Column(texts.get("column.network"), false),
                new Block.Column(texts.get("cost.column.parameters"), true),
                new Block.Column(texts.get("cost.column.operations"), true),
                new Block.Column(texts.get("cost.column.file"), true),
                new Block.Column(texts.get("cost.column.memory"), true),
                new Block.Column(texts.get("cost.column.training"), true),
                new Block.Column(texts.get("cost.column.throughput"), true));
        List<Block.Row> rows = material.report().models().stream()
                .map(model -> row(material, model))
                .toList();
        return new Section(
                "cost",
                texts.get("cost.title"),
                List.of(
                        Block.Table.of(texts.get("cost.caption"), columns, rows),
                        new Block.Paragraph(texts.rich("cost.note"), Block.Tone.NOTE)));
    }

    private static Block.Row row(Material material, ModelFacts model) {
        Numbers numbers = material.numbers();
        return new Block.Row(
                List.of(
                        Block.Cell.of(material.title(model.name())),
                        Block.Cell.of(millions(numbers, model.cost().parameters())),
                        Block.Cell.of(millions(numbers, model.cost().multiplyAdds())),
                        Block.Cell.of(
                                numbers.millions(model.file().bytes()),
                                model.file().storage()),
                        memory(material, model.name()),
                        training(material, model.training()),
                        throughput(material, model.name())),
                false);
    }

    private static String millions(Numbers numbers, OptionalLong count) {
        return count.isPresent() ? numbers.millions(count.getAsLong()) : Numbers.NONE;
    }

    /** At the smallest batch, and small at the largest. */
    private static Block.Cell memory(Material material, String name) {
        Texts texts = material.texts();
        Numbers numbers = material.numbers();
        List<Memory> measured = material.report().memory().stream()
                .filter(one -> one.model().equals(name) && one.peakBytes().isPresent())
                .toList();
        if (measured.isEmpty()) {
            return Block.Cell.of(Numbers.NONE);
        }
        Memory first = measured.get(0);
        List<String> small = new ArrayList<>();
        first.addedBytes().ifPresent(added -> small.add(texts.get("cost.memory.added", numbers.millions(added))));
        for (Memory larger : measured.subList(1, measured.size())) {
            small.add(texts.get(
                    "cost.memory.larger",
                    larger.batch(),
                    numbers.millions(larger.peakBytes().getAsLong())));
        }
        return Block.Cell.of(numbers.millions(first.peakBytes().getAsLong()), String.join("; ", small));
    }

    private static Block.Cell training(Material material, Training training) {
        String epochs = training.bestEpoch().isPresent() && training.epochs().isPresent()
                ? material.texts()
                        .get(
                                training.bestEpoch().getAsLong() == 0 ? "cost.training.begun" : "cost.training.epochs",
                                training.bestEpoch().getAsLong(),
                                training.epochs().getAsLong())
                : "";
        return Block.Cell.of(
                Double.isNaN(training.seconds())
                        ? Numbers.NONE
                        : material.numbers().figure(training.seconds() / 3600),
                epochs);
    }

    /** At the batch size and number of threads that serve most faces. */
    private static Block.Cell throughput(Material material, String name) {
        return material.report().timings().stream()
                .filter(timing -> timing.model().equals(name))
                .max(Comparator.comparingDouble(Timing::facesPerSecond))
                .map(timing -> Block.Cell.of(
                        material.numbers().figure(timing.facesPerSecond()),
                        material.texts().get("speed.setting", timing.batch(), timing.threads())))
                .orElse(Block.Cell.of(Numbers.NONE));
    }
}
