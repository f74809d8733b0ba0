package org.mimika.server.rules;

import java.net.URI;
import java.time.Clock;

/**
 * The rules, what raises their events, and what posts them. Thread-safe; the opener closes it, which ends the webhooks'
 * deliveries.
 */
public final class Alarms implements AutoCloseable {
    private final RuleBook book;
    private final RuleEngine engine;
    private final Webhooks webhooks;
    private final AddressCheck check;

    /**
     * No rules yet.
     *
     * @param most how many rules there may be
     * @param secret signs what is posted
     * @param check where webhooks may lead
     */
    public Alarms(int most, WebhookSecret secret, AddressCheck check) {
        this.check = check;
        book = new RuleBook(most);
        engine = new RuleEngine(book, Clock.systemUTC());
        webhooks = new Webhooks(WebhookOptions.DEFAULTS, secret, check);
        engine.addListener(webhooks);
    }

    /** The rules. */
    public RuleBook rules() {
        return book;
    }

    /** Raises the events. */
    public RuleEngine engine() {
        return engine;
    }

    /**
     * Refuses a webhook that may not be reached.
     *
     * @throws org.mimika.core.MimikaException with the reason
     */
    public void requireReachable(URI webhook) {
        check.addresses(webhook);
    }

    /** How many deliveries went like this. */
    public long deliveries(WebhookOutcome outcome) {
        return webhooks.counted(outcome);
    }

    @Override
    public void close() {
        webhooks.close();
    }
}
