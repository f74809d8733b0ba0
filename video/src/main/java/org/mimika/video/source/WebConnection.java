package org.mimika.video.source;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * One request and its answer, to a number that was given rather than found. HTTP/1.0 (RFC 1945) is asked for, which has
 * one answer a connection; who sends chunks all the same is understood. Over TLS the certificate must name the host, by
 * the JDK's authorities. Used by one thread, which is let go at once when it is interrupted; owns the socket, the opener
 * closes it.
 */
final class WebConnection implements AutoCloseable {
    private static final int MOST_HEAD = 32 << 10;

    private final Socket socket;
    private final InputStream in;
    private final InputStream body;
    private final int status;
    private final Map<String, String> headers = new HashMap<>();

    /**
     * Connects, asks and reads the answer's head.
     *
     * @param addresses tried in their order
     * @param from the first byte wanted
     * @throws IOException if nobody answers, or not in HTTP
     */
    WebConnection(URI uri, List<InetAddress> addresses, long from, Duration timeout) throws IOException {
        long deadline = System.nanoTime() + timeout.toNanos();
        socket = connect(uri, addresses, (int) Math.min(Integer.MAX_VALUE, Math.max(1, timeout.toMillis())));
        try {
            socket.getOutputStream().write(request(uri, from).getBytes(StandardCharsets.ISO_8859_1));
            in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
            status = head(deadline);
            body = isChunked() ? new ChunkedBody(in) : in;
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private static Socket connect(URI uri, List<InetAddress> addresses, int timeoutMillis) throws IOException {
        boolean secure = uri.getScheme().equalsIgnoreCase("https");
        int port = uri.getPort() >= 0 ? uri.getPort() : secure ? 443 : 80;
        IOException failure = new IOException("it leads nowhere");
        for (InetAddress address : addresses) {
            // Of a channel: unlike a socket's own, its waiting ends with an interrupt.
            Socket plain = SocketChannel.open().socket();
            try {
                plain.connect(new InetSocketAddress(address, port), timeoutMillis);
                plain.setSoTimeout(timeoutMillis);
                return secure ? secured(plain, uri.getHost(), port) : plain;
            } catch (IOException e) {
                plain.close();
                failure = e;
            }
        }
        throw failure;
    }

    private static Socket secured(Socket plain, String host, int port) throws IOException {
        SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        SSLSocket socket = (SSLSocket) factory.createSocket(plain, host.replaceAll("[\\[\\]]", ""), port, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static String request(URI uri, long from) {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        String host = uri.getHost() + (uri.getPort() >= 0 ? ":" + uri.getPort() : "");
        String user = uri.getUserInfo(); // decoded
        return "GET " + path + query + " HTTP/1.0\r\nHost: " + host + "\r\nAccept: */*\r\nUser-Agent: mimika\r\n"
                + (from > 0 ? "Range: bytes=" + from + "-\r\n" : "")
                + (user == null
                        ? ""
                        : "Authorization: Basic "
                                + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)) + "\r\n")
                + "Connection: close\r\n\r\n";
    }

    private int head(long deadline) throws IOException {
        StringBuilder line = new StringBuilder();
        int code = 0;
        for (int count = 0; count < MOST_HEAD; count++) {
            int c = in.read();
            if (c < 0 || System.nanoTime() > deadline) {
                throw c < 0 ? new IOException("it hangs up") : new SocketTimeoutException("it does not answer");
            }
            if (c != '\n') {
                line.append((char) c);
                continue;
            }
            String text = line.toString().strip();
            line.setLength(0);
            if (code == 0) {
                if (!text.matches("HTTP/1\\.[01] [1-5]\\d\\d.*")) {
                    throw new IOException("it does not answer in HTTP");
                }
                code = Integer.parseInt(text.substring(9, 12));
            } else if (text.isEmpty()) {
                return code;
            } else if (text.indexOf(':') > 0) {
                int colon = text.indexOf(':');
                headers.put(
                        text.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                        text.substring(colon + 1).strip());
            }
        }
        throw new IOException("its answer's head does not end");
    }

    int status() {
        return status;
    }

    /** A header's value by its name in lower case; empty if there is none. */
    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** The length that the answer states; -1 if it does not. */
    long length() {
        String length = header("content-length");
        return !isChunked() && length.matches("\\d{1,18}") ? Long.parseLong(length) : -1;
    }

    private boolean isChunked() {
        return header("transfer-encoding").equalsIgnoreCase("chunked");
    }

    InputStream body() {
        return body;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // Nothing is lost with it.
        }
    }
}
