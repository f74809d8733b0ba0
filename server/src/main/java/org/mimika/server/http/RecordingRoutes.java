package org.mimika.server.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.Optional;
import org.mimika.record.RecordingStore;
import org.mimika.record.Session;

/** {@code /recordings}: the sessions that were kept. */
final class RecordingRoutes {
    private final Optional<RecordingStore> recordings;
    private final Wire wire;

    RecordingRoutes(Optional<RecordingStore> recordings, Wire wire) {
        this.recordings = recordings;
        this.wire = wire;
    }

    void add(RoutesConfig routes, String root) {
        routes.get(root + "/recordings", this::list);
        Downloads.add(routes, root + "/recordings/{id}/results", (context, file) -> {
            wire.requireSingles();
            long session = number(context.pathParam("id"));
            RecordingStore store = recordings.orElseThrow(() -> none(session));
            Session kept = store.sessions().stream()
                    .filter(one -> one.id() == session)
                    .findFirst()
                    .orElseThrow(() -> none(session));
            store.export(session, file);
            return new Downloads.Of(kept.source(), kept.started());
        });
    }

    private void list(Context context) {
        ArrayNode all = Wire.array();
        recordings.ifPresent(store -> store.sessions()
                .forEach(session -> all.add(Wire.object()
                        .put("session", session.id())
                        .put("source", session.source())
                        .put("model", session.model())
                        .put("started_ms", session.started().toEpochMilli())
                        .put(
                                "ended_ms",
                                session.ended().map(Instant::toEpochMilli).orElse(null))
                        .put("frames", session.frames())
                        .put("faces", session.faces()))));
        Answers.json(context, Wire.object().set("recordings", all));
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw Problem.missing("there is no recording '" + text + "'");
        }
    }

    private static Problem none(long session) {
        return Problem.missing("there is no recording '" + session + "'");
    }
}
