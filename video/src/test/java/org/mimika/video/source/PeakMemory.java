package org.mimika.video.source;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much resident memory this process took at most since a moment, native memory included; on Linux alone. */
final class PeakMemory {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path RESET = Path.of("/proc/self/clear_refs");

    private final long before;

    /** From now on. */
    PeakMemory() {
        assumeTrue(Files.isWritable(RESET), "the peak of memory can be measured on Linux only");
        try {
            Files.writeString(RESET, "5");
            before = kilobytes("VmRSS");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The most above what it was, in megabytes. */
    long megabytes() {
        try {
            return (kilobytes("VmHWM") - before) / 1024;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long kilobytes(String key) throws IOException {
        return Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith(key + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
