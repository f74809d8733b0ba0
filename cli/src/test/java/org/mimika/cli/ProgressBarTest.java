package org.mimika.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private Console console(boolean terminal) {
        return new Console(System.out, new PrintStream(err, true, StandardCharsets.UTF_8), terminal);
    }

    @Test
    void isDrawnOverAndTakenAway() {
        AtomicLong now = new AtomicLong(-Duration.ofDays(9).toNanos());
        try (ProgressBar bar = new ProgressBar(console(true), now::get)) {
            now.addAndGet(Duration.ofSeconds(20).toNanos());
            bar.count(1, 4, "faces");
            now.addAndGet(Duration.ofMillis(199).toNanos());
            bar.count(2, 4, "faces"); // too soon after the first
            bar.count(4, 4, "faces");
        }
        String[] drawn = err.toString(StandardCharsets.UTF_8).split("\r");
        assertEquals("[######..................] 1 of 4 faces, 01:00 left", drawn[1]);
        assertTrue(drawn[2].startsWith("[########################] 4 of 4 faces, 00:00 left"), drawn[2]);
        assertEquals("", drawn[3].strip());
        assertEquals(4, drawn.length);
        assertTrue(drawn[3].length() >= drawn[2].strip().length());
    }

    @Test
    void isSilentWhereNobodyWatches() {
        try (ProgressBar bar = new ProgressBar(console(false))) {
            bar.count(4, 4, "faces");
        }
        assertEquals(0, err.size());
    }
}
