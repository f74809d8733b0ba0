package org.mimika.learn.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mimika.learn.compare.PairTest;

/** Whether the networks differ by more than chance. */
final class SignificanceSection {
    private SignificanceSection() {}

    static Section of(Material material) {
        Texts texts = material.texts();
        if (material.report().pairs().isEmpty()) {
            return new Section("significance", texts.get("significance.title"), List.of());
        }
        return new Section(
                "significance",
                texts.get("significance.title"),
                List.of(
                        matrix(material),
                        new Block.Paragraph(texts.rich("significance.note"), Block.Tone.NOTE),
                        counts(material)));
    }

    private static Block.Table matrix(Material material) {
        Texts texts = material.texts();
        List<Block.Column> columns = new ArrayList<>();
        columns.add(new Block.Column(texts.get("significance.corner"), false));
        material.names().forEach(name -> columns.add(new Block.Column(material.title(name), true)));
        List<Block.Row> rows = new ArrayList<>();
        for (String row : material.names()) {
            List<Block.Cell> cells = new ArrayList<>();
            cells.add(Block.Cell.of(material.title(row)));
            for (String column : material.names()) {
                cells.add(cell(material, material.pair(row, column)));
            }
            rows.add(new Block.Row(cells, false));
        }
        return Block.Table.of(texts.get("significance.caption", material.n()), columns, rows);
    }

    private static Block.Cell cell(Material material, Optional<PairTest> pair) {
        if (pair.isEmpty()) {
            return Block.Cell.of("·");
        }
        PairTest test = pair.get();
        Numbers numbers = material.numbers();
        String difference = numbers.points(test.difference());
        String small = material.texts()
                .get(
                        test.significant() ? "significance.cell" : "significance.cell.chance",
                        numbers.points(test.differenceCi95()),
                        numbers.pIs(test.pHolm()));
        return new Block.Cell(difference, small, test.significant());
    }

    private static Block.Table counts(Material material) {
        Texts texts = material.texts();
        Numbers numbers = material.numbers();
        List<Block.Column> columns = List.of(
                new Block.Column(texts.get("significance.column.pair"), false),
                new Block.Column(texts.get("significance.column.both"), true),
                new Block.Column(texts.get("significance.column.first"), true),
                new Block.Column(texts.get("significance.column.second"), true),
                new Block.Column(texts.get("significance.column.neither"), true),
                new Block.Column(texts.get("significance.column.form"), false),
                new Block.Column("p", true),
                new Block.Column(texts.get("significance.column.holm"), true));
        List<Block.Row> rows = material.report().pairs().stream()
                .map(test -> new Block.Row(
                        List.of(
                                Block.Cell.of(texts.get(
                                        "significance.pair",
                                        material.title(test.first()),
                                        material.title(test.second()))),
                                Block.Cell.of(numbers.count(test.counts().both())),
                                Block.Cell.of(numbers.count(test.counts().firstOnly())),
                                Block.Cell.of(numbers.count(test.counts().secondOnly())),
                                Block.Cell.of(numbers.count(test.counts().neither())),
                                form(material, test),
                                Block.Cell.of(numbers.p(test.p())),
                                new Block.Cell(numbers.p(test.pHolm()), "", test.significant())),
                        false))
                .toList();
        return Block.Table.of(texts.get("significance.counts", material.n()), columns, rows);
    }

    private static Block.Cell form(Material material, PairTest test) {
        return test.method() == PairTest.Method.EXACT
                ? Block.Cell.of(material.texts().get("significance.exact"))
                : Block.Cell.of("χ²" + Numbers.TIE + "=" + Numbers.TIE
                        + material.numbers().figure(test.statistic()));
    }
}
