package org.mimika.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mimika.core.MimikaException;

/** Processes that end without warning, and disks that do. */
@Timeout(120)
class CrashTest {
    @TempDir
    Path folder;

    /** For what a child unpacks: one that is killed leaves it. */
    @TempDir
    Path scratch;

    private List<String> java(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + scratch,
                "-cp",
                System.getProperty("java.class.path"),
                RecordingChild.class.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    private static long acknowledged(String line) {
        assertTrue(line != null && line.startsWith("acknowledged "), line);
        return Long.parseLong(line.substring("acknowledged ".length()));
    }

    @Test
    void whatWasAcknowledgedOutlivesAKill() throws IOException, InterruptedException {
        Path file = folder.resolve("killed.duckdb");
        Process child = new ProcessBuilder(java(file.toString(), "1000000"))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long safe = 0;
        try (BufferedReader lines = child.inputReader()) {
            while (safe < 60) {
                safe = acknowledged(lines.readLine());
            }
            MimikaException second = assertThrows(MimikaException.class, () -> RecordingStore.open(file));
            assertTrue(second.getMessage().contains("another process (" + child.pid() + ")"), second.getMessage());
            child.toHandle().destroyForcibly(); // the process's own method would close its output as well
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                safe = acknowledged(line);
            }
        } finally {
            child.destroyForcibly().waitFor();
        }
        List<Long> frames = new ArrayList<>();
        try (RecordingStore store = RecordingStore.open(file)) {
            Session session = store.sessions().get(0);
            assertTrue(session.ended().isEmpty());
            store.read(1, Long.MIN_VALUE, Long.MAX_VALUE, result -> {
                assertEquals(frames.size(), result.index());
                assertEquals(
                        Results.frame(result.index()).faces().size(),
                        result.faces().size());
                frames.add(result.index());
            });
            assertEquals(2, begunNext(store));
        }
        assertTrue(frames.size() >= safe, frames.size() + " frames are there, " + safe + " were acknowledged");
        assertEquals(0, frames.size() % 10, "a batch is there whole or not at all");
    }

    private static long begunNext(RecordingStore store) {
        try (Recording next = store.begin("next", "hybrid")) {
            return next.session();
        }
    }

    @Test
    void aDiskThatIsReallyFullIsOneErrorAndLosesNothing() throws IOException, InterruptedException {
        // A file system of its own, gone with the process; what is left on it is copied out first.
        String script = "mount -t tmpfs -o size=66m tmpfs \"$0\" || exit 77; \"$@\"; mkdir -p \"$0.kept\";"
                + " cp \"$0\"/full.duckdb* \"$0.kept\"/";
        List<String> command = new ArrayList<>(List.of("unshare", "-m", "sh", "-c", script, folder.toString()));
        command.addAll(java(folder.resolve("full.duckdb").toString(), "10000000", "by the batch"));
        List<String> lines = new ArrayList<>();
        Path kept = Path.of(folder + ".kept");
        int code;
        try {
            Process child = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (BufferedReader out = child.inputReader()) {
                out.lines().forEach(lines::add);
            }
            assertTrue(child.waitFor(60, TimeUnit.SECONDS));
            code = child.exitValue();
        } catch (IOException e) {
            code = 77;
        }
        assumeTrue(code != 77 && code != 1, "this system lets a test mount no file system of its own");
        String last = lines.get(lines.size() - 1);
        assertTrue(last.startsWith("error cannot record to ") && last.contains("the disk is full"), last);
        assertEquals(1, lines.stream().filter(l -> l.startsWith("error")).count());
        long safe = acknowledged(lines.get(lines.size() - 2));
        try (RecordingStore store = RecordingStore.openReadOnly(kept.resolve("full.duckdb"))) {
            assertTrue(safe > 500, "acknowledged " + safe);
            assertTrue(store.sessions().get(0).frames() >= safe);
        } finally {
            try (Stream<Path> files = Files.list(kept)) {
                files.forEach(f -> f.toFile().delete());
            }
            kept.toFile().delete();
        }
    }
}
