package org.mimika.server.metrics;

import java.util.HashSet;
import java.util.Set;

/** The first so many values of a label as they are, all further ones as {@code other}: each value is kept for ever. */
final class BoundedLabel {
    static final String OTHER = "other";

    private final int most;
    private final Set<String> known = new HashSet<>();

    BoundedLabel(int most) {
        this.most = most;
    }

    synchronized String of(String value) {
        if (known.contains(value)) {
            return value;
        }
        return known.size() < most && known.add(value) ? value : OTHER;
    }
}
