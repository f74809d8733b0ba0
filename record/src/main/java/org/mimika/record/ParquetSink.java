package org.mimika.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.mimika.core.MimikaException;
import org.mimika.video.Frame;
import org.mimika.video.FrameResult;
import org.mimika.video.ResultSink;
import org.mimika.video.sink.Outputs;

/**
 * The table of {@link org.mimika.video.sink.CsvSink} as Parquet: the same columns in the same order, whole numbers as
 * INT64 ({@code track} as INT32), others as DOUBLE, {@code emotion} and {@code model} as strings; all but
 * {@code frame}, {@code pts_ms} and {@code model} null in the row of a frame without a face. Compressed with Zstandard.
 *
 * <p>A Parquet file is readable once its end is written, so results are recorded beside it first, in
 * {@code NAME.parquet.recording}, and become the file when the sink is closed; an older file of the name stays until
 * then. A run that is killed leaves the recording, a {@link RecordingStore} with one session, which can be exported; the
 * next run to the same name begins it anew. Used by one thread; memory is bounded.
 */
public final class ParquetSink implements ResultSink {
    private final Path output;
    private final RecordingStore store;
    private final Recording recording;
    private boolean closed;

    private ParquetSink(Path output, RecordingStore store, Recording recording) {
        this.output = output;
        this.store = store;
        this.recording = recording;
    }

    /**
     * Begins a file.
     *
     * @param source what the user called the source
     * @param model the model that reads the faces
     * @throws MimikaException if it cannot be written, or is being written
     */
    public static ParquetSink file(Path output, String source, String model) {
        Outputs.requireWritable(output);
        Path file = output.resolveSibling(output.getFileName() + ".recording");
        if (Files.exists(file)) {
            // Opened before it is deleted: it may be another run's that is still at work.
            RecordingStore.open(file).close();
            delete(file);
        }
        RecordingStore store = RecordingStore.open(file);
        try {
            return new ParquetSink(output, store, store.begin(source, model));
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
            Files.deleteIfExists(file.resolveSibling(file.getFileName() + ".wal"));
        } catch (IOException e) {
            throw new MimikaException("cannot delete " + file + ": " + MimikaException.reason(e), e);
        }
    }

    @Override
    public void accept(Frame frame, FrameResult result) {
        recording.accept(frame, result);
    }

    /**
     * Writes the file: all results, or after a failure those before it.
     *
     * @throws MimikaException if it cannot be written; the recording stays then
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (store) {
            recording.close();
            store.export(recording.session(), output);
        } catch (MimikaException e) {
            throw new MimikaException(
                    e.getMessage() + "; what was read so far is session " + recording.session() + " in " + store.path(),
                    e);
        }
        delete(store.path());
    }
}
