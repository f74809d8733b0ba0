package org.mimika.server.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerMetricsTest {
    private final ServerMetrics metrics = new ServerMetrics();

    private List<String> lines(String prefix) {
        return new String(metrics.text(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith(prefix))
                .toList();
    }

    @Test
    void allOfItIsText() {
        metrics.frame("file", 2, 0, Double.NaN);
        metrics.request("/api/v1/sources/{id}", 404);
        metrics.request("/api/v1/sources/{id}", 200);
        metrics.request("/api/v1/sources/{id}", 200);
        metrics.recorded(7);
        metrics.event();
        metrics.showSockets(() -> 3);
        metrics.showSources(() -> Map.of("running", 2, "failed", 0));
        metrics.showWebhooks(() -> Map.of("delivered", 5L));
        String expected =
                """
                # HELP mimika_events_total Events raised by rules.
                # TYPE mimika_events_total counter
                mimika_events_total 1.0
                # HELP mimika_faces_total Faces read, by the kind of their source.
                # TYPE mimika_faces_total counter
                mimika_faces_total{kind="file"} 2.0
                # HELP mimika_frames_total Frames analysed, by the kind of their source.
                # TYPE mimika_frames_total counter
                mimika_frames_total{kind="file"} 1.0
                # HELP mimika_frames_dropped_total Frames skipped because newer ones had come, by kind of source.
                # TYPE mimika_frames_dropped_total counter
                mimika_frames_dropped_total{kind="file"} 0.0
                # HELP mimika_recorded_frames_total Frames whose recording is safe on disk.
                # TYPE mimika_recorded_frames_total counter
                mimika_recorded_frames_total 7.0
                # HELP mimika_requests_total Requests answered.
                # TYPE mimika_requests_total counter
                mimika_requests_total{route="/api/v1/sources/{id}",status="200"} 2.0
                mimika_requests_total{route="/api/v1/sources/{id}",status="404"} 1.0
                # HELP mimika_sockets WebSockets open now.
                # TYPE mimika_sockets gauge
                mimika_sockets 3.0
                # HELP mimika_sources Sources now, by state.
                # TYPE mimika_sources gauge
                mimika_sources{state="failed"} 0.0
                mimika_sources{state="running"} 2.0
                # HELP mimika_webhook_deliveries_total Events posted to webhooks, by what became of them.
                # TYPE mimika_webhook_deliveries_total counter
                mimika_webhook_deliveries_total{outcome="delivered"} 5.0
                """;
        assertEquals(expected, new String(metrics.text(), StandardCharsets.UTF_8));
        assertEquals(PrometheusTextFormatWriter.CONTENT_TYPE, ServerMetrics.CONTENT_TYPE);
    }

    @Test
    void latencyIsCountedInSecondsAndCumulatively() {
        metrics.frame("camera", 1, 3, 10);
        metrics.frame("camera", 0, 2, 39);
        metrics.frame("camera", 1, 0, 7000);
        assertEquals(List.of("mimika_faces_total{kind=\"camera\"} 2.0"), lines("mimika_faces_total{"));
        assertEquals(
                List.of("mimika_frames_dropped_total{kind=\"camera\"} 5.0"), lines("mimika_frames_dropped_total{"));
        List<String> buckets = lines("mimika_frame_latency_seconds_bucket{kind=\"camera\",le=");
        List<Integer> counts = buckets.stream()
                .map(line -> Integer.valueOf(line.substring(line.lastIndexOf(' ') + 1)))
                .toList();
        assertEquals(List.of(0, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 3), counts);
        assertTrue(buckets.get(12).contains("le=\"+Inf\""));
        assertEquals(
                List.of("mimika_frame_latency_seconds_count{kind=\"camera\"} 3"),
                lines("mimika_frame_latency_seconds_count"));
        assertEquals(
                List.of("mimika_frame_latency_seconds_sum{kind=\"camera\"} 7.049"),
                lines("mimika_frame_latency_seconds_sum"));
    }

    @Test
    void labelsAreEscaped() {
        metrics.request("a\"b\\c\nd", 200);
        assertEquals(
                List.of("mimika_requests_total{route=\"a\\\"b\\\\c\\nd\",status=\"200\"} 1.0"),
                lines("mimika_requests_total{"));
    }

    @Test
    void labelsDoNotGrowWithoutBound() {
        for (int i = 0; i < 5000; i++) {
            metrics.request("/path" + i, 200 + i);
            metrics.frame("kind" + i, 1, 0, 1);
        }
        assertEquals(
                101,
                lines("mimika_requests_total{").stream()
                        .map(line -> line.substring(0, line.indexOf(",status")))
                        .distinct()
                        .count());
        assertEquals(17, lines("mimika_frames_total{").size());
        assertTrue(lines("mimika_frames_total{").contains("mimika_frames_total{kind=\"other\"} 4984.0"));
        assertTrue(lines("mimika_requests_total{").size() <= 101 + 401);
    }

    @Test
    void eachServerCountsForItself() {
        metrics.event();
        assertEquals(List.of("mimika_events_total 1.0"), lines("mimika_events_total"));
        assertTrue(new String(new ServerMetrics().text(), StandardCharsets.UTF_8).contains("mimika_events_total 0.0"));
    }
}
