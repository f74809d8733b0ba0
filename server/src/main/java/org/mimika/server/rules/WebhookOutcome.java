package org.mimika.server.rules;

/** What became of an event that was to be posted. */
public enum WebhookOutcome {
    /** The receiver answered with 2xx. */
    DELIVERED,
    /** The receiver answered that it will not have it: any other 3xx or 4xx than 429. */
    REJECTED,
    /** The receiver's address may not be reached. */
    FORBIDDEN,
    /** Every attempt failed. */
    FAILED,
    /** Given up without an answer: too many waited, or the server closed. */
    DROPPED
}
