package org.mimika.cli;

import java.io.PrintStream;
import java.util.Objects;

/**
 * Where a command writes. Commands take it in their constructor and never touch {@link System#out}, so that tests see
 * what a user sees.
 *
 * @param out data: what a user redirects into a file
 * @param err messages: progress, warnings, errors
 */
record Console(PrintStream out, PrintStream err) {
    Console {
        Objects.requireNonNull(out);
        Objects.requireNonNull(err);
    }
}
