package org.mimika.record;

import java.nio.file.Path;
import org.mimika.video.ResultSink;
import org.mimika.video.sink.Outputs;

/** Opens tables of results by the names of their files: those of {@link Outputs}, and Parquet. */
public final class Tables {
    private Tables() {}

    /**
     * A sink for {@code .csv}, {@code .jsonl} (also {@code .ndjson}) or {@code .parquet}. The caller closes it.
     *
     * @param source what the user called the source
     * @param model the model that reads the faces
     * @throws org.mimika.core.MimikaException if the suffix is unknown or the file cannot be written
     */
    public static ResultSink sink(Path file, String source, String model) {
        return TableKind.of(file) == TableKind.PARQUET ? ParquetSink.file(file, source, model) : Outputs.table(file);
    }

    /**
     * Checks a name without touching the file.
     *
     * @throws org.mimika.core.MimikaException if its suffix is none that {@link #sink} knows
     */
    public static void require(Path file) {
        TableKind.of(file);
    }
}
