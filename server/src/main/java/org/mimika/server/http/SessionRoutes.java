package org.mimika.server.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** {@code /session}: what a page has to know before it shows anything. */
final class SessionRoutes {
    private static final int CAMERAS = 10;

    private final WebServer.Parts parts;
    private final Gate gate;

    SessionRoutes(WebServer.Parts parts, Gate gate) {
        this.parts = parts;
        this.gate = gate;
    }

    void add(RoutesConfig routes, String root) {
        routes.get(root + "/session", this::session);
    }

    private void session(Context context) {
        Presentation presentation = parts.options().presentation();
        boolean loggedIn = gate.loggedIn(context);
        ObjectNode node = Wire.object()
                .put("schema", Wire.SCHEMA)
                .put(
                        "version",
                        Objects.requireNonNullElse(
                                WebServer.class.getPackage().getImplementationVersion(), "development"))
                .put("token_required", gate.asksForToken())
                .put("logged_in", loggedIn);
        if (loggedIn) {
            node.put("aggregate_only", presentation.aggregateOnly())
                    .put("blur", presentation.veil().label())
                    .put("uncertain_below", presentation.uncertainBelow())
                    .put("recording_available", parts.recordings().isPresent());
            node.set("limits", limits(parts.options().limits()));
            node.set("inputs", inputs());
        }
        Answers.json(context, node);
    }

    private static ObjectNode limits(Limits limits) {
        return Wire.object()
                .put("sources", limits.sources())
                .put("body_bytes", limits.bodyBytes())
                .put("pixels", limits.pixels())
                .put("frame_bytes", limits.frameBytes())
                .put("frame_pixels", limits.framePixels());
    }

    private ObjectNode inputs() {
        ArrayNode cameras = Wire.array();
        for (int i = 0; i < CAMERAS; i++) {
            if (Files.exists(Path.of("/dev/video" + i))) {
                cameras.add(i);
            }
        }
        ObjectNode node = Wire.object()
                .put("demo", parts.opener().hasDemo())
                .put("files", parts.opener().hasFiles());
        return node.set("cameras", cameras);
    }
}
