package org.mimika.server.http;

import java.util.Set;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.QoSHandler;
import org.eclipse.jetty.util.Callback;

/**
 * What a request passes in Jetty, before Javalin sees it. Javalin keeps the name of every method that it ever saw; and
 * whatever it works on holds a thread, which a client that sends a byte a second would keep for hours.
 */
final class FrontDoor {
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final String TABLES = "^/api/.*/results\\.[a-z]+$";

    private FrontDoor() {}

    /** Builds it into a server that has not started. */
    static void build(Server server, Traffic traffic) {
        server.setErrorHandler(new FrontDoorErrors());
        QoSHandler tables = atOnce(traffic.downloads());
        tables.includePath(TABLES);
        QoSHandler bodies = atOnce(traffic.bodies());
        bodies.includeMethod("POST", "PUT", "PATCH");
        server.insertHandler(tables);
        server.insertHandler(bodies);
        server.insertHandler(new Entrance(traffic));
    }

    /** How long a client may say or take nothing. */
    static void build(HttpConfiguration http, Traffic traffic) {
        http.setSendServerVersion(false);
        http.setIdleTimeout(traffic.patience().toMillis());
    }

    /** So many at once. None waits: Jetty answers nothing to one that breaks off in the moment when its wait is over. */
    private static QoSHandler atOnce(int most) {
        QoSHandler handler = new QoSHandler();
        handler.setMaxRequestCount(most);
        handler.setMaxSuspendedRequestCount(0);
        return handler;
    }

    private static final class Entrance extends Handler.Wrapper {
        private final Traffic traffic;

        Entrance(Traffic traffic) {
            this.traffic = traffic;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            if (METHODS.contains(request.getMethod())) {
                return super.handle(new PacedBody(request, traffic), response, callback);
            }
            Response.writeError(request, response, callback, 501, "expected one of the methods " + METHODS);
            return true;
        }
    }
}
