package org.mimika.record;

import java.nio.file.Path;
import java.util.Locale;
import org.mimika.video.sink.Outputs;

/** The kinds of tables, by the names of their files. */
enum TableKind {
    CSV,
    JSON_LINES,
    PARQUET;

    /**
     * The kind of a file with this name.
     *
     * @throws org.mimika.core.MimikaException if it is of none
     */
    static TableKind of(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        if (name.endsWith(".parquet")) {
            return PARQUET;
        }
        Outputs.requireTable(file);
        return name.endsWith(".csv") ? CSV : JSON_LINES;
    }
}
