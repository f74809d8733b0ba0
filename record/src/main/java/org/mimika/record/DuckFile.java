package org.mimika.record;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;
import org.mimika.core.MimikaException;

/** How this program opens a DuckDB file, and what DuckDB's errors mean to its user. Immutable. */
final class DuckFile {
    private static final Pattern HOLDER = Pattern.compile("\\(PID (\\d+)\\)");

    private final Path path;
    private final Properties settings = new Properties();

    /** Touches nothing yet. */
    DuckFile(Path path, boolean readOnly) {
        if (path.toString().contains(";")) {
            throw new MimikaException("cannot open " + path + ": DuckDB takes no ';' in a name");
        }
        this.path = path;
        settings.setProperty("threads", "1");
        settings.setProperty("memory_limit", "256MiB");
        settings.setProperty("checkpoint_threshold", (FreeSpace.RESERVE >> 22) + "MiB");
        // Nothing is fetched from elsewhere: what is needed is linked in.
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("autoload_known_extensions", "false");
        settings.setProperty("jdbc_stream_results", "true");
        // Within a process DuckDB shares an open file with all who open it alike; so that there is one writer, nobody
        // else opens it alike.
        settings.setProperty("custom_user_agent", "mimika/" + UUID.randomUUID());
        if (readOnly) {
            settings.setProperty("access_mode", "READ_ONLY");
        }
    }

    Path path() {
        return path;
    }

    /** A connection of its own; connections to one DuckFile see one another's commits. */
    DuckDBConnection connect() {
        Properties copy = new Properties();
        copy.putAll(settings);
        try {
            Connection connection = new DuckDBDriver().connect("jdbc:duckdb:" + path.toAbsolutePath(), copy);
            return connection.unwrap(DuckDBConnection.class);
        } catch (SQLException e) {
            throw failure("open", e);
        } catch (LinkageError e) {
            throw new MimikaException(
                    "cannot load DuckDB's native library (it is unpacked into " + System.getProperty("java.io.tmpdir")
                            + ", which needs some 60 MB): " + e.getMessage(),
                    e);
        }
    }

    /** DuckDB's error in this program's words: what was to be done with the file, and why it cannot be. */
    MimikaException failure(String action, SQLException e) {
        return new MimikaException("cannot " + action + " " + path + ": " + reason(e), e);
    }

    /** DuckDB's error in a few words. */
    String reason(SQLException e) {
        String message = String.valueOf(e.getMessage());
        if (message.contains("Could not set lock on file")) {
            Matcher holder = HOLDER.matcher(message);
            return "another process" + (holder.find() ? " (" + holder.group(1) + ")" : "")
                    + " has it open, and one at a time can write; end that one, or take another file";
        }
        if (message.contains("different configuration")) {
            return "it is open already, and one at a time can write";
        }
        if (message.contains("not a valid DuckDB database file") && Files.exists(path)) {
            return "it is not a DuckDB file";
        }
        if (message.contains("database does not exist")) {
            return "no such file";
        }
        return message.lines().findFirst().orElse(message);
    }
}
