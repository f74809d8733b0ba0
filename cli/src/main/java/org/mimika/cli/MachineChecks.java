package org.mimika.cli;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.mimika.learn.torch.Processor;

/** What {@code mimika doctor} asks of the machine: Java, processor, memory, folders. */
final class MachineChecks {
    private static final long GIB = 1L << 30;
    /** The instructions that speed depends on, from the one that matters most. */
    private static final List<String> FLAGS = List.of("avx2", "avx512f", "avx512_vnni", "avx512_bf16", "amx_bf16");

    private MachineChecks() {}

    static Check java() {
        String finding = Runtime.version() + ", " + System.getProperty("java.vm.name") + ", "
                + System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                + System.getProperty("os.arch");
        return Runtime.version().feature() >= 17
                ? Check.ok("Java and system", finding)
                : Check.fail("Java and system", finding, "install JDK 17 or later");
    }

    static Check processor() {
        return processor(Machine.cpuInfo(), Runtime.getRuntime().availableProcessors(), System.getProperty("os.arch"));
    }

    /**
     * Judges a processor.
     *
     * @param cpuInfo the text of {@code /proc/cpuinfo}; empty where the system has none
     */
    static Check processor(String cpuInfo, int cores, String architecture) {
        String name = Machine.cpuInfo("model name", cpuInfo).orElse(architecture);
        Optional<String> flags = Machine.cpuInfo("flags", cpuInfo);
        String finding = name + ", " + cores + (cores == 1 ? " core" : " cores");
        if (flags.isEmpty()) {
            return Check.ok("Processor", finding + ", instruction sets not known on this system");
        }
        Set<String> known = Arrays.stream(flags.get().split(" +")).collect(Collectors.toSet());
        List<String> present = FLAGS.stream().filter(known::contains).toList();
        finding += ", " + (present.isEmpty() ? "no AVX2" : String.join(" ", present));
        if (!present.contains("avx2")) {
            return Check.warn("Processor", finding, "without AVX2 everything is slow; use a newer processor");
        }
        if (!Processor.hasBf16(cpuInfo)) {
            return Check.warn(
                    "Processor", finding, "no bfloat16 instructions: training computes in f32, and takes longer");
        }
        return Check.ok("Processor", finding);
    }

    static Check memory() {
        long physical =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
        return memory(physical, Runtime.getRuntime().maxMemory());
    }

    /** Judges memory, both in bytes: what the system has, and what Java's heap may take of it. */
    static Check memory(long physical, long heap) {
        String finding = gib(physical) + " GiB, of which Java's heap may take " + gib(heap) + " GiB";
        if (heap < GIB / 2) {
            return Check.warn(
                    "Memory",
                    finding,
                    "a heap under 0.5 GiB does not hold FER2013; MIMIKA_JAVA_OPTS=-Xmx1g gives more");
        }
        return physical < 2 * GIB
                ? Check.warn("Memory", finding, "little for training; close other programs or take another machine")
                : Check.ok("Memory", finding);
    }

    /** Whether a folder can be written to and has room. */
    static Check folder(String name, Path folder) {
        try {
            Files.createDirectories(folder);
            Path probe = Files.createTempFile(folder, "mimika", ".probe");
            Files.delete(probe);
            long free = folder.toFile().getUsableSpace(); // a FileStore wants the mount, which a chroot does not show
            String finding = folder + ", " + gib(free) + " GiB free";
            return free < GIB
                    ? Check.warn(name, finding, "make room: native libraries and videos need some")
                    : Check.ok(name, finding);
        } catch (IOException e) {
            return Check.fail(name, folder + " cannot be written to", "make it writable for this user");
        }
    }

    /** One decimal. */
    private static String gib(long bytes) {
        return String.format(Locale.ROOT, "%.1f", (double) bytes / GIB);
    }
}
