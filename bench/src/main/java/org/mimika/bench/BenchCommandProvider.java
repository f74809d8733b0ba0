package org.mimika.bench;

import java.io.PrintStream;
import org.mimika.bench.live.LiveCommand;
import org.mimika.bench.serve.ServeBenchCommand;
import org.mimika.bench.soak.SoakCommand;
import org.mimika.cli.CommandProvider;
import picocli.CommandLine;

/** Brings {@code mimika bench} to the command line. */
public final class BenchCommandProvider implements CommandProvider {
    @Override
    public Object command(PrintStream out, PrintStream err) {
        return new CommandLine(new BenchCommand(out, err))
                .addSubcommand(new SoakCommand(out, err))
                .addSubcommand(new LiveCommand(out))
                .addSubcommand(new ServeBenchCommand(out, err));
    }
}
