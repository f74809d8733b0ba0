package org.mimika.server;

import java.util.Optional;
import org.mimika.api.Mimika;
import org.mimika.core.MimikaException;
import org.mimika.server.http.SourceOpener;
import org.mimika.server.live.LiveSource;
import org.mimika.server.live.SourceKind;
import org.mimika.video.live.LiveInput;
import org.mimika.video.live.LiveOptions;
import org.mimika.video.live.LiveOptions.Pace;
import org.mimika.video.source.SourceOptions;
import org.mimika.video.source.Sources;

/**
 * What may be played. Whoever starts the server may name anything; a client names the demo, a camera, an address that
 * the network's policy lets through, and what lies in the folders that were opened to it.
 */
final class ClientInputs implements SourceOpener {
    private static final String DEMO = "demo";

    private final ServerOptions options;
    private final String defaultModel;

    ClientInputs(ServerOptions options, String defaultModel) {
        this.options = options;
        this.defaultModel = defaultModel;
    }

    LiveSource.Order trusted(String input, Pace pace) {
        return order(input, Optional.empty(), Optional.empty(), pace, false);
    }

    @Override
    public LiveSource.Order order(
            String input, Optional<String> name, Optional<String> model, Pace pace, boolean loop) {
        SourceKind kind = kind(input);
        LiveInput opened = kind == SourceKind.DEMO ? demo() : Mimika.input(input);
        LiveInput named = new LiveInput(name.orElse(opened.name()), opened.lasting(), opened.opener());
        return new LiveSource.Order(kind, named, LiveOptions.DEFAULTS.withPace(pace), model.orElse(defaultModel));
    }

    private static SourceKind kind(String input) {
        if (input.equals(DEMO)) {
            return SourceKind.DEMO;
        }
        if (input.startsWith("camera:")) {
            return SourceKind.CAMERA;
        }
        return Sources.mayComeBack(input) ? SourceKind.STREAM : SourceKind.FILE;
    }

    private LiveInput demo() {
        String clip = options.demo()
                .orElseThrow(() -> new MimikaException("this server has no demo clip"))
                .toString();
        return new LiveInput(DEMO, false, () -> Sources.open(clip, SourceOptions.DEFAULTS));
    }
}
