package org.mimika.server.http;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.mimika.server.guard.LoginLimiter;

/**
 * What a request passes in Jetty, before Javalin sees it. Javalin keeps the name of every method that it ever saw; and
 * whatever it works on holds a thread, which a client that sends a byte a second would keep for hours.
 */
final class FrontDoor {
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

    private FrontDoor() {}

    /** Builds it into a server that has not started. Strangers, who can do nothing but log in, keep nobody else out. */
    static void build(Server server, Traffic traffic) {
        Predicate<Request> tables = path("/results\\.[a-z]+");
        Predicate<Request> logins = path("/login");
        Predicate<Request> pictures = path("/faces");
        Predicate<Request> bodies = request -> WITH_BODY.contains(request.getMethod());
        server.setErrorHandler(new FrontDoorErrors());
        server.insertHandler(new Lane(tables, traffic.downloads(), traffic.downloads()));
        server.insertHandler(new Lane(logins, traffic.bodies(), traffic.loginsEach()));
        server.insertHandler(new Lane(pictures, traffic.pictures(), traffic.pictures()));
        Predicate<Request> others = bodies.and(logins.or(pictures).negate());
        server.insertHandler(new Lane(others, traffic.bodies(), traffic.bodies()));
        server.insertHandler(new Entrance(traffic));
    }

    /** How long a client may say or take nothing. */
    static void build(HttpConfiguration http, Traffic traffic) {
        http.setSendServerVersion(false);
        http.setIdleTimeout(traffic.patience().toMillis());
    }

    /** An end of an address of ours, which Javalin takes with a slash behind it as well. */
    private static Predicate<Request> path(String end) {
        Predicate<String> ours = Pattern.compile("^/api/.*" + end + "/?$").asMatchPredicate();
        return request -> ours.test(Request.getPathInContext(request));
    }

    /** Requests of one sort, of which so many are worked on at once. Further ones are refused: one that waits costs too. */
    private static final class Lane extends Handler.Wrapper {
        private final Predicate<Request> sort;
        private final Semaphore places;
        private final int each;
        private final Map<String, Integer> held = new ConcurrentHashMap<>();

        /** So many {@code places}, of which one address holds no more than {@code each}. */
        Lane(Predicate<Request> sort, int places, int each) {
            this.sort = sort;
            this.places = new Semaphore(places);
            this.each = each;
        }

        private boolean enter(String who) {
            if (!places.tryAcquire()) {
                return false;
            }
            if (held.merge(who, 1, Integer::sum) > each) {
                leave(who);
                return false;
            }
            return true;
        }

        private void leave(String who) {
            held.computeIfPresent(who, (key, count) -> count > 1 ? count - 1 : null);
            places.release();
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            if (sort.test(request)) {
                String who = LoginLimiter.owner(Request.getRemoteAddr(request));
                if (!enter(who)) {
                    Response.writeError(request, response, callback, HttpStatus.SERVICE_UNAVAILABLE_503);
                    return true;
                }
                Request.addCompletionListener(request, failure -> leave(who));
            }
            return super.handle(request, response, callback);
        }
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
            Response.writeError(
                    request,
                    response,
                    callback,
                    HttpStatus.NOT_IMPLEMENTED_501,
                    "expected one of the methods " + METHODS);
            return true;
        }
    }
}
