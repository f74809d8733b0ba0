package org.mimika.server.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.net.URI;
import java.net.URISyntaxException;
import org.mimika.core.Emotion;
import org.mimika.server.live.LiveSources;
import org.mimika.server.rules.Alarms;
import org.mimika.server.rules.Rule;
import org.mimika.server.rules.RuleJson;

/** {@code /rules}: what events are raised for. */
final class RuleRoutes {
    static final String[] FIELDS = {"emotion", "above", "for_ms", "source", "webhook", "cooldown_ms"};
    private static final long DEFAULT_COOLDOWN = 5000;

    private final Alarms alarms;
    private final LiveSources sources;

    RuleRoutes(Alarms alarms, LiveSources sources) {
        this.alarms = alarms;
        this.sources = sources;
    }

    void add(RoutesConfig routes, String root) {
        routes.get(root + "/rules", this::list);
        routes.post(root + "/rules", context -> make(context, root));
        routes.delete(root + "/rules/{id}", this::remove);
    }

    private void list(Context context) {
        ArrayNode all = Wire.array();
        alarms.rules().list().forEach(rule -> all.add(RuleJson.node(rule)));
        Answers.json(context, Wire.object().set("rules", all));
    }

    private void make(Context context, String root) {
        JsonBody body = JsonBody.of(context, FIELDS);
        // Outside of the book's lock: a name server may take its time.
        requireKnown(read("new", body));
        Rule rule = alarms.rules().add(id -> read(id, body));
        context.status(HttpStatus.CREATED).header("Location", root + "/rules/" + rule.id());
        Answers.json(context, RuleJson.node(rule));
    }

    /**
     * A rule: {@code emotion} and {@code above} must be there; {@code for_ms} is 0 and {@code cooldown_ms} 5000 if
     * absent.
     */
    static Rule read(String id, JsonBody body) {
        Rule.Condition condition = new Rule.Condition(
                Emotion.fromLabel(body.text("emotion")),
                body.number("above"),
                body.optionalWhole("for_ms").orElse(0L));
        return new Rule(
                id,
                condition,
                body.optionalText("source"),
                body.optionalText("webhook").map(RuleRoutes::address),
                body.optionalWhole("cooldown_ms").orElse(DEFAULT_COOLDOWN));
    }

    private static URI address(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) { // the exception repeats the address, which may hold a secret
            throw Problem.bad("the webhook is not understood: expected https://HOST/PATH");
        }
    }

    private void requireKnown(Rule rule) {
        rule.source().filter(id -> sources.find(id).isEmpty()).ifPresent(id -> {
            throw Problem.bad("there is no source '" + id + "'");
        });
        rule.webhook().ifPresent(alarms::requireReachable);
    }

    private void remove(Context context) {
        String id = context.pathParam("id");
        if (!alarms.rules().remove(id)) {
            throw Problem.missing("there is no rule '" + id + "'");
        }
        context.status(HttpStatus.NO_CONTENT);
    }
}
