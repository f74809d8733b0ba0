package org.mimika.server.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import org.mimika.core.InputSpec;
import org.mimika.core.ModelMetadata;
import org.mimika.server.live.ModelShelf;

/**
 * {@code /models}, {@code /health}, {@code /ready} and {@code /openapi.json}: what is here, whether it works, and how to
 * ask for it.
 */
final class InfoRoutes {
    private static final String DOCUMENT = "/org/mimika/server/openapi.json";

    private final ModelShelf models;

    InfoRoutes(ModelShelf models) {
        this.models = models;
    }

    void add(RoutesConfig routes, String root) {
        routes.get(root + "/models", this::models);
        routes.get(
                root + "/health", context -> Answers.json(context, Wire.object().put("status", "up")));
        // The models are open before the first request is taken.
        routes.get(
                root + "/ready", context -> Answers.json(context, Wire.object().put("status", "ready")));
        byte[] document = document();
        routes.get(root + "/openapi.json", context -> context.contentType("application/json")
                .result(document));
    }

    private static byte[] document() {
        try (InputStream document = InfoRoutes.class.getResourceAsStream(DOCUMENT)) {
            return document.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void models(Context context) {
        ArrayNode all = Wire.array();
        models.all().forEach(entry -> all.add(model(entry)));
        ObjectNode answer = Wire.object().put("default", models.defaultName());
        Answers.json(context, answer.set("models", all));
    }

    private static ObjectNode model(ModelShelf.Entry entry) {
        ModelMetadata metadata = entry.network().metadata();
        InputSpec input = metadata.input();
        Map<String, String> figures = metadata.provenance();
        ObjectNode node = Wire.object()
                .put("name", entry.name())
                .put("architecture", metadata.architecture())
                .put("input", input.width() + "x" + input.height() + "x" + input.channels())
                .put(
                        "explains",
                        entry.network()
                                .explanation()
                                .map(method -> method.name().toLowerCase(Locale.ROOT))
                                .orElse(null));
        node.put("parameters", number(figures, "parameters"));
        node.put("multiply_adds", number(figures, "multiply_adds"));
        node.put("public_test_accuracy", number(figures, "public.accuracy"));
        node.put("calibration_error", number(figures, "public.ece_crosswise"));
        return node;
    }

    /** Null where the model's file does not say. */
    private static BigDecimal number(Map<String, String> figures, String key) {
        try {
            return figures.containsKey(key) ? new BigDecimal(figures.get(key)) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
