package org.mimika.server.http;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.mimika.server.live.BrowserCamera;
import org.mimika.server.live.LiveSource;
import org.mimika.server.live.SourceKind;
import org.mimika.server.live.Veil;
import org.mimika.server.live.Viewer;
import org.mimika.video.live.Delivery;
import org.mimika.video.live.LiveInput;
import org.mimika.video.live.LiveOptions;
import org.mimika.video.source.SourceOptions;

/**
 * A client that sends its camera's pictures: a source of its own, which ends with the socket. What cannot be decoded is
 * complained of, a few times a second at most; {@value #PATIENCE} such messages in a row end it.
 */
final class CameraTalk implements Sockets.Talk {
    private static final int PATIENCE = 200;
    private static final long COMPLAINT_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    /** A browser sends nothing while its page is hidden; that it is gone, the socket tells. */
    private static final Duration SILENCE = Duration.ofDays(1);

    private final Outbox outbox;
    private final BrowserCamera camera;
    private final EventTalk events;
    private int bad;
    private long complained = System.nanoTime() - COMPLAINT_NANOS;

    CameraTalk(Sockets.Client client, WebServer.Parts parts, Wire wire) {
        this.outbox = client.outbox();
        Optional<String> name = Optional.ofNullable(client.context().queryParam("name"));
        String model = client.context().queryParam("model");
        String called = name.flatMap(SourceName::of).orElse("browser");
        Optional<Veil> veil = Optional.ofNullable(client.context().queryParam("blur"))
                .map(label -> Answers.oneOf("the parameter 'blur'", label, Veil.class));
        veil.ifPresent(wire::requireVeil);
        long pixels = parts.options().limits().framePixels();
        camera = new BrowserCamera(
                called, new SourceOptions(1, pixels, SourceOptions.DEFAULTS.timeout()), this::complain);
        LiveSource source = added(parts, called, model == null ? parts.models().defaultName() : model);
        // No picture has been taken yet: none is seen without it.
        veil.ifPresent(source::veil);
        outbox.message(wire.source(source)
                .put("type", "source")
                .put("schema", Wire.SCHEMA)
                .toString());
        events = new EventTalk(outbox, parts.alarms().engine(), source.id());
        source.watch(new SocketViewer(wire, outbox, false, true));
        source.watch(new Viewer() {
            @Override
            public void result(LiveSource of, Delivery delivery) {
                forgive();
            }
        });
    }

    private LiveSource added(WebServer.Parts parts, String called, String model) {
        try {
            return parts.sources()
                    .add(new LiveSource.Order(
                            SourceKind.BROWSER,
                            new LiveInput(called, false, camera::opened),
                            LiveOptions.DEFAULTS.withStallAfter(SILENCE),
                            model,
                            camera::end));
        } catch (RuntimeException e) {
            camera.close();
            throw e;
        }
    }

    @Override
    public void bytes(byte[] bytes) {
        camera.push(bytes);
    }

    @Override
    public void text(String text) {
        complain("expected pictures as binary messages, each a JPEG; got a text");
    }

    private synchronized void complain(String about) {
        long now = System.nanoTime();
        if (now - complained >= COMPLAINT_NANOS) {
            complained = now;
            outbox.message(Sockets.error(about));
        }
        if (++bad == PATIENCE) {
            outbox.message(Sockets.error(PATIENCE + " messages were no pictures: goodbye"));
            camera.end();
        }
    }

    private synchronized void forgive() {
        bad = 0;
    }

    /** The source ends; its history stays for a while. */
    @Override
    public void close() {
        events.close();
        camera.end();
    }
}
