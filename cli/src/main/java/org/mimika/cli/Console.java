package org.mimika.cli;

import java.io.PrintStream;
import java.util.Objects;

/**
 * Where a command writes. Commands take it in their constructor and never touch {@link System#out}, so that tests see
 * what a user sees.
 *
 * @param out data: what a user redirects into a file
 * @param err messages: progress, warnings, errors
 * @param terminal whether a person watches {@code err}, to whom progress is shown
 */
record Console(PrintStream out, PrintStream err, boolean terminal) {
    /** What the launcher found out about standard error; Java itself cannot ask. */
    private static final String TERMINAL = "mimika.terminal";

    Console {
        Objects.requireNonNull(out);
        Objects.requireNonNull(err);
    }

    /** One that nobody watches. */
    Console(PrintStream out, PrintStream err) {
        this(out, err, false);
    }

    /** The process's own. */
    static Console ofProcess() {
        String launcher = System.getProperty(TERMINAL);
        return new Console(
                System.out, System.err, launcher == null ? System.console() != null : Boolean.parseBoolean(launcher));
    }
}
