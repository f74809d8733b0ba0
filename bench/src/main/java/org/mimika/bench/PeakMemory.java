package org.mimika.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.mimika.cli.Main;
import org.mimika.core.MimikaException;

/** The most memory that a command of {@code mimika} holds at once, natives included, in a JVM of its own. */
final class PeakMemory {
    private static final int LOOK_EVERY_MILLIS = 10;

    private PeakMemory() {}

    /**
     * Runs the command and watches its resident set.
     *
     * @return bytes, or -1 where the system does not tell (it is Linux's {@code VmHWM})
     * @throws MimikaException if the command fails
     */
    static long of(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(arguments);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                long peak = watch(process);
                if (process.exitValue() != 0) {
                    throw new MimikaException("'mimika " + String.join(" ", arguments) + "' failed: run it to see why");
                }
                return peak;
            } finally {
                process.destroy();
            }
        } catch (IOException e) {
            throw new MimikaException("cannot start " + command.get(0) + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MimikaException("interrupted while measuring memory", e);
        }
    }

    private static long watch(Process process) throws InterruptedException {
        long peak = -1;
        while (process.isAlive()) {
            peak = Math.max(peak, highWater(process.pid()));
            Thread.sleep(LOOK_EVERY_MILLIS);
        }
        return peak;
    }

    private static long highWater(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", String.valueOf(pid), "status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(-1);
        } catch (IOException | java.io.UncheckedIOException e) {
            return -1; // gone, or not Linux
        }
    }
}
