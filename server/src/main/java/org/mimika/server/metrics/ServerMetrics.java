package org.mimika.server.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * What a server counts, in the text format of Prometheus, version 0.0.4.
 *
 * <p>Sources are told apart by their kind and not by their id, and every label has a bounded number of values: a server
 * that runs for months does not grow by what came and went. Each object counts for itself. Thread-safe.
 */
public final class ServerMetrics {
    /** What {@link #text} is. */
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final int MOST_KINDS = 16;
    private static final int MOST_ROUTES = 100;
    private static final double[] LATENCIES = {0.005, 0.01, 0.02, 0.03, 0.04, 0.06, 0.1, 0.2, 0.5, 1, 2, 5};

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final BoundedLabel kinds = new BoundedLabel(MOST_KINDS);
    private final BoundedLabel routes = new BoundedLabel(MOST_ROUTES);
    private final Counter frames =
            counter("mimika_frames_total", "Frames analysed, by the kind of their source.", "kind");
    private final Counter dropped = counter(
            "mimika_frames_dropped_total", "Frames skipped because newer ones had come, by kind of source.", "kind");
    private final Counter faces = counter("mimika_faces_total", "Faces read, by the kind of their source.", "kind");
    private final Counter requests = counter("mimika_requests_total", "Requests answered.", "route", "status");
    private final Counter recorded = counter("mimika_recorded_frames_total", "Frames whose recording is safe on disk.");
    private final Counter events = counter("mimika_events_total", "Events raised by rules.");
    private final Histogram latency = Histogram.builder()
            .name("mimika_frame_latency_seconds")
            .help("From a frame's arrival to its result, by the kind of its source.")
            .labelNames("kind")
            .classicOnly()
            .classicUpperBounds(LATENCIES)
            .withoutExemplars()
            .register(registry);

    /**
     * Counts a frame that was analysed.
     *
     * @param kind the kind of its source, such as {@code camera}
     * @param faceCount how many faces were read in it, 0 or more
     * @param skipped how many frames before it were dropped, 0 or more
     * @param latencyMillis from its arrival to its result; NaN where unknown
     */
    public void frame(String kind, int faceCount, long skipped, double latencyMillis) {
        String label = kinds.of(kind);
        frames.labelValues(label).inc();
        faces.labelValues(label).inc(faceCount);
        dropped.labelValues(label).inc(skipped);
        if (!Double.isNaN(latencyMillis)) {
            latency.labelValues(label).observe(latencyMillis / 1000);
        }
    }

    /**
     * Counts a request.
     *
     * @param route the pattern that it matched, such as {@code /api/v1/sources/{id}}, and never the path itself
     */
    public void request(String route, int status) {
        requests.labelValues(routes.of(route), status < 100 || status > 599 ? BoundedLabel.OTHER : "" + status)
                .inc();
    }

    /** Counts frames whose recording was acknowledged. */
    public void recorded(long count) {
        recorded.inc(count);
    }

    /** Counts an event. */
    public void event() {
        events.inc();
    }

    /**
     * Has the sources in each state read at every {@link #text}. To be called once.
     *
     * @param sources from a few states, always the same, to how many sources are in it
     */
    public void showSources(Supplier<Map<String, Integer>> sources) {
        GaugeWithCallback.builder()
                .name("mimika_sources")
                .help("Sources now, by state.")
                .labelNames("state")
                .callback(gauge -> sources.get().forEach((state, count) -> gauge.call(count, state)))
                .register(registry);
    }

    /** Has the number of open WebSockets read at every {@link #text}. To be called once. */
    public void showSockets(IntSupplier sockets) {
        GaugeWithCallback.builder()
                .name("mimika_sockets")
                .help("WebSockets open now.")
                .callback(gauge -> gauge.call(sockets.getAsInt()))
                .register(registry);
    }

    /**
     * Has the webhooks' deliveries read at every {@link #text}. To be called once.
     *
     * @param deliveries from a few outcomes, always the same, to how many had it since the start
     */
    public void showWebhooks(Supplier<Map<String, Long>> deliveries) {
        CounterWithCallback.builder()
                .name("mimika_webhook_deliveries_total")
                .help("Events posted to webhooks, by what became of them.")
                .labelNames("outcome")
                .callback(counter -> deliveries.get().forEach((outcome, count) -> counter.call(count, outcome)))
                .register(registry);
    }

    /** Everything as it is now, in UTF-8, ordered by name and label; of type {@link #CONTENT_TYPE}. */
    public byte[] text() {
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            PrometheusTextFormatWriter.create().write(bytes, registry.scrape());
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Counter counter(String name, String help, String... labels) {
        return Counter.builder()
                .name(name)
                .help(help)
                .labelNames(labels)
                .withoutExemplars()
                .register(registry);
    }
}
