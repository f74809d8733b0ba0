package org.mimika.bench.serve;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.mimika.core.MimikaException;

/**
 * What a browser's page does: sends pictures through a WebSocket at a steady rate and takes the results. A latency is
 * from before a picture is handed to the socket until its result was read. One thread sends, the socket's own takes.
 */
final class CameraClient implements Runnable, WebSocket.Listener {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** More than any client has under way. */
    private static final int OUTSTANDING = 4096;

    private final List<byte[]> pictures;
    private final long periodNanos;
    private final WebSocket socket;
    private final StringBuilder text = new StringBuilder();
    private final long[] sentAt = new long[OUTSTANDING];
    private final double[] latencies;
    private int results;
    private long faces;
    private String failure;
    private volatile boolean stopped;

    /**
     * A client that is connected and has sent nothing yet.
     *
     * @param pictures JPEGs, sent in turn
     * @param most how many results are measured at most; their memory is taken now, so that it does not grow
     */
    CameraClient(HttpClient http, URI address, List<byte[]> pictures, double framesPerSecond, int most) {
        latencies = new double[most];
        this.pictures = pictures;
        periodNanos = Math.round(1e9 / framesPerSecond);
        socket = http.newWebSocketBuilder().buildAsync(address, this).join();
    }

    @Override
    public void run() {
        long begin = System.nanoTime();
        for (int i = 0; !stopped; i++) {
            try {
                TimeUnit.NANOSECONDS.sleep(begin + i * periodNanos - System.nanoTime());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            synchronized (this) {
                sentAt[i % OUTSTANDING] = System.nanoTime();
            }
            try {
                socket.sendBinary(ByteBuffer.wrap(pictures.get(i % pictures.size())), true)
                        .join();
            } catch (CompletionException e) {
                lost(e);
                return;
            }
        }
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            take(text.toString(), System.nanoTime());
            text.setLength(0);
        }
        from.request(1);
        return null;
    }

    private synchronized void take(String message, long now) {
        try {
            JsonNode node = JSON.readTree(message);
            switch (node.get("type").textValue()) {
                case "result" -> {
                    if (results < latencies.length) {
                        latencies[results++] = (now - sentAt[node.get("seq").intValue() % OUTSTANDING]) / 1e6;
                    }
                    faces += node.get("faces").size();
                }
                case "error" -> failure = node.get("message").textValue();
                default -> {
                    // states and figures
                }
            }
        } catch (JsonProcessingException e) {
            failure = "a message that is no JSON: " + message;
        }
    }

    private synchronized void lost(CompletionException e) {
        failure = stopped ? failure : "the server has hung up: " + e.getCause();
    }

    @Override
    public synchronized void onError(WebSocket from, Throwable error) {
        failure = error.toString();
    }

    /** Forgets what was measured, after a warm-up. */
    synchronized void forget() {
        results = 0;
        faces = 0;
    }

    void stop() {
        stopped = true;
    }

    void hangUp() {
        socket.abort();
    }

    /** What came in these seconds. */
    synchronized ServeReport.Client measured(double seconds) {
        if (failure != null || results == 0) {
            throw new MimikaException("a client has failed: " + (failure == null ? "no result came" : failure));
        }
        double[] millis = Arrays.copyOf(latencies, results);
        Arrays.sort(millis);
        return new ServeReport.Client(
                millis.length,
                faces,
                millis.length / seconds,
                millis[millis.length / 2],
                millis[(int) (millis.length * 0.95)],
                millis[millis.length - 1]);
    }
}
