package org.mimika.learn.report;

import java.util.List;
import org.mimika.learn.chart.Chart;
import org.mimika.learn.compare.Picture;

/** What a section is made of. */
sealed interface Block {
    /**
     * Running text.
     *
     * @param text to be escaped by whoever writes it
     * @param tone how it stands in the page
     */
    record Paragraph(Rich text, Tone tone) implements Block {}

    /** How a paragraph stands in the page. */
    enum Tone {
        /** Large: what the report says first. */
        LEAD,
        PLAIN,
        /** Small: how to read what is above it. */
        NOTE,
        /** What must not be overlooked. */
        WARNING
    }

    /**
     * A list.
     *
     * @param items one a line
     */
    record Bullets(List<Rich> items) implements Block {}

    /**
     * The few figures that a reader takes away.
     *
     * @param cards side by side
     */
    record Cards(List<Card> cards) implements Block {}

    /**
     * A figure to take away.
     *
     * @param label what it is
     * @param value the figure or name
     * @param note what it rests on
     */
    record Card(String label, String value, String note) {}

    /**
     * A table.
     *
     * @param caption what it shows, with n
     * @param columns its head
     * @param groups its rows, under headings of their own where they have any
     * @param roomy whether there is room for intervals beside their figures, not below them
     */
    record Table(String caption, List<Column> columns, List<Group> groups, boolean roomy) implements Block {
        static Table of(String caption, List<Column> columns, List<Row> rows) {
            return new Table(caption, columns, List.of(new Group("", rows)), false);
        }
    }

    /**
     * A column's head.
     *
     * @param title with its unit
     * @param figures whether it holds figures, which stand at the right
     */
    record Column(String title, boolean figures) {}

    /**
     * Rows that belong together.
     *
     * @param title empty for none
     * @param rows in order
     */
    record Group(String title, List<Row> rows) {}

    /**
     * A row; its first cell is its head.
     *
     * @param cells one a column
     * @param paper whether its figures are the paper's
     */
    record Row(List<Cell> cells, boolean paper) {}

    /**
     * A cell.
     *
     * @param text what it says
     * @param small what belongs to it, such as the interval; empty for nothing
     * @param strong whether it is the best of its kind
     */
    record Cell(String text, String small, boolean strong) {
        static Cell of(String text) {
            return new Cell(text, "", false);
        }

        static Cell of(String text, String small) {
            return new Cell(text, small, false);
        }
    }

    /**
     * Charts side by side, each under its own title.
     *
     * @param charts in order
     * @param small whether they may be small
     */
    record Charts(List<Chart> charts, boolean small) implements Block {}

    /**
     * Names and what they stand for.
     *
     * @param title empty for none
     * @param facts in order
     */
    record Facts(String title, List<Fact> facts) implements Block {}

    /**
     * One of them.
     *
     * @param name what it is
     * @param value what it says
     * @param code whether it is to be copied letter by letter
     */
    record Fact(String name, String value, boolean code) {}

    /**
     * What is to be typed.
     *
     * @param text in lines
     */
    record Code(String text) implements Block {}

    /**
     * Faces and what is said of them.
     *
     * @param faces in order
     */
    record Faces(List<Face> faces) implements Block {}

    /**
     * A face.
     *
     * @param picture its pixels
     * @param alt the same in words
     * @param label the emotion it is labelled with, in words
     * @param origin where it stands
     * @param answers one a model
     */
    record Face(Picture picture, String alt, String label, String origin, List<Answer> answers) {}

    /**
     * What a model says of a face.
     *
     * @param model its title
     * @param emotion in words, with its probability
     * @param right whether that is the label
     * @param looks where it looked
     */
    record Answer(String model, String emotion, boolean right, List<Gaze> looks) {}

    /**
     * Where a model looked.
     *
     * @param map 255 where it mattered most; of any resolution
     * @param alt the same in words
     * @param method how that was found
     */
    record Gaze(Picture map, String alt, String method) {}
}
