package org.mimika.bench.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mimika.cli.Main;
import org.mimika.core.BundledModels;
import org.mimika.core.FaceBox;
import org.mimika.video.Detection;

class LiveCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... args) {
        return Main.run(args, new PrintStream(out, true), new PrintStream(err, true));
    }

    private String messages() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void identitiesOfTheBundledClipSurviveHalfASecond() throws Exception {
        assumeFalse(BundledModels.onClassPath().names().isEmpty(), "no model is bundled");
        // Not the hybrid: it has learnt noise, and leaves smoothing nothing to do.
        String[] args = {
            "bench", "live", "--steady", "--model", "resnet50", "--noise", "20", "--seconds", "12", "--json"
        };
        assertEquals(0, run(args), this::messages);
        JsonNode report = new ObjectMapper().readTree(out.toByteArray());
        assertEquals(1, report.at("/identities").asInt(), report::toString);
        JsonNode half = report.at("/gaps/1");
        assertEquals(500, half.at("/millis").asInt());
        assertTrue(half.at("/tried").asInt() > 60, report::toString);
        assertEquals(half.at("/tried").asInt(), half.at("/kept").asInt(), report::toString);
        assertTrue(
                report.at("/shown_changes").asDouble()
                        < report.at("/raw_changes").asDouble(),
                report::toString);
    }

    @Test
    void aGapThatIsTooLongIsSeenToLoseTheFace() {
        List<SteadyStudy.Seen> seen = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            seen.add(new SteadyStudy.Seen(
                    i * 40, List.of(new Detection(new FaceBox(100, 10, 60, 60), 0.9f, List.of()))));
        }
        SteadyReport.Gaps half = SteadyStudy.gaps(seen, 500);
        // From 100 ms to 3400 ms, each 100 ms.
        assertEquals(new SteadyReport.Gaps(500, 34, 34), half);
        assertEquals(0, SteadyStudy.gaps(seen, 1500).kept());
    }

    @Test
    void twoCamerasGiveResults() throws Exception {
        assumeFalse(BundledModels.onClassPath().names().isEmpty(), "no model is bundled");
        assertEquals(0, run("bench", "live", "--seconds", "2", "--size", "320x240", "--json"), this::messages);
        JsonNode report = new ObjectMapper().readTree(out.toByteArray());
        assertEquals(2, report.at("/cameras").size());
        assertEquals(320, report.at("/width").asInt());
        for (JsonNode camera : report.at("/cameras")) {
            assertTrue(camera.at("/frames").asInt() >= 1, report::toString);
            assertTrue(camera.at("/median_millis").asDouble() > 0, report::toString);
        }
    }

    @Test
    void wrongUsageIsSaid() {
        assertEquals(2, run("bench", "live", "--size", "big"));
        assertTrue(messages().startsWith("mimika: --size big: expected one such as 640x480"), this::messages);
        assertEquals(2, run("bench", "live", "--cameras", "0"));
    }
}
