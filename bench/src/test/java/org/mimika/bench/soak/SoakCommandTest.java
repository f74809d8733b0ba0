package org.mimika.bench.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.mimika.cli.Main;
import org.mimika.core.BundledModels;

class SoakCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... args) {
        return Main.run(args, new PrintStream(out, true), new PrintStream(err, true));
    }

    private String messages() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void loopsTheBundledClip() throws Exception {
        assumeFalse(BundledModels.onClassPath().names().isEmpty(), "no model is bundled");
        assumeFalse(Files.notExists(Path.of("/proc/self/status")), "the system does not tell the memory");
        assertEquals(0, run("bench", "soak", "--minutes", "0.2", "--json"), this::messages);
        JsonNode report = new ObjectMapper().readTree(out.toByteArray());
        assertEquals(300, report.at("/summary/frames").asInt(), "12 s at 25 frames/s, the clip is 10 s long");
        assertTrue(report.at("/resident/first").asLong() > 10_000_000, report::toString);
        assertEquals(119, report.at("/samples").size(), 1);
    }

    @Test
    void aNegativeLengthIsWrongUsage() {
        assertEquals(2, run("bench", "soak", "--minutes", "-1"));
        assertTrue(messages().startsWith("mimika: --minutes -1.0"), this::messages);
    }

    @Test
    void anUnknownModelIsOneLine() {
        assertEquals(1, run("bench", "soak", "--model", "unknown"));
        assertEquals(1, messages().lines().count(), this::messages);
    }
}
