package org.mimika.server.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Optional;
import org.mimika.record.RecordingStore;
import org.mimika.server.live.LiveSource;
import org.mimika.server.live.LiveSources;
import org.mimika.server.live.ModelShelf;
import org.mimika.server.live.Veil;
import org.mimika.video.live.LiveOptions.Pace;

/** {@code /sources}: what plays, and what of it can be changed while it does. */
final class SourceRoutes {
    private static final int MOST_BUCKETS = 5000;

    private final LiveSources sources;
    private final ModelShelf models;
    private final SourceOpener opener;
    private final Optional<RecordingStore> recordings;
    private final Wire wire;

    SourceRoutes(WebServer.Parts parts, Wire wire) {
        sources = parts.sources();
        models = parts.models();
        opener = parts.opener();
        recordings = parts.recordings();
        this.wire = wire;
    }

    void add(RoutesConfig routes, String root) {
        String one = root + "/sources/{id}";
        routes.get(root + "/sources", this::list);
        routes.post(root + "/sources", context -> open(context, root));
        routes.get(one, context -> answer(context, find(context)));
        routes.patch(one, this::change);
        routes.delete(one, this::remove);
        routes.get(one + "/timeline", this::timeline);
        Downloads.add(routes, one + "/results", (context, file) -> {
            LiveSource source = find(context);
            wire.requireSingles();
            context.header(
                    "X-Mimika-Complete", Boolean.toString(source.history().complete()));
            Downloads.write(source.history().between(from(context), to(context)), file, source.name(), source.model());
            return new Downloads.Of(source.name(), source.started());
        });
    }

    private LiveSource find(Context context) {
        String id = context.pathParam("id");
        return sources.find(id).orElseThrow(() -> Problem.missing("there is no source '" + id + "'"));
    }

    private void answer(Context context, LiveSource source) {
        Answers.json(context, wire.source(source));
    }

    private void list(Context context) {
        ArrayNode all = Wire.array();
        sources.all().forEach(source -> all.add(wire.source(source)));
        Answers.json(context, Wire.object().set("sources", all));
    }

    private void open(Context context, String root) {
        JsonBody body = JsonBody.of(context, "input", "name", "pace", "model", "loop");
        LiveSource source = sources.add(opener.order(
                body.text("input"),
                body.optionalText("name").flatMap(SourceName::of),
                body.optionalText("model"),
                body.optionalOneOf("pace", Pace.class).orElse(Pace.OWN),
                body.optionalFlag("loop").orElse(false)));
        context.status(HttpStatus.CREATED).header("Location", root + "/sources/" + source.id());
        answer(context, source);
    }

    /** All of it, or where something is wrong with it, nothing. */
    private void change(Context context) {
        LiveSource source = find(context);
        JsonBody body = JsonBody.of(context, "model", "explain", "recording", "blur");
        Optional<String> model = body.optionalText("model");
        Optional<Boolean> explain = body.optionalFlag("explain");
        Optional<Boolean> recording = body.optionalFlag("recording");
        Optional<Veil> veil = body.optionalOneOf("blur", Veil.class);
        model.ifPresent(models::get);
        veil.ifPresent(wire::requireVeil);
        if (explain.orElse(false) || recording.orElse(false)) {
            wire.requireSingles();
        }
        if (recording.orElse(false) && recordings.isEmpty()) {
            throw new Problem(
                    HttpStatus.CONFLICT, "recording is off: start the server with --record FILE to make it possible");
        }
        model.ifPresent(source::chooseModel);
        veil.ifPresent(source::veil);
        explain.ifPresent(source::explain);
        recording.ifPresent(on -> record(source, on));
        answer(context, source);
    }

    private void record(LiveSource source, boolean on) {
        if (on) {
            source.record(recordings.orElseThrow());
        } else {
            source.stopRecording();
        }
    }

    private void remove(Context context) {
        sources.remove(find(context).id());
        context.status(HttpStatus.NO_CONTENT);
    }

    private void timeline(Context context) {
        LiveSource source = find(context);
        int buckets = (int) Answers.whole(context, "buckets", 300, 1, MOST_BUCKETS);
        Answers.json(context, wire.course(source.history().course(from(context), to(context), buckets)));
    }

    private static long from(Context context) {
        return Answers.whole(context, "from_ms", Long.MIN_VALUE, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    private static long to(Context context) {
        return Answers.whole(context, "to_ms", Long.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE);
    }
}
