package org.mimika.server.http;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.mimika.core.MimikaException;

/** Turns what went wrong into one line for the client. What nobody foresaw is logged, and not told. */
final class Failures {
    private static final Logger LOG = System.getLogger(Failures.class.getName());

    private Failures() {}

    static String line(RuntimeException e) {
        if (e instanceof Problem || e instanceof MimikaException) {
            return e.getMessage();
        }
        LOG.log(Level.ERROR, "a request failed unexpectedly", e);
        return "unexpected failure; the server's log says more";
    }

    static HttpStatus status(RuntimeException e) {
        if (e instanceof Problem problem) {
            return problem.status();
        }
        return e instanceof MimikaException ? HttpStatus.BAD_REQUEST : HttpStatus.INTERNAL_SERVER_ERROR;
    }

    static void answer(Context context, HttpStatus status, String line) {
        context.status(status)
                .contentType("application/json")
                .result(Wire.object().put("error", line).toString());
    }
}
