package org.mimika.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
    @Test
    void helpGoesToStandardOutput() {
        Run run = Run.of("--help");
        assertEquals(0, run.code());
        assertTrue(run.out().contains("Usage: mimika"), run.out());
        assertTrue(run.out().contains("data"), run.out());
        assertEquals("", run.err());
    }

    @Test
    void everyCommandHasHelp() {
        Run run = Run.of("data", "inspect", "--help");
        assertEquals(0, run.code());
        assertTrue(run.out().contains("Usage: mimika data inspect"), run.out());
    }

    @Test
    void showsItsVersion() {
        Run run = Run.of("--version");
        assertEquals(0, run.code());
        assertTrue(run.out().startsWith("mimika "), run.out());
    }

    @Test
    void wrongUsageIsTwo() {
        for (String[] args : new String[][] {
            {}, {"data"}, {"data", "inspect"}, {"data", "inspect", "a", "b"}, {"--nonsense"}, {"nonsense"}
        }) {
            Run run = Run.of(args);
            assertEquals(2, run.code(), String.join(" ", args));
            assertTrue(run.err().startsWith("mimika: "), run.err());
            assertEquals("", run.out());
        }
    }

    @Test
    void dataThatDoesNotArriveIsAFailure() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        assertEquals(1, Main.run(new String[] {"--version"}, new PrintStream(full), new PrintStream(err)));
        assertEquals(
                "mimika: cannot write standard output: its reader has gone, or the disk is full\n",
                err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void aFailureIsOneLineAndOne(@TempDir Path folder) {
        Run run = Run.of("data", "inspect", folder.resolve("none").toString());
        assertEquals(1, run.code());
        assertEquals(1, run.err().lines().count(), run.err());
        assertTrue(run.err().startsWith("mimika: no data at "), run.err());
        assertEquals("", run.out());
    }

    @Test
    void verboseShowsWhereAFailureCameFrom(@TempDir Path folder) {
        Run run = Run.of("--verbose", "data", "inspect", folder.resolve("none").toString());
        assertEquals(1, run.code());
        assertTrue(run.err().contains("at org.mimika.learn.data.Datasets"), run.err());
    }

    @Test
    void anUnexpectedFailureSaysHowToLearnMore() {
        java.io.ByteArrayOutputStream err = new java.io.ByteArrayOutputStream();
        Console console = new Console(System.out, new java.io.PrintStream(err, true));
        int code = new Failures(console, new MimikaCommand()).report(new IllegalStateException("odd\nthing"));
        assertEquals(1, code);
        assertTrue(err.toString().startsWith("mimika: unexpected IllegalStateException: odd thing (run again with"));
        assertEquals(1, err.toString().lines().count());
    }
}
