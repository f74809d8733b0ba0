package org.mimika.bench.live;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** How many cores this process keeps busy from its making on: processor time over time. */
public final class BusyCores {
    private final long begin = System.nanoTime();
    private final long before = processNanos();

    /** Begins. */
    public BusyCores() {}

    /** Seconds until now. */
    public double seconds() {
        return (System.nanoTime() - begin) / 1e9;
    }

    /** Until now. */
    public double cores() {
        return (processNanos() - before) / 1e9 / seconds();
    }

    private static long processNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
