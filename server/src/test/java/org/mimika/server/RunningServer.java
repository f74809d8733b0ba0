package org.mimika.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A server for all tests of a class, with a folder of its own and a client. */
final class RunningServer implements BeforeAllCallback, AfterAllCallback {
    private final Function<Path, ServerOptions> options;
    private Path folder;
    private MimikaServer server;
    private TestClient client;

    /** One with these options, which may lie in its folder. */
    RunningServer(Function<Path, ServerOptions> options) {
        this.options = options;
    }

    /** One as users start it, which can record. */
    RunningServer() {
        this(folder -> Fixtures.options(Fixtures.options().web(), Optional.of(folder.resolve("kept.duckdb"))));
    }

    MimikaServer server() {
        return server;
    }

    TestClient client() {
        return client;
    }

    Path folder() {
        return folder;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        folder = Files.createTempDirectory("mimika-test");
        server = new MimikaServer(options.apply(folder));
        client = new TestClient(server);
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        server.close();
        try (var files = Files.list(folder)) {
            files.forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        Files.delete(folder);
    }
}
