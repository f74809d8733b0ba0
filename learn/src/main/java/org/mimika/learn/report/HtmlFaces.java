package org.mimika.learn.report;

import org.mimika.learn.chart.Markup;

/** Faces side by side, large enough to see, and below each what the networks say and where they looked. */
final class HtmlFaces {
    private HtmlFaces() {}

    static void write(Markup html, Texts texts, Block.Faces faces) {
        html.open("div", "class", "faces");
        for (Block.Face face : faces.faces()) {
            html.open("figure", "class", "face");
            html.empty("img", "src", Pixels.face(face.picture()), "alt", face.alt(), "width", 96, "height", 96);
            html.open("figcaption").leaf("strong", face.label()).leaf("small", face.origin());
            html.open("table").leaf("caption", texts.get("disagreement.table"), "class", "unseen");
            html.open("thead", "class", "unseen").open("tr");
            html.leaf("th", texts.get("column.network"), "scope", "col");
            html.leaf("th", texts.get("disagreement.column"), "scope", "col");
            html.close().close().open("tbody");
            face.answers().forEach(answer -> answer(html, texts, face, answer));
            html.close().close().close().close().line();
        }
        html.close();
    }

    private static void answer(Markup html, Texts texts, Block.Face face, Block.Answer answer) {
        html.open("tr", "class", answer.right() ? "right" : null);
        html.leaf("th", answer.model(), "scope", "row").open("td");
        // By a sign, not by colour alone.
        html.text((answer.right() ? "✓ " : "✗ ") + answer.emotion());
        html.leaf("span", texts.get(answer.right() ? "disagreement.right" : "disagreement.wrong"), "class", "unseen");
        for (Block.Gaze gaze : answer.looks()) {
            html.empty(
                    "img",
                    "src",
                    Pixels.gaze(face.picture(), gaze.map()),
                    "alt",
                    gaze.alt(),
                    "width",
                    72,
                    "height",
                    72);
            html.leaf("small", gaze.method());
        }
        html.close().close();
    }
}
