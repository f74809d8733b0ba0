package org.mimika.server.http;

import java.util.function.Consumer;
import org.mimika.server.rules.RuleEngine;
import org.mimika.server.rules.RuleEvent;
import org.mimika.server.rules.RuleJson;

/** A client that hears the events of all sources, or of one. */
final class EventTalk implements Sockets.Talk {
    private final RuleEngine engine;
    private final Consumer<RuleEvent> listener;

    EventTalk(Outbox outbox, RuleEngine engine, String source) {
        this.engine = engine;
        listener = event -> {
            if (source == null || event.sighting().source().equals(source)) {
                outbox.message(RuleJson.node(event).toString());
            }
        };
        engine.addListener(listener);
    }

    @Override
    public void close() {
        engine.removeListener(listener);
    }
}
