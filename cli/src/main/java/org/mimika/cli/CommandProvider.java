package org.mimika.cli;

import java.io.PrintStream;

/**
 * Adds a command to {@code mimika} from a module that this one does not know, found with
 * {@link java.util.ServiceLoader}: so {@code mimika bench} is there when module {@code bench} is on the class path.
 */
public interface CommandProvider {
    /**
     * A new picocli command.
     *
     * @param out takes the command's data
     * @param err takes its messages
     */
    Object command(PrintStream out, PrintStream err);
}
