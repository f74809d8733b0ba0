package org.mimika.server;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A client as others would write it, by the JDK's own means. Fails on an answer that the document does not foresee. */
final class TestClient {
    static final int PATIENCE_SECONDS = 30;
    static final Contract CONTRACT = new Contract();

    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI root;
    private final HttpClient http = HttpClient.newHttpClient();

    TestClient(MimikaServer server) {
        root = server.address().resolve("/api/v1/");
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(root.resolve(path));
    }

    HttpResponse<byte[]> send(HttpRequest request) {
        try {
            HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
            CONTRACT.check(request.method(), request.uri().getPath(), answer);
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    HttpResponse<byte[]> get(String path) {
        return send(request(path).build());
    }

    HttpResponse<byte[]> send(String method, String path, byte[] body) {
        return send(
                request(path).method(method, BodyPublishers.ofByteArray(body)).build());
    }

    HttpResponse<byte[]> send(String method, String path, String body) {
        return send(method, path, body.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds the source that this JSON asks for; its id. */
    String add(String source) {
        return ok(send("POST", "sources", source)).get("id").asText();
    }

    /** A source's recording, once it is like this: the disk may take longer than an answer waits for it. */
    JsonNode recording(String source, Predicate<JsonNode> wanted) {
        JsonNode[] recording = new JsonNode[1];
        Waiting.within("the recording is not as wanted", () -> {
            recording[0] = ok(get("sources/" + source)).get("recording");
            return wanted.test(recording[0]);
        });
        return recording[0];
    }

    /** Switches a source's recording on; the number of its session. */
    long record(String source) {
        JsonNode begun = ok(send("PATCH", "sources/" + source, "{\"recording\":true}"));
        assertTrue(begun.at("/recording/running").asBoolean(), begun::toString);
        return recording(source, recording -> recording.get("session").isNumber())
                .get("session")
                .asLong();
    }

    /** Switches it off; how many frames are safe on the disk. */
    long recorded(String source) {
        ok(send("PATCH", "sources/" + source, "{\"recording\":false}"));
        JsonNode recording = recording(source, one -> one.get("waiting").asLong() == 0);
        assertFalse(recording.get("running").asBoolean());
        return recording.get("acknowledged").asLong();
    }

    /** Waits until a recording has taken so many frames. */
    void awaitTaken(String source, long frames) {
        recording(
                source,
                one -> one.get("acknowledged").asLong() + one.get("waiting").asLong() >= frames);
    }

    /** Posts files, named by their sizes. */
    HttpResponse<byte[]> sendForm(String path, byte[]... files) {
        String boundary = "----abc";
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        for (byte[] file : files) {
            form.writeBytes(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"f\"; filename=\"p"
                            + file.length + "\"\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            form.writeBytes(file);
            form.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        }
        form.writeBytes(("--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return send(request(path)
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(BodyPublishers.ofByteArray(form.toByteArray()))
                .build());
    }

    /** The answer's JSON; anything but a success fails. */
    static JsonNode ok(HttpResponse<byte[]> response) {
        JsonNode json = json(response);
        if (response.statusCode() / 100 != 2) {
            throw new AssertionError(response.statusCode() + ": " + json);
        }
        return json;
    }

    static JsonNode json(HttpResponse<byte[]> response) {
        return parse(new String(response.body(), StandardCharsets.UTF_8));
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }

    Socket open(String path) {
        return open(path, http.newWebSocketBuilder());
    }

    Socket open(String path, WebSocket.Builder builder) {
        URI address = root.resolve(path);
        Socket socket = new Socket(address.getPath());
        socket.socket = builder.buildAsync(URI.create(address.toString().replaceFirst("http", "ws")), socket)
                .join();
        return socket;
    }

    WebSocket.Builder sockets() {
        return http.newWebSocketBuilder();
    }

    /** A WebSocket whose messages wait to be taken. */
    static final class Socket implements WebSocket.Listener, AutoCloseable {
        private final BlockingQueue<JsonNode> texts = new LinkedBlockingQueue<>();
        private final BlockingQueue<byte[]> pictures = new LinkedBlockingQueue<>();
        private final BlockingQueue<Integer> closed = new LinkedBlockingQueue<>();
        private final StringBuilder text = new StringBuilder();
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final String path;
        private WebSocket socket;

        Socket(String path) {
            this.path = path;
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                texts.add(parse(text.toString()));
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
            while (data.hasRemaining()) {
                bytes.write(data.get());
            }
            if (last) {
                pictures.add(bytes.toByteArray());
                bytes.reset();
            }
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
            closed.add(status);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            closed.add(-1);
        }

        void send(byte[] picture) {
            socket.sendBinary(ByteBuffer.wrap(picture), true).join();
        }

        void send(String message) {
            socket.sendText(message, true).join();
        }

        /** The next message that is like this, those before it are lost. */
        JsonNode next(Predicate<JsonNode> wanted) {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (System.nanoTime() < deadline) {
                JsonNode message = taken(texts, "message");
                CONTRACT.check(path, message);
                if (wanted.test(message)) {
                    return message;
                }
            }
            throw new AssertionError("no such message for " + PATIENCE_SECONDS + " s");
        }

        /** Waits for a message of each of these types, in any order. */
        void sees(String... types) {
            Set<String> wanted = new HashSet<>(List.of(types));
            next(message -> {
                wanted.remove(message.get("type").asText());
                return wanted.isEmpty();
            });
        }

        JsonNode next(String type) {
            return next(message -> message.get("type").asText().equals(type));
        }

        byte[] picture() {
            return taken(pictures, "picture");
        }

        int closed() {
            return taken(closed, "end");
        }

        boolean isEmpty() {
            return texts.isEmpty();
        }

        boolean hasPicture() {
            return !pictures.isEmpty();
        }

        private static <T> T taken(BlockingQueue<T> queue, String what) {
            try {
                T one = queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
                if (one == null) {
                    throw new AssertionError("no " + what + " for " + PATIENCE_SECONDS + " s");
                }
                return one;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            socket.abort();
        }
    }
}
