package org.mimika.server.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import io.javalin.http.SameSite;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mimika.server.guard.AccessToken;
import org.mimika.server.guard.HostCheck;
import org.mimika.server.guard.LoginLimiter;

/**
 * What every request passes first: it must name this server (or a page elsewhere has bent a name to lead here), must not
 * come from another site's page where it changes something or opens a socket, and must be logged in where a token is
 * asked for. The page's own files, the login, and whether the server works are open to everybody. Thread-safe.
 */
final class Gate {
    private static final String COOKIE = "mimika_session";
    private static final String BEARER = "Bearer ";

    /** Room for the longest token; at the least pace of a body, a larger one would hold its place for long. */
    private static final int LOGIN_BYTES = 2 << 10;

    private static final Set<HandlerType> READING = Set.of(HandlerType.GET, HandlerType.HEAD);

    /** What every answer tells browsers. */
    static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; object-src 'none';"
                    + " base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            "no-referrer",
            "Cross-Origin-Resource-Policy",
            "same-origin",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Permissions-Policy",
            "camera=(self), microphone=(), geolocation=()");

    private final Optional<AccessToken> token;
    private final LoginLimiter limiter = new LoginLimiter();
    private final Set<String> open;
    private volatile HostCheck hosts;

    Gate(Optional<AccessToken> token, String root) {
        this.token = token;
        open = Set.of(root + "/session", root + "/login", root + "/health", root + "/ready");
    }

    /** Lets requests in, now that the port is known. */
    void open(HostCheck check) {
        hosts = check;
    }

    void add(RoutesConfig routes, String root) {
        routes.before(this::pass);
        routes.wsBeforeUpgrade(context -> {
            pass(context);
            requireSameOrigin(context);
        });
        routes.post(root + "/login", this::logIn);
    }

    private void pass(Context context) {
        HEADERS.forEach(context::header);
        if (hosts == null) {
            throw new Problem(HttpStatus.SERVICE_UNAVAILABLE, "the server is starting");
        }
        if (!hosts.names(context.header("Host"))) {
            throw new Problem(
                    HttpStatus.MISDIRECTED_REQUEST,
                    "this server goes by another name than the request's Host: start it with --name to add one");
        }
        if (!READING.contains(context.method())) {
            requireSameOrigin(context);
        }
        String path = context.path();
        if (path.startsWith("/api/") && "cross-site".equals(context.header("Sec-Fetch-Site"))) {
            throw new Problem(HttpStatus.FORBIDDEN, "a page of another site sent this request");
        }
        boolean guarded = path.startsWith("/api/") || path.startsWith("/metrics");
        if (guarded && !open.contains(path) && !loggedIn(context)) {
            context.header("WWW-Authenticate", "Bearer");
            throw new Problem(HttpStatus.UNAUTHORIZED, "this server asks for its token: Authorization: Bearer TOKEN");
        }
    }

    private void requireSameOrigin(Context context) {
        if (!hosts.sameOrigin(context.header("Host"), context.header("Origin"))) {
            throw new Problem(HttpStatus.FORBIDDEN, "a page of another site sent this request");
        }
    }

    boolean asksForToken() {
        return token.isPresent();
    }

    /**
     * Whether the request comes with what the login gave, or with the token. The former is too random to be guessed, and
     * is looked at whatever its address has failed before; an old one is no guess.
     *
     * @throws Problem if it comes with a token from where too many wrong ones came
     */
    boolean loggedIn(Context context) {
        if (token.isEmpty() || token.get().matchesCookie(context.cookie(COOKIE))) {
            return true;
        }
        String header = context.header("Authorization");
        return header != null && header.startsWith(BEARER) && isToken(context, header.substring(BEARER.length()));
    }

    private boolean isToken(Context context, String given) {
        LoginLimiter.Outcome outcome =
                limiter.attempt(context.ip(), () -> token.orElseThrow().matches(given));
        if (outcome.limited()) {
            context.header("Retry-After", Long.toString(1 + outcome.pause().toSeconds()));
            throw new Problem(HttpStatus.TOO_MANY_REQUESTS, "too many wrong tokens: try again later");
        }
        return outcome.admitted();
    }

    private void logIn(Context context) {
        String given = JsonBody.small(context, LOGIN_BYTES, "token").text("token");
        AccessToken expected = token.orElseThrow(() -> Problem.bad("this server asks for no token"));
        if (!isToken(context, given)) {
            throw new Problem(HttpStatus.UNAUTHORIZED, "the token is wrong");
        }
        boolean secure = hosts.isSecure(context.header("Host"));
        context.cookie(new Cookie(COOKIE, expected.cookie(), "/", -1, secure, true, null, SameSite.STRICT));
        context.status(HttpStatus.NO_CONTENT);
    }
}
