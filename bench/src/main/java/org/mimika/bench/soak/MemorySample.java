package org.mimika.bench.soak;

import com.sun.management.GarbageCollectorMXBean;
import com.sun.management.GcInfo;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Stream;
import org.mimika.core.MimikaException;

/**
 * What this process holds at one moment.
 *
 * @param videoMillis how far the video was
 * @param residentBytes natives included: Linux's {@code VmRSS}
 * @param heapBytes Java heap in use after the latest collection; 0 before the first. No collection is forced for it: that
 *     would also free native memory that an ordinary run keeps
 */
public record MemorySample(long videoMillis, long residentBytes, long heapBytes) {
    /**
     * This process, now.
     *
     * @throws MimikaException where the system does not tell
     */
    public static MemorySample at(long videoMillis) {
        return new MemorySample(videoMillis, resident(), heapAfterCollection());
    }

    private static long resident() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no VmRSS"));
        } catch (IOException e) {
            throw new MimikaException("cannot read this process's memory from /proc/self/status: it needs Linux", e);
        }
    }

    private static long heapAfterCollection() {
        return ManagementFactory.getPlatformMXBeans(GarbageCollectorMXBean.class).stream()
                .map(GarbageCollectorMXBean::getLastGcInfo)
                .filter(Objects::nonNull)
                .max(Comparator.comparingLong(GcInfo::getEndTime))
                .map(MemorySample::heapAfter)
                .orElse(0L);
    }

    private static long heapAfter(GcInfo collection) {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == java.lang.management.MemoryType.HEAP)
                .map(pool -> collection.getMemoryUsageAfterGc().get(pool.getName()))
                .filter(Objects::nonNull)
                .mapToLong(MemoryUsage::getUsed)
                .sum();
    }
}
