package org.mimika.cli;

import org.mimika.core.MimikaException;
import picocli.CommandLine;

/** Turns failures into one line on standard error and an exit code. */
final class Failures implements CommandLine.IParameterExceptionHandler, CommandLine.IExecutionExceptionHandler {
    private final Console console;
    private final MimikaCommand root;

    Failures(Console console, MimikaCommand root) {
        this.console = console;
        this.root = root;
    }

    /** Wrong usage: what is wrong, and where help is. */
    @Override
    public int handleParseException(CommandLine.ParameterException error, String[] args) {
        CommandLine command = error.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        console.err().println("mimika: " + oneLine(error.getMessage()));
        if (!CommandLine.UnmatchedArgumentException.printSuggestions(error, command.getErr())) {
            console.err().println("Try '" + name + " --help'.");
        }
        return CommandLine.ExitCode.USAGE;
    }

    @Override
    public int handleExecutionException(Exception error, CommandLine command, CommandLine.ParseResult parsed) {
        return report(error);
    }

    /** A failure while a command ran. */
    int report(Throwable error) {
        if (error instanceof MimikaException) {
            console.err().println("mimika: " + oneLine(error.getMessage()));
        } else if (error instanceof OutOfMemoryError) {
            console.err()
                    .println("mimika: out of memory (" + error.getMessage()
                            + "): give the JVM more with MIMIKA_JAVA_OPTS=-Xmx4g, or use less data");
        } else {
            console.err()
                    .println("mimika: unexpected " + error.getClass().getSimpleName() + ": "
                            + oneLine(String.valueOf(error.getMessage()))
                            + (root.verbose() ? "" : " (run again with --verbose to see where, and report it)"));
        }
        if (root.verbose()) {
            error.printStackTrace(console.err());
        }
        return CommandLine.ExitCode.SOFTWARE;
    }

    private static String oneLine(String message) {
        return String.valueOf(message).replaceAll("\\s*\\R\\s*", " ");
    }
}
