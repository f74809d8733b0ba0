package org.mimika.learn.torch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;

/** What this machine's processor can do for a training. */
public final class Processor {
    private static final Path CPUINFO = Path.of("/proc/cpuinfo");

    /** x86-64's names for it, and 64-bit Arm's. */
    private static final Set<String> BF16 = Set.of("avx512_bf16", "amx_bf16", "bf16");

    private static final boolean HAS_BF16 = hasBf16(cpuInfo()); // it does not change while a program runs

    private Processor() {}

    /**
     * Whether it has instructions for bfloat16. Without them LibTorch computes in it all the same, and several times
     * slower than in f32. False where the system does not tell.
     */
    public static boolean hasBf16() {
        return HAS_BF16;
    }

    private static String cpuInfo() {
        try {
            return Files.readString(CPUINFO);
        } catch (IOException e) {
            return ""; // not Linux
        }
    }

    /** The same, by the text of {@code /proc/cpuinfo}. */
    public static boolean hasBf16(String cpuInfo) {
        return cpuInfo.lines()
                .filter(line -> line.startsWith("flags") || line.startsWith("Features"))
                .limit(1)
                .flatMap(line ->
                        Arrays.stream(line.substring(line.indexOf(':') + 1).split(" ")))
                .anyMatch(BF16::contains);
    }
}
