package org.mimika.server.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.mimika.core.Emotion;
import org.mimika.core.MimikaException;

/** Rules and events as JSON, in snake_case and milliseconds. */
public final class RuleJson {
    private static final List<String> FIELDS =
            List.of("emotion", "above", "for_ms", "source", "webhook", "cooldown_ms");
    private static final long DEFAULT_COOLDOWN = 5000;

    private RuleJson() {}

    /**
     * Reads a rule: {@code emotion} and {@code above} must be there; {@code for_ms} is 0 and {@code cooldown_ms} 5000 if
     * absent; {@code source} and {@code webhook} may be absent or null.
     *
     * @throws MimikaException if a field is missing, unknown or not as it should be
     */
    public static Rule read(String id, JsonNode body) {
        if (body == null || !body.isObject()) {
            throw new MimikaException("a rule is a JSON object with some of " + FIELDS);
        }
        body.fieldNames().forEachRemaining(name -> {
            if (!FIELDS.contains(name)) {
                throw new MimikaException("unknown field in a rule: expected some of " + FIELDS);
            }
        });
        Rule.Condition condition = new Rule.Condition(
                Emotion.fromLabel(
                        required(body, "emotion", "a text", JsonNode::isTextual).textValue()),
                required(body, "above", "a number", JsonNode::isNumber).doubleValue(),
                whole(body, "for_ms", 0));
        return new Rule(
                id,
                condition,
                text(body, "source"),
                text(body, "webhook").map(RuleJson::address),
                whole(body, "cooldown_ms", DEFAULT_COOLDOWN));
    }

    private static JsonNode required(JsonNode body, String field, String expected, Predicate<JsonNode> check) {
        return optional(body, field, expected, check)
                .orElseThrow(() -> new MimikaException("a rule needs the field '" + field + "'"));
    }

    private static long whole(JsonNode body, String field, long otherwise) {
        return optional(
                        body,
                        field,
                        "a whole number",
                        node -> node.canConvertToExactIntegral() && node.canConvertToLong())
                .map(JsonNode::longValue)
                .orElse(otherwise);
    }

    private static Optional<String> text(JsonNode body, String field) {
        return optional(body, field, "a text", JsonNode::isTextual).map(JsonNode::textValue);
    }

    private static Optional<JsonNode> optional(
            JsonNode body, String field, String expected, Predicate<JsonNode> check) {
        JsonNode node = body.get(field);
        if (node == null || node.isNull()) {
            return Optional.empty();
        }
        if (!check.test(node)) {
            throw new MimikaException("the rule's field '" + field + "' is not understood: expected " + expected);
        }
        return Optional.of(node);
    }

    private static URI address(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) { // the exception repeats the address, which may hold a secret
            throw new MimikaException("the webhook is not understood: expected https://HOST/PATH");
        }
    }

    /** All fields, those that are absent as null. */
    public static ObjectNode node(Rule rule) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        return node.put("id", rule.id())
                .put("emotion", rule.condition().emotion().label())
                .put("above", rule.condition().above())
                .put("for_ms", rule.condition().forMillis())
                .put("source", rule.source().orElse(null))
                .put("webhook", rule.webhook().map(URI::toString).orElse(null))
                .put("cooldown_ms", rule.cooldownMillis());
    }

    /** {@code {"type":"event","schema":1,"id",..}}; {@code track} is null for all in view together. */
    public static ObjectNode node(RuleEvent event) {
        RuleEvent.Sighting sighting = event.sighting();
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("type", "event")
                .put("schema", 1)
                .put("id", event.id())
                .put("rule", event.rule().id())
                .put("source", sighting.source())
                .put("track", sighting.track() == 0 ? null : sighting.track())
                .put("emotion", event.rule().condition().emotion().label())
                .put("confidence", Math.round(sighting.confidence() * 1e4) / 1e4)
                .put("pts_ms", sighting.ptsMillis())
                .put("at", event.at().toString())
                .put("for_ms", sighting.heldMillis());
        return node;
    }
}
