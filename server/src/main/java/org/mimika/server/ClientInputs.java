package org.mimika.server;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.mimika.api.Mimika;
import org.mimika.core.MimikaException;
import org.mimika.server.guard.MediaFolders;
import org.mimika.server.guard.NetworkPolicy;
import org.mimika.server.http.SourceOpener;
import org.mimika.server.live.LiveSource;
import org.mimika.server.live.SourceKind;
import org.mimika.video.FrameSource;
import org.mimika.video.live.LiveInput;
import org.mimika.video.live.LiveOptions;
import org.mimika.video.live.LiveOptions.Pace;
import org.mimika.video.source.AddressCheck;
import org.mimika.video.source.LoopedSource;
import org.mimika.video.source.SourceOptions;
import org.mimika.video.source.Sources;

/**
 * What may be played. Whoever starts the server may name anything; a client names the demo, a camera, an address that
 * the network's policy lets through, and what lies in the folders that were opened to it.
 */
final class ClientInputs implements SourceOpener {
    private static final String DEMO = "demo";

    private final Optional<Path> demo;
    private final MediaFolders media;
    private final NetworkPolicy network;
    private final String defaultModel;

    ClientInputs(ServerOptions options, NetworkPolicy network, String defaultModel) {
        this.demo = options.demo();
        this.media = new MediaFolders(options.media());
        this.network = network;
        this.defaultModel = defaultModel;
    }

    /** What whoever started the server names. */
    LiveSource.Order trusted(String input, Pace pace) {
        SourceKind kind = kind(input);
        LiveInput opened = kind == SourceKind.DEMO ? demo(true) : Mimika.input(input);
        return new LiveSource.Order(kind, opened, LiveOptions.DEFAULTS.withPace(pace), defaultModel);
    }

    @Override
    public LiveSource.Order order(
            String input, Optional<String> name, Optional<String> model, Pace pace, boolean loop) {
        SourceKind kind = kind(input);
        LiveInput opened =
                switch (kind) {
                    case DEMO -> demo(loop);
                    case STREAM -> stream(input);
                    case FILE -> file(input, loop);
                    default -> Mimika.input(input);
                };
        LiveInput named = new LiveInput(name.orElse(opened.name()), opened.lasting(), opened.opener());
        return new LiveSource.Order(kind, named, LiveOptions.DEFAULTS.withPace(pace), model.orElse(defaultModel));
    }

    private static SourceKind kind(String input) {
        String lower = input.toLowerCase(Locale.ROOT);
        if (lower.equals(DEMO)) {
            return SourceKind.DEMO;
        }
        if (lower.startsWith("camera:")) {
            return SourceKind.CAMERA;
        }
        // Whatever looks like an address is one: the network's policy says what is wrong with it.
        return lower.contains("://") ? SourceKind.STREAM : SourceKind.FILE;
    }

    private LiveInput demo(boolean loop) {
        Path clip = demo.orElseThrow(() -> new MimikaException("this server has no demo clip"));
        return new LiveInput(DEMO, false, opener(DEMO, clip, loop));
    }

    /** Checked now, for a clear answer, and again each time it is opened: a name may lead elsewhere by then. */
    private LiveInput stream(String address) {
        AddressCheck check = any -> network.stream(any).addresses();
        check.admit(address);
        return new LiveInput(Sources.name(address), true, () -> Sources.open(address, SourceOptions.DEFAULTS, check));
    }

    private LiveInput file(String path, boolean loop) {
        Path file = media.file(path);
        String name = file.getFileName().toString();
        return new LiveInput(name, false, opener(name, file, loop));
    }

    /** What goes wrong with it is told to clients, who need not know where it lies. */
    private static Supplier<FrameSource> opener(String name, Path file, boolean loop) {
        Supplier<FrameSource> once = () -> Sources.file(name, file, SourceOptions.DEFAULTS);
        return loop ? () -> new LoopedSource(once) : once;
    }

    @Override
    public boolean hasDemo() {
        return demo.isPresent();
    }

    @Override
    public boolean hasFiles() {
        return !media.isEmpty();
    }
}
