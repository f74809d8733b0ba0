package org.mimika.server.rules;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Posts over HTTP/1.1 to addresses that were vetted, and to no others.
 *
 * <p>{@code java.net.http} resolves a name again when it connects, so that a name may lead elsewhere than where it was
 * judged (DNS rebinding), and over TLS it cannot be given a number for a name. Here the socket is connected to the
 * number; TLS checks the certificate against the name. A redirect is an answer like any other; only the answer's head
 * is read. Thread-safe; whoever made it closes it, which breaks off what is under way.
 */
final class PinnedPost implements AutoCloseable {
    private static final int LARGEST_HEAD = 16 << 10;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})(?: .*)?");

    private final SSLSocketFactory tls;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ScheduledThreadPoolExecutor deadlines;
    private volatile boolean closed;

    /** What to post. */
    record Message(URI to, Map<String, String> headers, byte[] body) {}

    /** The answer's status, 200 to 599 as a rule, and its Retry-After, empty if it has none. */
    record Reply(int status, String retryAfter) {}

    PinnedPost(SSLSocketFactory tls) {
        this.tls = tls;
        this.deadlines = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "mimika-webhook-deadlines");
            thread.setDaemon(true);
            return thread;
        });
        deadlines.setRemoveOnCancelPolicy(true);
    }

    /**
     * Posts and waits for the answer.
     *
     * @param addresses tried in this order until one takes the connection
     * @param timeout for all of it
     */
    Reply send(Message message, List<InetAddress> addresses, Duration timeout) throws IOException {
        long end = System.nanoTime() + timeout.toNanos();
        try (Socket socket = connected(addresses, port(message.to()), end)) {
            try {
                return exchange(message, socket, end);
            } finally {
                open.remove(socket);
            }
        }
    }

    /** A connection to the first address that takes it; each has its share of the time, lest a dead one take it all. */
    private Socket connected(List<InetAddress> addresses, int port, long end) throws IOException {
        IOException last = new IOException("no address");
        for (int i = 0; i < addresses.size(); i++) {
            long share = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()) / (addresses.size() - i);
            Socket socket = new Socket();
            open.add(socket);
            try {
                if (closed) {
                    throw new IOException("closed");
                }
                socket.connect(new InetSocketAddress(addresses.get(i), port), (int) Math.max(1, share));
                return socket;
            } catch (IOException e) {
                last = e;
                open.remove(socket);
                socket.close();
            }
        }
        throw last;
    }

    private Reply exchange(Message message, Socket socket, long end) throws IOException {
        ScheduledFuture<?> deadline = breakOffAt(end, socket);
        try {
            Socket channel =
                    "https".equalsIgnoreCase(message.to().getScheme()) ? secured(message.to(), socket) : socket;
            channel.getOutputStream().write(request(message));
            channel.getOutputStream().flush();
            Reply reply = reply(channel.getInputStream());
            while (reply.status() < 200) { // an interim answer
                reply = reply(channel.getInputStream());
            }
            return reply;
        } catch (IOException e) {
            if (end - System.nanoTime() <= 0) {
                throw new SocketTimeoutException("no answer in time");
            }
            throw e;
        } finally {
            deadline.cancel(false);
        }
    }

    /** Closing the socket is the only thing that ends a write, and a read that gets a byte now and then. */
    private ScheduledFuture<?> breakOffAt(long end, Socket socket) throws IOException {
        try {
            return deadlines.schedule(() -> abort(socket), end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            throw new IOException("closed", e);
        }
    }

    private Socket secured(URI to, Socket socket) throws IOException {
        SSLSocket secured = (SSLSocket) tls.createSocket(socket, name(to), port(to), false);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    private static byte[] request(Message message) {
        URI to = message.to();
        StringBuilder head = new StringBuilder("POST ")
                .append(to.getRawPath().isEmpty() ? "/" : to.getRawPath())
                .append(to.getRawQuery() == null ? "" : "?" + to.getRawQuery())
                .append(" HTTP/1.1\r\nHost: ")
                .append(to.getHost())
                .append(to.getPort() < 0 ? "" : ":" + to.getPort())
                .append("\r\nConnection: close\r\nContent-Length: ")
                .append(message.body().length)
                .append("\r\n");
        message.headers()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(message.body());
        return bytes.toByteArray();
    }

    private static Reply reply(InputStream in) throws IOException {
        String[] lines = head(in).split("\r\n", -1);
        Matcher status = STATUS.matcher(lines[0]);
        if (!status.matches()) {
            throw new IOException("no answer in HTTP/1.1");
        }
        String retryAfter = "";
        for (String line : lines) {
            if (line.regionMatches(true, 0, "Retry-After:", 0, 12)) {
                retryAfter = line.substring(12).strip();
            }
        }
        return new Reply(Integer.parseInt(status.group(1)), retryAfter);
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < 4 || head.indexOf("\r\n\r\n", head.length() - 4) < 0) {
            int next = in.read(); // byte by byte: what follows an interim answer's head is the next head
            if (next < 0) {
                throw new IOException("the connection ended before the answer");
            }
            if (head.length() >= LARGEST_HEAD) {
                throw new IOException("an answer with too long a head");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static int port(URI to) {
        if (to.getPort() > 0) {
            return to.getPort();
        }
        return "https".equalsIgnoreCase(to.getScheme()) ? 443 : 80;
    }

    private static String name(URI to) {
        String host = to.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static void abort(Socket socket) {
        try {
            socket.close();
        } catch (IOException ignored) { // it is gone either way
        }
    }

    @Override
    public void close() {
        closed = true;
        deadlines.shutdownNow();
        open.forEach(PinnedPost::abort);
    }
}
