package org.mimika.learn.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.mimika.learn.chart.Chart;
import org.mimika.learn.chart.Look;
import org.mimika.learn.chart.Markup;

/**
 * The report as one page that needs nothing else: no script, no font, no other file. It is well-formed XML as well. Not
 * thread-safe.
 */
final class HtmlPage {
    private final Texts texts;
    private final Markup html = new Markup();
    private int tables;
    private int figures;

    private HtmlPage(Texts texts) {
        this.texts = texts;
    }

    static String of(Heading heading, List<Section> sections, Texts texts) {
        return new HtmlPage(texts).page(heading, sections);
    }

    private String page(Heading heading, List<Section> sections) {
        html.open("html", "lang", texts.language().tag()).line();
        html.open("head").empty("meta", "charset", "utf-8");
        html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.empty("meta", "name", "color-scheme", "content", "light dark");
        html.leaf("title", heading.title()).line();
        html.open("style").add(style()).close().close().line();
        html.open("body");
        html.leaf("a", texts.get("page.skip"), "class", "skip", "href", "#summary");
        html.open("header").open("div", "class", "inner");
        html.leaf("p", "Mimika", "class", "mark").leaf("h1", heading.title());
        html.leaf("p", heading.line(), "class", "sub").leaf("p", heading.made(), "class", "sub made");
        html.close().close().line();
        html.open("nav", "aria-label", texts.get("page.contents")).open("ol", "class", "inner");
        sections.forEach(section -> html.open("li")
                .leaf("a", section.title(), "href", "#" + section.id())
                .close());
        html.close().close().line();
        html.open("main", "class", "inner");
        sections.forEach(this::section);
        html.close().line();
        html.open("footer")
                .open("div", "class", "inner")
                .leaf("p", heading.foot())
                .close()
                .close();
        html.close().line().close().line();
        return "<!DOCTYPE html>\n" + html;
    }

    /**
     * What stands above and below it all.
     *
     * @param title of the page
     * @param line under it: networks and data
     * @param made under that: machine and date
     * @param foot at the end
     */
    record Heading(String title, String line, String made, String foot) {}

    private static String style() {
        StringBuilder style = new StringBuilder("\n");
        try (InputStream in = HtmlPage.class.getResourceAsStream("report.css")) {
            style.append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        style.append("@media screen and (prefers-color-scheme: dark) {\n");
        for (Look look : Look.all()) {
            style.append("  .chart .f").append(look.index()).append(" { fill: ").append(look.nightColour());
            style.append("; }\n  .chart .k").append(look.index()).append(" { stroke: ");
            style.append(look.nightColour()).append("; }\n");
        }
        return style.append("}\n").toString();
    }

    private void section(Section section) {
        html.open("section", "id", section.id(), "aria-labelledby", section.id() + "-h");
        html.leaf("h2", section.title(), "id", section.id() + "-h").line();
        section.blocks().forEach(this::block);
        html.close().line();
    }

    // One case a kind of block: the compiler does not hold a sealed interface's kinds together before Java 21.
    private void block(Block block) {
        if (block instanceof Block.Paragraph paragraph) {
            html.open("p", "class", paragraph.tone().name().toLowerCase(Locale.ROOT));
            rich(paragraph.text());
            html.close();
        } else if (block instanceof Block.Bullets bullets) {
            html.open("ul", "class", "points");
            bullets.items().forEach(item -> {
                html.open("li");
                rich(item);
                html.close();
            });
            html.close();
        } else if (block instanceof Block.Cards cards) {
            cards(cards);
        } else if (block instanceof Block.Table table) {
            table(table);
        } else if (block instanceof Block.Charts charts) {
            charts(charts);
        } else if (block instanceof Block.Facts facts) {
            facts(facts);
        } else if (block instanceof Block.Code code) {
            html.open("pre", "tabindex", "0").leaf("code", code.text()).close();
        } else if (block instanceof Block.Faces faces) {
            HtmlFaces.write(html, texts, faces);
        } else {
            throw new IllegalStateException("no way to write " + block.getClass());
        }
        html.line();
    }

    private void rich(Rich text) {
        text.spans().forEach(span -> {
            if (span.strong()) {
                html.leaf("strong", span.text());
            } else {
                html.text(span.text());
            }
        });
    }

    private void cards(Block.Cards cards) {
        html.open("dl", "class", "cards");
        for (Block.Card card : cards.cards()) {
            html.open("div").leaf("dt", card.label());
            html.open("dd")
                    .leaf("strong", card.value())
                    .leaf("span", card.note())
                    .close();
            html.close();
        }
        html.close();
    }

    private void table(Block.Table table) {
        tables++;
        String id = "table-" + tables;
        html.open("div", "class", "scroll", "role", "region", "tabindex", "0", "aria-labelledby", id);
        html.open("table", "class", table.roomy() ? "roomy" : null).open("caption", "id", id);
        html.leaf("b", texts.get("page.table", tables))
                .text(" " + table.caption())
                .close();
        html.open("thead").open("tr");
        for (Block.Column column : table.columns()) {
            html.leaf("th", column.title(), "scope", "col", "class", column.figures() ? "n" : null);
        }
        html.close().close();
        for (Block.Group group : table.groups()) {
            html.open("tbody");
            if (!group.title().isEmpty()) {
                html.open("tr", "class", "group");
                html.open("th", "colspan", table.columns().size(), "scope", "rowgroup");
                html.leaf("span", group.title()).close().close();
            }
            group.rows().forEach(row -> row(table, row));
            html.close().line();
        }
        html.close().close();
    }

    private void row(Block.Table table, Block.Row row) {
        html.open("tr", "class", row.paper() ? "paper" : null);
        for (int i = 0; i < row.cells().size(); i++) {
            Block.Cell cell = row.cells().get(i);
            boolean head = i == 0;
            html.open(
                    head ? "th" : "td",
                    "scope",
                    head ? "row" : null,
                    "class",
                    table.columns().get(i).figures() ? "n" : null);
            if (cell.strong()) {
                html.leaf("strong", cell.text());
            } else {
                html.text(cell.text());
            }
            if (!cell.small().isEmpty()) {
                html.text(" ").leaf("small", cell.small());
            }
            html.close();
        }
        html.close();
    }

    private void charts(Block.Charts charts) {
        boolean one = charts.charts().size() == 1;
        html.open("div", "class", one ? "charts one" : charts.small() ? "charts small" : "charts");
        for (Chart chart : charts.charts()) {
            figures++;
            html.open("figure", "class", "chart").add(chart.svg());
            html.open("figcaption").leaf("b", texts.get("page.figure", figures));
            html.text(" " + chart.title()).close().close().line();
        }
        html.close();
    }

    private void facts(Block.Facts facts) {
        if (!facts.title().isEmpty()) {
            html.leaf("h3", facts.title());
        }
        html.open("dl", "class", "facts");
        for (Block.Fact fact : facts.facts()) {
            html.open("div").leaf("dt", fact.name()).open("dd");
            if (fact.code()) {
                html.leaf("code", fact.value());
            } else {
                html.text(fact.value());
            }
            html.close().close();
        }
        html.close();
    }
}
