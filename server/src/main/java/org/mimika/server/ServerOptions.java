package org.mimika.server;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.mimika.server.guard.Cidr;
import org.mimika.server.http.Limits;
import org.mimika.server.http.Presentation;
import org.mimika.server.http.WebOptions;
import org.mimika.server.rules.WebhookSecret;

/**
 * All that can be chosen about a server.
 *
 * @param web where it listens, what it lets out and in
 * @param models bundled names or ONNX files, the first is the default; all bundled ones where empty
 * @param threads threads for one frame's faces, at least 1
 * @param recordings the DuckDB file that sessions may be kept in; empty where recording is off
 * @param media folders whose videos and pictures clients may play
 * @param networks private networks whose streams and webhooks clients may name
 * @param webhookSecret signs what is posted to webhooks
 * @param demo the clip that plays as {@code demo}; empty where there is none
 */
public record ServerOptions(
        WebOptions web,
        List<String> models,
        int threads,
        Optional<Path> recordings,
        List<Path> media,
        List<Cidr> networks,
        WebhookSecret webhookSecret,
        Optional<Path> demo) {
    /** Validates and copies. */
    public ServerOptions {
        Objects.requireNonNull(web, "web");
        models = List.copyOf(models);
        Objects.requireNonNull(recordings, "recordings");
        media = List.copyOf(media);
        networks = List.copyOf(networks);
        Objects.requireNonNull(webhookSecret, "webhookSecret");
        Objects.requireNonNull(demo, "demo");
        if (threads < 1) {
            throw new IllegalArgumentException("threads=" + threads);
        }
    }

    /** On this machine alone, at a port that is free, with the bundled models; nothing is kept; webhooks signed anew. */
    public static ServerOptions defaults() {
        return new ServerOptions(
                new WebOptions("127.0.0.1", 0, List.of(), Optional.empty(), Presentation.DEFAULTS, Limits.DEFAULTS),
                List.of(),
                Math.min(2, Runtime.getRuntime().availableProcessors()),
                Optional.empty(),
                List.of(),
                List.of(),
                WebhookSecret.generate(),
                Optional.empty());
    }
}
