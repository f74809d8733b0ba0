package org.mimika.learn.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.mimika.core.MimikaException;

/**
 * The three parts of FER2013, by its {@code Usage} column: networks are trained on the first, chosen on the second and
 * reported on the third. Nothing shuffles across them.
 */
public enum Split {
    /** What networks learn from; 28,709 faces in FER2013. */
    TRAINING("Training"),
    /** What epochs, recipes and networks are chosen by; 3,589 faces in FER2013. */
    PUBLIC_TEST("PublicTest"),
    /** What is reported, once; 3,589 faces in FER2013. */
    PRIVATE_TEST("PrivateTest");

    private static final List<Split> ALL = List.of(values());

    private final String usage;

    Split(String usage) {
        this.usage = usage;
    }

    /** All splits, in the order of the original file. */
    public static List<Split> all() {
        return ALL;
    }

    /** The name in the {@code Usage} column: {@code "PublicTest"}. */
    public String usage() {
        return usage;
    }

    /**
     * The split with this {@code Usage} name, exact.
     *
     * @throws MimikaException if there is none; the message lists the known names
     */
    public static Split fromUsage(String usage) {
        for (Split split : ALL) {
            if (split.usage.equals(usage)) {
                return split;
            }
        }
        throw new MimikaException("unknown Usage '" + usage + "': expected one of "
                + Arrays.stream(values()).map(Split::usage).collect(Collectors.joining(", ")));
    }
}
