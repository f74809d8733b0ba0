package org.mimika.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.ServiceLoader;
import org.mimika.core.MimikaException;
import picocli.CommandLine;

/** The entry point of {@code mimika}; the only place that ends the JVM. */
public final class Main {
    private Main() {}

    /** Runs the command and ends the JVM with its exit code. */
    public static void main(String[] args) {
        int code = run(args, Console.ofProcess());
        System.out.flush();
        System.exit(code);
    }

    /**
     * Runs a command.
     *
     * @param out receives data
     * @param err receives messages
     * @return 0 done, 1 failed, 2 wrong usage
     */
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return run(args, new Console(out, err));
    }

    private static int run(String[] args, Console console) {
        PrintStream out = console.out();
        PrintStream err = console.err();
        MimikaCommand root = new MimikaCommand();
        Failures failures = new Failures(console, root);
        CommandLine line = new CommandLine(root, new CommandFactory(console));
        for (CommandProvider provider : ServiceLoader.load(CommandProvider.class)) {
            line.addSubcommand(provider.command(out, err));
        }
        line.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setAbbreviatedOptionsAllowed(false)
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures);
        try {
            int code = line.execute(args);
            return code == CommandLine.ExitCode.OK && out.checkError() ? failures.report(lost()) : code;
        } catch (Error e) {
            // Natives that do not load and exhausted memory are errors, which picocli lets through.
            return failures.report(e);
        } finally {
            out.flush();
            err.flush();
        }
    }

    /** A print stream keeps to itself that nothing arrives, but data that did not arrive is a failure. */
    private static MimikaException lost() {
        return new MimikaException("cannot write standard output: its reader has gone, or the disk is full");
    }
}
