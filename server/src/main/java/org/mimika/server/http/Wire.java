package org.mimika.server.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.HttpStatus;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mimika.core.CropSquare;
import org.mimika.core.EmotionScores;
import org.mimika.core.HeatMap;
import org.mimika.server.live.Course;
import org.mimika.server.live.LiveSource;
import org.mimika.server.live.Mood;
import org.mimika.server.live.SessionRecorder;
import org.mimika.server.live.Veil;
import org.mimika.video.FaceResult;
import org.mimika.video.SourceInfo;
import org.mimika.video.live.FrameExplanation;
import org.mimika.video.live.LiveResult;
import org.mimika.video.live.LiveStats;
import org.mimika.video.live.LiveStatus;
import org.mimika.video.sink.Decimals;
import org.mimika.video.sink.FaceJson;

/** The server's words for what it sees: version {@value #SCHEMA} of the schema that the OpenAPI document describes. */
final class Wire {
    static final int SCHEMA = 1;

    private final Presentation presentation;

    Wire(Presentation presentation) {
        this.presentation = presentation;
    }

    /** Whether anybody may see pictures. */
    boolean showsPictures() {
        return !presentation.aggregateOnly();
    }

    /** Refuses what tells of single people, where only the whole may be told. */
    void requireSingles() {
        if (presentation.aggregateOnly()) {
            throw new Problem(HttpStatus.FORBIDDEN, "this server tells of all in view together, not of single people");
        }
    }

    /** Refuses to lift a veil that the server was started with. */
    void requireVeil(Veil wanted) {
        if (presentation.veil() != Veil.NONE && wanted != presentation.veil()) {
            throw new Problem(
                    HttpStatus.FORBIDDEN,
                    "this server was started with --blur " + presentation.veil().label()
                            + ": its pictures are shown in no other way");
        }
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /** The beginning of a message of a socket. */
    static ObjectNode message(String type, LiveSource source) {
        return object().put("type", type).put("schema", SCHEMA).put("source", source.id());
    }

    ObjectNode source(LiveSource source) {
        ObjectNode node = object().put("id", source.id())
                .put("name", source.name())
                .put("kind", source.kind().label());
        status(node, source.status());
        node.put("model", source.model())
                .put("explain", source.explains())
                .put("blur", source.veil().label());
        node.set("recording", source.recording().map(Wire::recording).orElse(null));
        Optional<SourceInfo> info = source.info();
        node.put("width", info.map(SourceInfo::width).orElse(null))
                .put("height", info.map(SourceInfo::height).orElse(null))
                .put("started_ms", source.started().toEpochMilli());
        node.set("stats", stats(source.stats()));
        return node;
    }

    private static ObjectNode recording(SessionRecorder.State state) {
        return object().put("running", state.running())
                .put("session", state.session().isPresent() ? state.session().getAsLong() : null)
                .put("acknowledged", state.acknowledged())
                .put("waiting", state.waiting())
                .put("dropped", state.dropped())
                .put("error", state.error().orElse(null));
    }

    static void status(ObjectNode node, LiveStatus status) {
        node.put("state", status.state().name().toLowerCase(Locale.ROOT))
                .put("reason", status.reason())
                .put("attempt", status.attempt())
                .put("pause_ms", status.pause().toMillis());
    }

    static ObjectNode stats(LiveStats stats) {
        return object().put("frames", stats.frames())
                .put("dropped", stats.dropped())
                .put("fps", rounded(stats.framesPerSecond(), 1))
                .put("drop_rate", rounded(stats.dropRate(), 4))
                .put("median_ms", rounded(stats.medianMillis(), 2))
                .put("p95_ms", rounded(stats.p95Millis(), 2));
    }

    /** Null where there is no number. */
    private static BigDecimal rounded(double value, int decimals) {
        return Double.isFinite(value) ? BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_EVEN) : null;
    }

    /** {@code missed} results before this one were dropped for the socket that it goes to. */
    ObjectNode result(LiveSource source, LiveResult result, long missed) {
        ObjectNode node = message("result", source)
                .put("frame", result.frame().index())
                .put("pts_ms", result.frame().ptsMillis())
                .put("latency_ms", rounded(result.latencyMillis(), 2))
                .put("missed", missed);
        node.setAll(picture(result.width(), result.height(), result.frame().faces()));
        return node;
    }

    /** What is in a picture of this size. */
    ObjectNode picture(int width, int height, List<FaceResult> faces) {
        ObjectNode node = object().put("width", width).put("height", height).put("people", faces.size());
        node.set("mood", Mood.of(faces).map(Wire::mood).orElse(null));
        node.set("faces", faces(faces));
        return node;
    }

    private static ObjectNode mood(EmotionScores scores) {
        ObjectNode node = object().put("emotion", scores.top().label());
        node.set("scores", FaceJson.scores(scores));
        return node;
    }

    /** None where only the whole may be told. */
    private ArrayNode faces(List<FaceResult> faces) {
        ArrayNode array = array();
        if (!presentation.aggregateOnly()) {
            for (FaceResult face : faces) {
                array.add(FaceJson.node(face).put("uncertain", face.confidence() < presentation.uncertainBelow()));
            }
        }
        return array;
    }

    ObjectNode explanation(LiveSource source, FrameExplanation explanation) {
        ObjectNode node = message("explanation", source)
                .put("frame", explanation.frame())
                .put("pts_ms", explanation.ptsMillis())
                .put("width", explanation.width())
                .put("height", explanation.height())
                .put(
                        "method",
                        explanation.faces().get(0).explanation().method().name().toLowerCase(Locale.ROOT));
        ArrayNode faces = node.putArray("faces");
        explanation.faces().forEach(face -> faces.add(explained(face)));
        return node;
    }

    /** The square as if it were not turned; the page turns it about its middle. */
    private static ObjectNode explained(FrameExplanation.Face face) {
        CropSquare square = face.square();
        HeatMap map = face.explanation().map();
        ObjectNode node = object().put("track", face.track())
                .put("emotion", face.explanation().emotion().label())
                .put("x", Decimals.one(square.centerX() - square.side() / 2))
                .put("y", Decimals.one(square.centerY() - square.side() / 2))
                .put("width", Decimals.one(square.side()))
                .put("height", Decimals.one(square.side()))
                .put("roll_degrees", Decimals.one(square.rollDegrees()))
                .put("columns", map.width())
                .put("rows", map.height());
        ArrayNode values = node.putArray("values");
        for (float value : map.values()) {
            values.add(Decimals.four(value));
        }
        return node;
    }

    ObjectNode course(Course course) {
        ObjectNode node = object().put("from_ms", course.shown().fromMillis())
                .put("to_ms", course.shown().toMillis())
                .put("first_ms", course.known().fromMillis())
                .put("last_ms", course.known().toMillis());
        ArrayNode buckets = node.putArray("buckets");
        for (Course.Bucket bucket : course.buckets()) {
            buckets.add(bucket == null ? null : bucket(bucket));
        }
        ArrayNode tracks = node.putArray("tracks");
        if (!presentation.aggregateOnly()) {
            for (Course.Stay stay : course.tracks()) {
                tracks.add(object().put("track", stay.track())
                        .put("first_ms", stay.span().fromMillis())
                        .put("last_ms", stay.span().toMillis())
                        .put("emotion", stay.emotion().label()));
            }
        }
        return node;
    }

    private static ObjectNode bucket(Course.Bucket bucket) {
        ObjectNode node = object().put("from_ms", bucket.fromMillis()).put("people", bucket.people());
        node.put("emotion", bucket.scores().map(s -> s.top().label()).orElse(null));
        node.set("scores", bucket.scores().map(FaceJson::scores).orElse(null));
        return node;
    }
}
