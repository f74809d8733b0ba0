package org.mimika.learn.weights;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A local HTTP server that has one file and fails as told. */
final class FlakyServer implements AutoCloseable {
    private static final int PART = 1 << 16;

    /** What is served; may be changed between requests. */
    volatile byte[] content;

    /** Its ETag; null for none. */
    volatile String tag = "\"one\"";

    /** Requests that break off after this many bytes each; afterwards all goes well. */
    volatile int breaks;

    volatile int breakAfter;

    /** Whether parts are served. */
    volatile boolean ranges = true;

    /** Answered instead of the file, so many times. */
    volatile int status = 200;

    volatile int statusTimes = Integer.MAX_VALUE;

    /** HuggingFace's header on the way to the file; null for no redirect. */
    volatile String linkedTag;

    volatile long pauseMillis;

    /** The Range header of each request for the file, or "all". */
    final List<String> asked = new ArrayList<>();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    FlakyServer(byte[] content) throws IOException {
        this.content = content;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    URI address(String file) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + file);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (linkedTag != null && !exchange.getRequestURI().getPath().startsWith("/cdn/")) {
                exchange.getResponseHeaders().set("X-Linked-Etag", "\"" + linkedTag + "\"");
                exchange.getResponseHeaders()
                        .set("Location", "/cdn" + exchange.getRequestURI().getPath());
                exchange.sendResponseHeaders(302, -1);
                return;
            }
            serve(exchange);
        } catch (IOException e) {
            // The client went away, or the answer broke off as it should.
        }
    }

    private void serve(HttpExchange exchange) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        synchronized (asked) {
            asked.add(range == null ? "all" : range);
        }
        if (status != 200 && statusTimes-- > 0) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        byte[] now = content;
        int from = 0;
        String ifRange = exchange.getRequestHeaders().getFirst("If-Range");
        if (ranges && range != null && (ifRange == null || ifRange.equals(tag))) {
            from = Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
        }
        if (tag != null) {
            exchange.getResponseHeaders().set("ETag", tag);
        }
        if (from >= now.length) {
            exchange.getResponseHeaders().set("Content-Range", "bytes */" + content.length);
            exchange.sendResponseHeaders(416, -1);
            return;
        }
        send(exchange, now, from);
    }

    private void send(HttpExchange exchange, byte[] now, int from) throws IOException {
        if (from > 0) {
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes " + from + "-" + (now.length - 1) + "/" + now.length);
        }
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, now.length - from);
        OutputStream body = exchange.getResponseBody();
        boolean broken = breaks > 0;
        int to = broken ? Math.min(now.length, from + breakAfter) : now.length;
        for (int at = from; at < to; at += PART) { // the server keeps twice what is written at once
            body.write(now, at, Math.min(PART, to - at));
        }
        body.flush();
        pause();
        if (broken) {
            breaks--;
            throw new IOException("broken off"); // closes the connection before the promised length
        }
    }

    private void pause() {
        try {
            Thread.sleep(pauseMillis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
