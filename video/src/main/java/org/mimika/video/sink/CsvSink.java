package org.mimika.video.sink;

import java.io.OutputStream;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.mimika.core.Emotion;
import org.mimika.core.FaceBox;
import org.mimika.core.MimikaException;
import org.mimika.video.FaceResult;
import org.mimika.video.Frame;
import org.mimika.video.FrameResult;
import org.mimika.video.ResultSink;

/**
 * One row for each face and frame; a frame without a face has one row with all but {@code frame}, {@code pts_ms} and
 * {@code model} empty. Boxes are in pixels with one decimal, scores in four; {@code confidence} is the score of
 * {@code emotion}, the emotion shown; {@code model} is the one that looked at the frame. UTF-8, line feeds, a header
 * line; quoted as RFC 4180 says.
 */
public final class CsvSink implements ResultSink {
    /** The header line. */
    public static final String HEADER = "frame,pts_ms,track,x,y,width,height,face_score,emotion,confidence,"
            + Emotion.all().stream().map(Emotion::label).collect(Collectors.joining(",")) + ",model";

    /** Between the time and the model. */
    private static final String NO_FACE =
            ",".repeat((int) HEADER.chars().filter(c -> c == ',').count() - 1);

    private final TextOutput out;

    private CsvSink(TextOutput out) {
        this.out = out;
        try {
            out.line(HEADER);
        } catch (MimikaException e) {
            try (out) {
                throw e;
            }
        }
    }

    /**
     * Creates or empties a file.
     *
     * @throws org.mimika.core.MimikaException if it cannot be written
     */
    public static CsvSink file(Path file) {
        return new CsvSink(TextOutput.file(file));
    }

    /** Writes to a stream, which stays open. */
    public static CsvSink stream(String name, OutputStream out) {
        return new CsvSink(TextOutput.stream(name, out));
    }

    @Override
    public void accept(Frame frame, FrameResult result) {
        String start = result.index() + "," + result.ptsMillis();
        String model = quoted(result.model());
        if (result.faces().isEmpty()) {
            out.line(start + NO_FACE + model);
        }
        for (FaceResult face : result.faces()) {
            StringBuilder row = new StringBuilder(start).append(',').append(face.track());
            FaceBox box = face.box();
            for (float value : new float[] {box.x(), box.y(), box.width(), box.height()}) {
                row.append(',').append(Decimals.one(value));
            }
            row.append(',').append(Decimals.four(face.faceScore()));
            row.append(',').append(face.shown().label());
            row.append(',').append(Decimals.four(face.confidence()));
            for (Emotion emotion : Emotion.all()) {
                row.append(',').append(Decimals.four(face.scores().of(emotion)));
            }
            out.line(row.append(',').append(model));
        }
    }

    private static String quoted(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    @Override
    public void close() {
        out.close();
    }
}
