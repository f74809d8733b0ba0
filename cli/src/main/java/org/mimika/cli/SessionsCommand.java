package org.mimika.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.mimika.core.MimikaException;
import org.mimika.record.RecordingStore;
import org.mimika.record.Session;
import org.mimika.record.Tables;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mimika sessions}: what a file of recorded sessions holds, and the way out of it. */
@Command(name = "sessions", description = "Lists the sessions of a recording's file, or writes one of them as a table.")
final class SessionsCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "FILE.duckdb", description = "The file that sessions were recorded into.")
    private Path file;

    @ArgGroup(exclusive = false)
    private Export export;

    /** What to write, and where to. */
    private static final class Export {
        @Option(names = "--export", required = true, paramLabel = "ID", description = "Write this session.")
        private long session;

        @Option(
                names = {"-o", "--output"},
                required = true,
                paramLabel = "OUT.csv|.jsonl|.parquet",
                description = "The file to write it to.")
        private Path output;
    }

    SessionsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (export != null) {
            Tables.require(export.output);
            if (WholeFile.isSame(export.output, file.toString())) {
                throw new MimikaException("cannot write " + export.output + ": it is the file to read");
            }
        }
        try (RecordingStore store = RecordingStore.openReadOnly(file)) {
            if (export != null) {
                store.export(export.session, export.output);
            } else {
                table(store.sessions());
            }
        }
        return 0;
    }

    private void table(List<Session> sessions) {
        String row = "%4s  %-20s  %8s  %8s  %8s  %-12s %s%n";
        console.out().printf(row, "id", "started", "seconds", "frames", "faces", "model", "source");
        for (Session session : sessions) {
            Instant started = session.started().truncatedTo(ChronoUnit.SECONDS);
            String seconds = session.ended()
                    .map(end -> String.format(
                            Locale.ROOT, "%.1f", ChronoUnit.MILLIS.between(session.started(), end) / 1000.0))
                    .orElse("open");
            console.out()
                    .printf(
                            row,
                            session.id(),
                            started,
                            seconds,
                            session.frames(),
                            session.faces(),
                            session.model(),
                            session.source());
        }
    }
}
