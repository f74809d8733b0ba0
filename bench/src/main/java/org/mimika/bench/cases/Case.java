package org.mimika.bench.cases;

import java.util.Objects;
import java.util.function.Supplier;

/**
 * Something to measure.
 *
 * @param name what it is called in the report and after {@code --cases}, such as {@code classifier-8}
 * @param item what it does its work on, singular: face, frame
 * @param open prepares the work, untimed
 */
public record Case(String name, String item, Supplier<Workload> open) {
    /** Validates. */
    public Case {
        Objects.requireNonNull(open, "open");
        if (!name.matches("[a-z0-9-]+") || item.isBlank()) {
            throw new IllegalArgumentException("case '" + name + "' of '" + item + "'");
        }
    }
}
