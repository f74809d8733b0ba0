package org.mimika.cli;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.mimika.core.MimikaException;
import org.mimika.learn.measure.MemoryMeter;

/** Measures memory in a JVM of its own, with a small heap of fixed size, so that the network makes the difference. */
final class ChildMemory implements MemoryMeter {
    /** Of this JVM's options those that say where natives lie; any other could change what is measured. */
    static List<String> options(List<String> own) {
        return Stream.concat(
                        Stream.of(
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-XX:-UsePerfData",
                                "-Xms32m",
                                "-Xmx512m"),
                        own.stream().filter(ChildMemory::placesNatives))
                .toList();
    }

    private static boolean placesNatives(String option) {
        return option.startsWith("-Djava.io.tmpdir=") || option.startsWith("-Donnxruntime.native.");
    }

    @Override
    public OptionalLong peakBytes(Optional<Path> onnx, int batch, int threads) {
        List<String> command =
                new ArrayList<>(List.of(ProcessHandle.current().info().command().orElse("java")));
        command.addAll(options(ManagementFactory.getRuntimeMXBean().getInputArguments()));
        command.addAll(List.of(
                MemoryProbe.class.getName(),
                onnx.map(Path::toString).orElse(""),
                Integer.toString(batch),
                Integer.toString(threads)));
        ProcessBuilder builder = new ProcessBuilder(command);
        // Not on the command line, which some systems keep short.
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        builder.redirectErrorStream(true);
        try {
            Process process = builder.start();
            try (InputStream out = process.getInputStream()) {
                List<String> lines = new String(out.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .toList();
                if (process.waitFor() != 0 || lines.isEmpty()) {
                    throw new MimikaException(
                            "the process that measures memory failed" + (lines.isEmpty() ? "" : ": " + lines.get(0)));
                }
                long bytes = Long.parseLong(lines.get(lines.size() - 1).strip());
                return bytes < 0 ? OptionalLong.empty() : OptionalLong.of(bytes);
            } finally {
                process.destroy();
            }
        } catch (IOException | NumberFormatException e) {
            throw new MimikaException("memory cannot be measured in a process of its own: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MimikaException("interrupted while measuring memory", e);
        }
    }
}
