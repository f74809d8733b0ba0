package org.mimika.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;

/** A client that keeps to no rule: it says what it likes, byte by byte, and goes when it likes. */
final class RawClient implements AutoCloseable {
    private final Socket socket;

    RawClient(URI server) {
        this(server, "127.0.0.1");
    }

    /** One that comes from this number of this machine. */
    RawClient(URI server, String from) {
        try {
            socket = new Socket(server.getHost(), server.getPort(), InetAddress.getByName(from), 0);
            socket.setSoTimeout(TestClient.PATIENCE_SECONDS * 1000);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A WebSocket at this path, the answer to its handshake read. */
    static RawClient webSocket(URI server, String path) {
        RawClient client = new RawClient(server);
        client.say("GET " + path + " HTTP/1.1\r\nHost: " + server.getAuthority()
                + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n");
        String answer = client.head();
        if (!answer.startsWith("HTTP/1.1 101")) {
            throw new AssertionError(answer);
        }
        return client;
    }

    void say(String text) {
        say(text.getBytes(ISO_8859_1));
    }

    void say(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An answer's head, up to the empty line or the end. */
    String head() {
        StringBuilder head = new StringBuilder();
        for (int next = read(); next >= 0 && head.indexOf("\r\n\r\n") < 0; next = read()) {
            head.append((char) next);
            if (head.indexOf("\r\n\r\n") >= 0) {
                break;
            }
        }
        return head.toString();
    }

    /** Says more unless it has been answered; that nobody listens any more is no matter. */
    void dribble(String text) {
        try {
            if (socket.getInputStream().available() == 0) {
                socket.getOutputStream().write(text.getBytes(ISO_8859_1));
            }
        } catch (IOException e) {
            // its answer tells
        }
    }

    /** The next byte; -1 at the end, however it came. */
    int read() {
        try {
            InputStream in = socket.getInputStream();
            return in.read();
        } catch (java.net.SocketTimeoutException e) {
            throw new AssertionError("nothing came, and no end", e);
        } catch (IOException e) {
            return -1;
        }
    }

    /** Gone, without a word: the other side gets a reset. */
    @Override
    public void close() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
