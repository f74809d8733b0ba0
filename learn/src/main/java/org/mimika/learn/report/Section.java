package org.mimika.learn.report;

import java.util.List;

/**
 * A part of the report with a heading.
 *
 * @param id by which the contents lead to it
 * @param title its heading
 * @param blocks what it says; without any it is left out
 */
record Section(String id, String title, List<Block> blocks) {
    Section {
        blocks = List.copyOf(blocks);
    }
}
