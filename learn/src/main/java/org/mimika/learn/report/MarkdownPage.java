package org.mimika.learn.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.mimika.learn.chart.Chart;

/** The report as Markdown, its charts as links to the files beside it. Not thread-safe. */
final class MarkdownPage {
    private final Texts texts;
    private final StringBuilder out = new StringBuilder();
    private int tables;
    private int figures;

    private MarkdownPage(Texts texts) {
        this.texts = texts;
    }

    static String of(HtmlPage.Heading heading, List<Section> sections, Texts texts) {
        MarkdownPage page = new MarkdownPage(texts);
        page.out.append("# ").append(escape(heading.title())).append("\n\n");
        page.out.append(escape(heading.line())).append(' ');
        page.out.append(escape(heading.made())).append('\n');
        for (Section section : sections) {
            page.out.append("\n## ").append(escape(section.title())).append("\n");
            section.blocks().forEach(page::block);
        }
        page.out.append('\n').append(escape(heading.foot())).append('\n');
        return page.out.toString();
    }

    private void block(Block block) {
        out.append('\n');
        if (block instanceof Block.Paragraph paragraph) {
            out.append(rich(paragraph.text())).append('\n');
        } else if (block instanceof Block.Bullets bullets) {
            bullets.items().forEach(item -> out.append("- ").append(rich(item)).append('\n'));
        } else if (block instanceof Block.Cards cards) {
            cards.cards().forEach(card -> out.append("- ")
                    .append(escape(card.label()))
                    .append(": **")
                    .append(escape(card.value()))
                    .append("**, ")
                    .append(escape(card.note()))
                    .append('\n'));
        } else if (block instanceof Block.Table table) {
            table(table);
        } else if (block instanceof Block.Charts charts) {
            charts.charts().forEach(this::chart);
        } else if (block instanceof Block.Facts facts) {
            facts(facts);
        } else if (block instanceof Block.Code code) {
            out.append(fenced(code.text()));
        } else if (block instanceof Block.Faces faces) {
            faces(faces);
        } else {
            throw new IllegalStateException("no way to write " + block.getClass());
        }
    }

    private void table(Block.Table table) {
        tables++;
        out.append("**").append(texts.get("page.table", tables)).append("** ");
        out.append(escape(table.caption())).append("\n\n");
        line(table.columns().stream().map(column -> escape(column.title())).toList());
        line(table.columns().stream()
                .map(column -> column.figures() ? "---:" : "---")
                .toList());
        for (Block.Group group : table.groups()) {
            if (!group.title().isEmpty()) {
                List<String> cells = new ArrayList<>(List.of("*" + escape(group.title()) + "*"));
                table.columns().stream().skip(1).forEach(column -> cells.add(""));
                line(cells);
            }
            group.rows()
                    .forEach(row ->
                            line(row.cells().stream().map(MarkdownPage::cell).toList()));
        }
    }

    private void line(List<String> cells) {
        out.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private static String cell(Block.Cell cell) {
        String text = cell.strong() ? "**" + escape(cell.text()) + "**" : escape(cell.text());
        return cell.small().isEmpty() ? text : text + " (" + escape(cell.small()) + ")";
    }

    private void chart(Chart chart) {
        figures++;
        out.append("![").append(escape(chart.description())).append("](charts/");
        out.append(chart.id())
                .append(".svg)\n\n**")
                .append(texts.get("page.figure", figures))
                .append("** ");
        out.append(escape(chart.title())).append("\n\n");
    }

    private void facts(Block.Facts facts) {
        if (!facts.title().isEmpty()) {
            out.append("### ").append(escape(facts.title())).append("\n\n");
        }
        for (Block.Fact fact : facts.facts()) {
            out.append("- ")
                    .append(escape(fact.name()))
                    .append(": ")
                    .append(fact.code() ? code(fact.value()) : escape(fact.value()))
                    .append('\n');
        }
    }

    private static String fenced(String text) {
        return "```\n" + text.replace("```", "` ` `") + "\n```\n";
    }

    /** Within a line if it is one, else as a block of the list's item. */
    private static String code(String text) {
        return text.contains("\n") ? "\n\n" + fenced(text).indent(2) : "`" + text.replace('`', '\'') + "`";
    }

    private void faces(Block.Faces faces) {
        for (Block.Face face : faces.faces()) {
            String answers = face.answers().stream()
                    .map(answer ->
                            escape(answer.model()) + ": " + (answer.right() ? "✓ " : "✗ ") + escape(answer.emotion()))
                    .collect(Collectors.joining("; "));
            out.append("- **").append(escape(face.label())).append("**, ");
            out.append(escape(face.origin())).append(": ").append(answers).append('\n');
        }
    }

    private static String rich(Rich text) {
        return text.spans().stream()
                .map(span -> span.strong() ? "**" + escape(span.text()) + "**" : escape(span.text()))
                .collect(Collectors.joining());
    }

    /** What Markdown or HTML would take for a sign. */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (c == '<') {
                escaped.append("&lt;");
            } else if (c == '&') {
                escaped.append("&amp;");
            } else if (c < ' ') {
                escaped.append(' ');
            } else {
                if ("\\`*_[]|#~>!".indexOf(c) >= 0) {
                    escaped.append('\\');
                }
                escaped.appendCodePoint(c);
            }
        });
        return escaped.toString();
    }
}
