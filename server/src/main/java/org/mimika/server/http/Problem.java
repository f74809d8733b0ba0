package org.mimika.server.http;

import io.javalin.http.HttpStatus;

/** What was wrong with a request, in one line for whoever sent it. */
final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final HttpStatus status;

    Problem(HttpStatus status, String message) {
        super(message);
        this.status = status;
    }

    static Problem bad(String message) {
        return new Problem(HttpStatus.BAD_REQUEST, message);
    }

    static Problem missing(String message) {
        return new Problem(HttpStatus.NOT_FOUND, message);
    }

    HttpStatus status() {
        return status;
    }
}
