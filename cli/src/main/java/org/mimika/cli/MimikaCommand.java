package org.mimika.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code mimika} itself: holds the subcommands and the options that all of them have. */
@Command(
        name = "mimika",
        description = "Recognises emotions in faces, in video and images; trains, evaluates and compares the networks.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:failed", "2:wrong usage"},
        subcommands = {
            DemoCommand.class,
            AnalyzeCommand.class,
            ServeCommand.class,
            EvaluateCommand.class,
            CompareCommand.class,
            DataCommand.class,
            PretrainCommand.class,
            TrainCommand.class,
            ExportCommand.class,
            ExplainCommand.class,
            SessionsCommand.class,
            ModelsCommand.class,
            DoctorCommand.class
        })
final class MimikaCommand {
    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "Show where an unexpected failure came from (also: the environment's MIMIKA_VERBOSE=1).")
    private boolean verbose;

    /** Whether failures show their stack trace. */
    boolean verbose() {
        return verbose || "1".equals(System.getenv("MIMIKA_VERBOSE"));
    }
}
