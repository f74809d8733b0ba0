package org.mimika.record;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.mimika.core.Emotion;
import org.mimika.core.EmotionScores;
import org.mimika.core.FaceBox;
import org.mimika.video.FaceResult;
import org.mimika.video.FrameResult;
import org.mimika.video.sink.CsvSink;
import org.mimika.video.sink.Decimals;

/**
 * The table of results: the columns of {@link CsvSink}, in its order and with its rounding, behind the session's number.
 * Numbers are stored rounded, so that every way out of the file shows the same ones.
 */
final class ResultRows {
    /** All columns that leave the file but the last, {@code model}. */
    private static final String COLUMNS = CsvSink.HEADER.substring(0, CsvSink.HEADER.lastIndexOf(','));

    /** The columns with their types. */
    static final String DEFINITION = "session BIGINT NOT NULL, frame BIGINT NOT NULL, pts_ms BIGINT NOT NULL,"
            + " track INTEGER, x DOUBLE, y DOUBLE, width DOUBLE, height DOUBLE, face_score DOUBLE, emotion VARCHAR,"
            + " confidence DOUBLE, "
            + Emotion.all().stream().map(e -> e.label() + " DOUBLE").collect(Collectors.joining(", ")) + ", "
            + ResultRows.MODEL;

    /** What version 1 did not have: null where the row does not tell, which is then the session's. */
    static final String MODEL = "model VARCHAR";

    private static final int COLUMNS_OF_A_FACE = COLUMNS.split(",").length - 2;

    private ResultRows() {}

    /** The columns that leave the file, for a query of one session, whose model stands where a row tells none. */
    static String columns(String sessionModel, boolean rowsTell) {
        String model = "'" + sessionModel.replace("'", "''") + "'";
        return COLUMNS + ", " + (rowsTell ? "coalesce(model, " + model + ")" : model) + " AS model";
    }

    /** How many rows a frame takes. */
    static int count(FrameResult result) {
        return Math.max(1, result.faces().size());
    }

    /** Appends one frame: a row for each face, or one without. */
    static void append(DuckDBAppender rows, long session, FrameResult result) throws SQLException {
        if (result.faces().isEmpty()) {
            begin(rows, session, result);
            for (int i = 0; i < COLUMNS_OF_A_FACE; i++) {
                rows.appendNull();
            }
            end(rows, result);
        }
        for (FaceResult face : result.faces()) {
            begin(rows, session, result);
            FaceBox box = face.box();
            rows.append(face.track());
            for (float value : new float[] {box.x(), box.y(), box.width(), box.height()}) {
                append(rows, Decimals.one(value));
            }
            append(rows, Decimals.four(face.faceScore()));
            rows.append(face.shown().label());
            append(rows, Decimals.four(face.confidence()));
            for (Emotion emotion : Emotion.all()) {
                append(rows, Decimals.four(face.scores().of(emotion)));
            }
            end(rows, result);
        }
    }

    private static void begin(DuckDBAppender rows, long session, FrameResult result) throws SQLException {
        rows.beginRow().append(session).append(result.index()).append(result.ptsMillis());
    }

    private static void end(DuckDBAppender rows, FrameResult result) throws SQLException {
        if (result.model().isEmpty()) {
            rows.appendNull();
        } else {
            rows.append(result.model());
        }
        rows.endRow();
    }

    private static void append(DuckDBAppender rows, BigDecimal value) throws SQLException {
        rows.append(value.doubleValue());
    }

    /** Reads rows of {@link #columns} in the order they were appended in, and hands them on frame by frame. */
    static void read(ResultSet rows, Consumer<FrameResult> frames) throws SQLException {
        List<FaceResult> faces = new ArrayList<>();
        long frame = -1;
        long pts = 0;
        String model = "";
        while (rows.next()) {
            long next = rows.getLong(1);
            if (next != frame && frame >= 0) {
                frames.accept(new FrameResult(frame, pts, model, faces));
                faces.clear();
            }
            frame = next;
            pts = rows.getLong(2);
            model = rows.getString(11 + Emotion.COUNT);
            int track = rows.getInt(3);
            if (!rows.wasNull()) {
                faces.add(face(rows, track));
            }
        }
        if (frame >= 0) {
            frames.accept(new FrameResult(frame, pts, model, faces));
        }
    }

    private static FaceResult face(ResultSet rows, int track) throws SQLException {
        float[] scores = new float[Emotion.COUNT];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = (float) rows.getDouble(11 + i);
        }
        FaceBox box =
                new FaceBox((float) rows.getDouble(4), (float) rows.getDouble(5), extent(rows, 6), extent(rows, 7));
        return new FaceResult(
                track, box, (float) rows.getDouble(8), new EmotionScores(scores), Emotion.fromLabel(rows.getString(9)));
    }

    /** A box thinner than a twentieth of a pixel was rounded to nothing, but a box has an extent. */
    private static float extent(ResultSet rows, int column) throws SQLException {
        return Math.max((float) rows.getDouble(column), Float.MIN_NORMAL);
    }
}
