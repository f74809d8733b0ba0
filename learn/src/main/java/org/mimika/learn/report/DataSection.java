package org.mimika.learn.report;

import java.util.ArrayList;
import java.util.List;
import org.mimika.core.Emotion;
import org.mimika.learn.compare.DataFacts;
import org.mimika.learn.compare.Share;

/** What the networks were measured on, and whether they may have seen it before. */
final class DataSection {
    private DataSection() {}

    static Section of(Material material) {
        Texts texts = material.texts();
        DataFacts data = material.report().data();
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Paragraph(
                texts.rich("data.intro", data.measured(), data.split(), data.blank()), Block.Tone.PLAIN));
        if (!data.splits().isEmpty()) {
            blocks.add(counts(material));
        }
        if (!data.duplicates().isEmpty()) {
            blocks.add(duplicates(material));
            blocks.add(new Block.Paragraph(texts.rich("data.note"), Block.Tone.NOTE));
        }
        List<Block.Fact> facts = new ArrayList<>();
        facts.add(new Block.Fact(texts.get("data.path"), data.path(), true));
        facts.add(new Block.Fact(texts.get("data.measured"), data.sha256(), true));
        data.splits().stream()
                .filter(split -> split.faces() > 0)
                .forEach(split ->
                        facts.add(new Block.Fact(texts.get("data.sha256", split.split()), split.sha256(), true)));
        blocks.add(new Block.Facts(texts.get("data.facts"), facts));
        return new Section("data", texts.get("data.title"), blocks);
    }

    private static Block.Table counts(Material material) {
        Texts texts = material.texts();
        Numbers numbers = material.numbers();
        List<Block.Column> columns = new ArrayList<>();
        columns.add(new Block.Column(texts.get("data.column.split"), false));
        columns.add(new Block.Column(texts.get("data.column.faces"), true));
        Emotion.all().forEach(emotion -> columns.add(new Block.Column(material.emotion(emotion.label()), true)));
        List<Block.Row> rows = new ArrayList<>();
        for (DataFacts.SplitCount split : material.report().data().splits()) {
            List<Block.Cell> cells = new ArrayList<>();
            cells.add(Block.Cell.of(split.split()));
            cells.add(Block.Cell.of(numbers.count(split.faces())));
            for (Emotion emotion : Emotion.all()) {
                cells.add(Block.Cell.of(numbers.count(split.byClass().getOrDefault(emotion.label(), 0))));
            }
            rows.add(new Block.Row(cells, false));
        }
        return Block.Table.of(texts.get("data.counts"), columns, rows);
    }

    private static Block.Table duplicates(Material material) {
        Texts texts = material.texts();
        Numbers numbers = material.numbers();
        List<Block.Column> columns = new ArrayList<>();
        columns.add(new Block.Column(texts.get("data.column.alike"), false));
        columns.add(new Block.Column(texts.get("data.column.training"), true));
        columns.add(new Block.Column(texts.get("data.column.other"), true));
        columns.add(new Block.Column(texts.get("data.column.label"), true));
        material.names()
                .forEach(name ->
                        columns.add(new Block.Column(texts.get("data.column.without", material.title(name)), true)));
        List<Block.Row> rows = new ArrayList<>();
        for (DataFacts.Duplicates duplicates : material.report().data().duplicates()) {
            List<Block.Cell> cells = new ArrayList<>();
            cells.add(Block.Cell.of(
                    duplicates.minCorrelation() >= 1
                            ? texts.get("data.equal")
                            : texts.get("data.alike", numbers.given(duplicates.minCorrelation()))));
            cells.add(Block.Cell.of(numbers.count(duplicates.inTraining())));
            cells.add(Block.Cell.of(numbers.count(duplicates.inOtherSplits())));
            cells.add(Block.Cell.of(numbers.count(duplicates.otherLabel())));
            for (String name : material.names()) {
                cells.add(without(material, duplicates.without().get(name)));
            }
            rows.add(new Block.Row(cells, false));
        }
        return Block.Table.of(texts.get("data.duplicates", material.n()), columns, rows);
    }

    private static Block.Cell without(Material material, Share share) {
        return share == null
                ? Block.Cell.of(Numbers.NONE)
                : Block.Cell.of(
                        material.numbers().percent(share.accuracy()),
                        material.numbers().percents(share.ci95()) + ", "
                                + material.texts().get("n", share.n()));
    }
}
