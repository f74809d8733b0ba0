package org.mimika.server.http;

import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import jakarta.servlet.ServletException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.mimika.core.MimikaException;

/** Turns what went wrong into one line for the client. What nobody foresaw is logged, and not told. */
final class Failures {
    private static final Logger LOG = System.getLogger(Failures.class.getName());

    private Failures() {}

    /** What Javalin refuses, in our words; it would answer in its own. */
    static void refused(HttpResponseException e, Context context) {
        HttpStatus status = HttpStatus.forStatus(e.getStatus());
        answer(
                context,
                status,
                status == HttpStatus.CONTENT_TOO_LARGE
                        ? "the body is larger than this server takes: see body_bytes of the session's limits"
                        : e.getMessage());
    }

    /** A form that cannot be taken apart: too large, or none. */
    static void badForm(ServletException e, Context context) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        if (root instanceof HttpException && root instanceof RuntimeException refused) {
            answer(context, status(refused), line(refused));
            return;
        }
        if (root instanceof TimeoutException) {
            brokenOff(e, context);
            return;
        }
        String why = String.valueOf(root.getMessage()).lines().findFirst().orElse("");
        // Jetty has no type for it; a test tells when its words change.
        if (why.startsWith("max length exceeded")) {
            refused(new HttpResponseException(HttpStatus.CONTENT_TOO_LARGE.getCode()), context);
        } else {
            answer(context, HttpStatus.BAD_REQUEST, "the form cannot be read: " + why);
        }
    }

    /** The client has gone, or says nothing more; if it still listens, it hears this. */
    static void brokenOff(Exception e, Context context) {
        answer(context, HttpStatus.REQUEST_TIMEOUT, "the body broke off");
    }

    static String line(RuntimeException e) {
        if (e instanceof Problem || e instanceof MimikaException) {
            return e.getMessage();
        }
        // Jetty's, while the body is read.
        if (e instanceof HttpException refused) {
            return "the request cannot be read: " + refused.getReason();
        }
        LOG.log(Level.ERROR, "a request failed unexpectedly", e);
        return "unexpected failure; the server's log says more";
    }

    static HttpStatus status(RuntimeException e) {
        if (e instanceof Problem problem) {
            return problem.status();
        }
        if (e instanceof HttpException refused) {
            return HttpStatus.forStatus(refused.getCode());
        }
        return e instanceof MimikaException ? HttpStatus.BAD_REQUEST : HttpStatus.INTERNAL_SERVER_ERROR;
    }

    static void answer(Context context, HttpStatus status, String line) {
        context.status(status)
                .contentType("application/json")
                .result(Wire.object().put("error", line).toString());
    }
}
