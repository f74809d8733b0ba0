package org.mimika.cli;

import picocli.CommandLine.Command;

/** {@code mimika data}: commands about data sets. */
@Command(
        name = "data",
        description = "Looks into a data set.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {DataInspectCommand.class})
final class DataCommand {}
