package org.mimika.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.mimika.cli.Main;

class BenchCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... args) {
        return Main.run(args, new PrintStream(out, true), new PrintStream(err, true));
    }

    @Test
    void isPartOfTheCommandLine() {
        assertEquals(0, run("bench", "--help"));
        assertTrue(out.toString(StandardCharsets.UTF_8).contains("Usage: mimika bench"), out::toString);
    }

    @Test
    void measuresTheBundledClip() throws Exception {
        assertEquals(0, run("bench", "--cases", "decode,detector-short", "--rounds", "1", "--json"), err::toString);
        JsonNode report = new ObjectMapper().readTree(out.toByteArray());
        JsonNode detector = report.get("measurements").get(0);
        assertEquals("detector-short", detector.get("name").asText());
        assertTrue(detector.get("median_millis").asDouble() > 0);
        JsonNode decode = report.get("measurements").get(1);
        assertEquals(250, decode.get("items_per_run").asInt(), "frames of the demo clip");
        assertTrue(decode.get("items_per_second").asDouble() > 0);
        assertTrue(report.get("machine").get("cores").asInt() > 0);
    }

    @Test
    void memoryIsMeasuredWithTheModelThatAnalyzeWouldTake() {
        int code = run("bench", "--cases", "memory", "--rounds", "1", "--json");
        String message = err.toString(StandardCharsets.UTF_8);
        assertTrue(code == 0 || message.contains("no model is bundled"), message);
    }

    @Test
    void anUnknownCaseIsWrongUsage() {
        assertEquals(2, run("bench", "--cases", "nonsense"));
        assertTrue(err.toString(StandardCharsets.UTF_8).startsWith("mimika: unknown case 'nonsense': known are"));
    }
}
