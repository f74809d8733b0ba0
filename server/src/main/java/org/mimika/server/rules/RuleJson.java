package org.mimika.server.rules;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;

/** Rules and events as JSON, in snake_case and milliseconds. */
public final class RuleJson {
    private RuleJson() {}

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
