package org.mimika.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.mimika.core.MimikaException;
import org.mimika.server.MimikaServer;
import org.mimika.server.ServerOptions;
import org.mimika.server.guard.AccessToken;
import org.mimika.server.guard.Cidr;
import org.mimika.server.http.Limits;
import org.mimika.server.http.Presentation;
import org.mimika.server.http.WebOptions;
import org.mimika.server.live.Veil;
import org.mimika.server.rules.WebhookSecret;
import org.mimika.video.live.LiveOptions.Pace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mimika serve}: the server and its dashboard, until somebody stops it. */
@Command(
        name = "serve",
        description = "Serves the dashboard, and the interface for programs, until it is stopped with Ctrl-C.")
final class ServeCommand implements Callable<Integer> {
    /** Sources end within seconds, whatever they do. */
    private static final Duration GRACE = Duration.ofSeconds(20);

    private final Console console;

    @Option(
            names = "--source",
            paramLabel = "INPUT",
            description = "What to play from the start: a video or picture file, a folder, camera:0, or an rtsp:// or"
                    + " http(s):// address; may be repeated.")
    private List<String> inputs = List.of();

    @Option(
            names = "--pace",
            paramLabel = "own|fastest",
            defaultValue = "own",
            description = "How fast files of --source go: as they were taken, or as fast as they can be analysed"
                    + " (default: ${DEFAULT-VALUE}).")
    private Pace pace;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Where to listen (default: ${DEFAULT-VALUE}, this machine alone).")
    private String host;

    @Option(
            names = "--port",
            converter = WholeNumber.Port.class,
            paramLabel = "N",
            defaultValue = "7070",
            description = "The port; 0 for any that is free (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--name",
            paramLabel = "[https://]HOST[:PORT]",
            description = "Another name that browsers may know this server by, that of a proxy for example; may be"
                    + " repeated.")
    private List<String> names = List.of();

    @Option(
            names = "--token",
            paramLabel = "TEXT",
            description = "What clients must show (default: one is made where --host lets other machines in; better in"
                    + " the environment's MIMIKA_TOKEN, which nobody else sees).")
    private String token;

    @Option(
            names = "--model",
            paramLabel = "NAME|FILE.onnx",
            description = "Models to choose between, the first is used at first; may be repeated (default: all bundled"
                    + " ones).")
    private List<String> models = List.of();

    @Option(
            names = "--threads",
            converter = WholeNumber.Threads.class,
            paramLabel = "N",
            description = "Threads that look at one frame's faces (default: 2, or 1 on a single core).")
    private int threads = Math.min(2, Runtime.getRuntime().availableProcessors());

    @Option(
            names = "--media",
            paramLabel = "DIR",
            description = "A folder whose videos and pictures may be played from the dashboard; may be repeated.")
    private List<Path> media = List.of();

    @Option(
            names = "--allow-network",
            paramLabel = "CIDR",
            description =
                    "A private network whose streams and webhooks clients may name, such as 192.168.1.0/24; may be"
                            + " repeated.")
    private List<String> networks = List.of();

    @Option(
            names = "--record",
            paramLabel = "FILE.duckdb",
            description = "Where sessions may be recorded; without it nothing is ever kept.")
    private Path record;

    @Option(
            names = "--blur",
            paramLabel = "none|faces|background",
            defaultValue = "none",
            description = "What pictures hide that leave the server (default: ${DEFAULT-VALUE}).")
    private Veil blur;

    @Option(
            names = "--aggregate-only",
            description = "Tell how many people there are and their mood together; no boxes, identities or pictures.")
    private boolean aggregateOnly;

    ServeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        ServerLogs.quieten();
        Optional<AccessToken> access = token();
        Path clip = clip();
        CountDownLatch stopped = new CountDownLatch(1);
        try (StopHook hook = new StopHook(stopped::countDown, GRACE);
                MimikaServer server = new MimikaServer(options(clip, access))) {
            inputs.forEach(input -> server.play(input, pace));
            // Behind the '#', which browsers keep to themselves; one that was chosen is known, and not for a log.
            boolean made = token == null && System.getenv("MIMIKA_TOKEN") == null;
            String login = access.filter(secret -> made)
                    .map(secret -> "#token=" + secret.reveal())
                    .orElse("");
            console.out().println("Mimika is at " + server.address() + login + "  (Ctrl-C stops it)");
            console.out().flush();
            stopped.await();
        } finally {
            clip.toFile().delete();
        }
        return 0;
    }

    /** Made up where it is needed and nobody chose one. */
    private Optional<AccessToken> token() {
        String chosen = token == null ? System.getenv("MIMIKA_TOKEN") : token;
        if (chosen != null) {
            return Optional.of(AccessToken.of(chosen));
        }
        return WebOptions.isLoopback(host) ? Optional.empty() : Optional.of(AccessToken.generate());
    }

    private static WebhookSecret secret() {
        String chosen = System.getenv("MIMIKA_WEBHOOK_SECRET");
        return chosen == null ? WebhookSecret.generate() : WebhookSecret.of(chosen);
    }

    private ServerOptions options(Path clip, Optional<AccessToken> access) {
        Presentation presentation = new Presentation(aggregateOnly, blur, Presentation.DEFAULTS.uncertainBelow());
        return new ServerOptions(
                new WebOptions(host, port, names, access, presentation, Limits.DEFAULTS),
                models,
                threads,
                Optional.ofNullable(record),
                media,
                networks.stream().map(Cidr::parse).toList(),
                secret(),
                Optional.of(clip));
    }

    private static Path clip() {
        try {
            return BundledClip.copyTo(Files.createTempFile("mimika-demo", ".mp4"));
        } catch (IOException e) {
            throw new MimikaException("cannot write the demo's clip: " + MimikaException.reason(e), e);
        }
    }
}
