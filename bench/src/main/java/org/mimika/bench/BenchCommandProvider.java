package org.mimika.bench;

import java.io.PrintStream;
import org.mimika.cli.CommandProvider;

/** Brings {@code mimika bench} to the command line. */
public final class BenchCommandProvider implements CommandProvider {
    @Override
    public Object command(PrintStream out, PrintStream err) {
        return new BenchCommand(out, err);
    }
}
