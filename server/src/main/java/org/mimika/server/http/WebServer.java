package org.mimika.server.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.config.SizeUnit;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.http.staticfiles.Location;
import io.javalin.router.Endpoint;
import io.javalin.websocket.WsHandlerType;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mimika.core.MimikaException;
import org.mimika.record.RecordingStore;
import org.mimika.server.guard.HostCheck;
import org.mimika.server.live.LiveSources;
import org.mimika.server.live.ModelShelf;
import org.mimika.server.metrics.ServerMetrics;
import org.mimika.server.rules.Alarms;

/**
 * The dashboard's files, the REST interface and the WebSockets, on one port. Thread-safe; the opener closes it, before
 * what it was given.
 */
public final class WebServer implements AutoCloseable {
    /** The interface's address, with the version of its schema. */
    static final String ROOT = "/api/v" + Wire.SCHEMA;

    private final Parts parts;
    private final Wire wire;
    private final Sockets sockets;
    private final Gate gate;
    private final Javalin javalin;

    /**
     * What it serves; it closes none of them.
     *
     * @param opener judges what clients name as sources
     * @param recordings where sessions are kept; empty where recording is off
     * @param alarms the rules and their events
     * @param metrics counts requests, and is told of the sockets
     */
    public record Parts(
            WebOptions options,
            LiveSources sources,
            ModelShelf models,
            SourceOpener opener,
            Optional<RecordingStore> recordings,
            Alarms alarms,
            ServerMetrics metrics) {}

    /**
     * Starts it.
     *
     * @throws MimikaException if it cannot listen there
     */
    public WebServer(Parts parts) {
        this.parts = parts;
        wire = new Wire(parts.options().presentation());
        sockets = new Sockets(parts.options().limits().sockets());
        gate = new Gate(parts.options().token(), ROOT);
        javalin = Javalin.create(this::configure);
        WebOptions options = parts.options();
        try {
            javalin.start(options.host(), options.port());
            gate.open(new HostCheck(options.host(), javalin.port(), options.names()));
        } catch (RuntimeException e) {
            close();
            throw new MimikaException(
                    "cannot listen on " + options.host() + ":" + options.port() + ": " + e.getMessage(), e);
        }
    }

    /** The port that it listens on. */
    public int port() {
        return javalin.port();
    }

    /** What it answers besides the dashboard's files, such as {@code GET /api/v1/models}; WebSockets are GET too. */
    public Set<String> routes() {
        Stream<String> requests = javalin.unsafe.internalRouter.allHttpHandlers().stream()
                .map(handler -> handler.endpoint)
                .filter(endpoint -> endpoint.method.isHttpMethod())
                .map(endpoint -> endpoint.method.name() + " " + endpoint.path);
        Stream<String> sockets = javalin.unsafe.internalRouter.allWsHandlers().stream()
                .filter(handler -> handler.getType() == WsHandlerType.WEBSOCKET)
                .map(handler -> "GET " + handler.getPath());
        return Stream.concat(requests, sockets).collect(Collectors.toCollection(TreeSet::new));
    }

    private void configure(JavalinConfig config) {
        Limits limits = parts.options().limits();
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.maxRequestSize = limits.bodyBytes();
        config.http.prefer405over404 = true;
        // Pictures are never written to a disk.
        config.jetty.multipartConfig.maxInMemoryFileSize(limits.bodyBytes(), SizeUnit.BYTES);
        config.jetty.multipartConfig.maxTotalRequestSize(limits.bodyBytes(), SizeUnit.BYTES);
        config.jetty.modifyServer(server -> FrontDoor.build(server, limits.traffic()));
        config.jetty.modifyHttpConfiguration(http -> FrontDoor.build(http, limits.traffic()));
        config.jetty.modifyWebSocketServletFactory(factory -> {
            factory.setMaxBinaryMessageSize(limits.frameBytes());
            factory.setMaxTextMessageSize(64 << 10);
        });
        config.staticFiles.add(files -> {
            files.hostedPath = "/";
            files.directory = "/org/mimika/server/web";
            files.location = Location.CLASSPATH;
            files.headers.put("Cache-Control", "no-cache");
        });
        config.requestLogger.http((context, millis) -> count(context));
        routes(config.routes);
        failures(config.routes);
    }

    private void routes(RoutesConfig routes) {
        gate.add(routes, ROOT);
        new SessionRoutes(parts, gate).add(routes, ROOT);
        new InfoRoutes(parts.models()).add(routes, ROOT);
        new SourceRoutes(parts, wire).add(routes, ROOT);
        new FaceRoutes(parts.models(), wire, parts.options().limits().pixels()).add(routes, ROOT);
        new RecordingRoutes(parts.recordings(), wire).add(routes, ROOT);
        new RuleRoutes(parts.alarms(), parts.sources()).add(routes, ROOT);
        routes.get("/metrics", this::metrics);
        parts.metrics().showSockets(sockets::open);
        socket(routes, "/sources/{id}/live", client -> new LiveTalk(client, parts, wire));
        socket(routes, "/camera", client -> new CameraTalk(client, parts, wire));
        socket(
                routes,
                "/events",
                client -> new EventTalk(client.outbox(), parts.alarms().engine(), null));
    }

    /** By the route that matched, whose number is bounded. */
    private void count(Context context) {
        Endpoint matched = context.endpoints().matchedHttpEndpoint();
        parts.metrics().request(matched == null ? "none" : matched.path, context.statusCode());
    }

    private void metrics(Context context) {
        context.contentType(ServerMetrics.CONTENT_TYPE).result(parts.metrics().text());
    }

    private void socket(RoutesConfig routes, String path, Function<Sockets.Client, Sockets.Talk> talk) {
        routes.ws(ROOT + path, config -> sockets.configure(config, talk));
    }

    private static void failures(RoutesConfig routes) {
        routes.exception(HttpResponseException.class, Failures::refused);
        routes.exception(ServletException.class, Failures::badForm);
        routes.exception(IOException.class, Failures::brokenOff);
        routes.exception(
                RuntimeException.class, (e, context) -> Failures.answer(context, Failures.status(e), Failures.line(e)));
        for (HttpStatus status : new HttpStatus[] {HttpStatus.NOT_FOUND, HttpStatus.METHOD_NOT_ALLOWED}) {
            routes.error(status.getCode(), context -> {
                if (context.result() == null
                        || context.result().isEmpty()
                        || !"application/json".equals(context.res().getContentType())) {
                    Failures.answer(
                            context,
                            status,
                            context.method() + " " + context.path() + ": "
                                    + status.getMessage().toLowerCase(java.util.Locale.ROOT));
                }
            });
        }
    }

    /** Takes no more requests and closes the sockets. */
    @Override
    public void close() {
        javalin.stop();
        sockets.close();
    }
}
