package org.mimika.cli;

import java.util.logging.Level;
import java.util.logging.Logger;

/** The log of the libraries under the server, which tell of every start and stop. */
public final class ServerLogs {
    private ServerLogs() {}

    /** Warnings and worse alone. */
    public static void quieten() {
        Logger.getLogger("").setLevel(Level.WARNING);
    }
}
