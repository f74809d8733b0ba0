package org.mimika.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import org.mimika.server.live.LiveSources;
import org.mimika.server.rules.Alarms;
import org.mimika.server.rules.Rule;
import org.mimika.server.rules.RuleJson;

/** {@code /rules}: what events are raised for. */
final class RuleRoutes {
    private final Alarms alarms;
    private final LiveSources sources;

    RuleRoutes(Alarms alarms, LiveSources sources) {
        this.alarms = alarms;
        this.sources = sources;
    }

    void add(RoutesConfig routes, String root) {
        routes.get(root + "/rules", this::list);
        routes.post(root + "/rules", this::make);
        routes.delete(root + "/rules/{id}", this::remove);
    }

    private void list(Context context) {
        ArrayNode all = Wire.array();
        alarms.rules().list().forEach(rule -> all.add(RuleJson.node(rule)));
        Answers.json(context, Wire.object().set("rules", all));
    }

    private void make(Context context) {
        JsonNode body = JsonBody.tree(context);
        // Outside of the book's lock: a name server may take its time.
        requireKnown(RuleJson.read("new", body));
        Rule rule = alarms.rules().add(id -> RuleJson.read(id, body));
        context.status(HttpStatus.CREATED).header("Location", context.path() + "/" + rule.id());
        Answers.json(context, RuleJson.node(rule));
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
