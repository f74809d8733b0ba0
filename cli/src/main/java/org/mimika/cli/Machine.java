package org.mimika.cli;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The machine that something was trained or measured on.
 *
 * @param processor its name, or its architecture where the system does not tell
 * @param cores processors that the JVM may use
 * @param load processes that wanted a processor in the last minute; negative if the system does not tell
 * @param system operating system, its version and architecture
 * @param java the JVM's version
 */
public record Machine(String processor, int cores, double load, String system, String java) {
    private static final Path CPUINFO = Path.of("/proc/cpuinfo");
    private static final Path MEMINFO = Path.of("/proc/meminfo");

    /** This machine, now. */
    public static Machine here() {
        String architecture = System.getProperty("os.arch");
        return new Machine(
                cpuInfo("model name", cpuInfo()).orElse(architecture),
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " " + architecture,
                Runtime.version().toString());
    }

    /** On one line, without the load: for provenance. */
    String describe() {
        return processor + ", " + cores + " cores, " + system + ", JDK " + java;
    }

    /** The memory of this machine; 0 where the system does not tell. */
    static long memoryBytes() {
        try (Stream<String> lines = Files.lines(MEMINFO)) {
            return lines.filter(line -> line.startsWith("MemTotal:"))
                    .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0; // not Linux
        }
    }

    /** The text of {@code /proc/cpuinfo}; empty where the system has none. */
    static String cpuInfo() {
        try {
            return Files.readString(CPUINFO);
        } catch (IOException e) {
            return ""; // not Linux
        }
    }

    /** The first value of a field in the text of {@code /proc/cpuinfo}. */
    static Optional<String> cpuInfo(String field, String text) {
        try (Stream<String> lines = text.lines()) {
            return lines.filter(line -> line.startsWith(field + "\t") || line.startsWith(field + " "))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst();
        }
    }
}
