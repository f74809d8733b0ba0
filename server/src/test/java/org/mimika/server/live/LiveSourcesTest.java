package org.mimika.server.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mimika.core.BundledModels;
import org.mimika.core.MimikaException;
import org.mimika.core.ModelSource;
import org.mimika.video.FrameSource;
import org.mimika.video.live.LiveInput;
import org.mimika.video.live.LiveOptions;
import org.mimika.video.source.SourceOptions;
import org.mimika.video.source.Sources;

@Timeout(60)
class LiveSourcesTest {
    private static final Path PORTRAIT = Path.of("../video/src/test/resources/org/mimika/video/detect/portrait.jpg");

    private static LiveSource camera(LiveSources sources, BrowserCamera camera) {
        return sources.add(new LiveSource.Order(
                SourceKind.BROWSER,
                new LiveInput("phone", false, camera::opened),
                LiveOptions.DEFAULTS,
                "hybrid",
                camera::end));
    }

    private static void awaitEnd(LiveSource source) throws InterruptedException {
        while (!source.overFor(Duration.ZERO)) {
            Thread.sleep(1);
        }
    }

    /** Drivers that hang are waited for in the same seconds, whatever the cores. */
    @Test
    void sourcesAreEndedAtOnce() {
        CountDownLatch release = new CountDownLatch(1);
        int count = 4 * Runtime.getRuntime().availableProcessors();
        LiveOptions plain = LiveOptions.DEFAULTS;
        LiveOptions patient = new LiveOptions(
                plain.pace(), plain.detectEvery(), plain.stallAfter(), plain.backoff(), Duration.ofSeconds(3));
        try {
            long begun;
            try (ModelShelf models = new ModelShelf(
                            Map.of("hybrid", ModelSource.resolve("hybrid", BundledModels.onClassPath())), 1);
                    LiveSources sources = new LiveSources(models, count, 10, source -> {})) {
                for (int i = 0; i < count; i++) {
                    sources.add(new LiveSource.Order(
                            SourceKind.CAMERA, new LiveInput("stuck", true, () -> stuck(release)), patient, "hybrid"));
                }
                begun = System.nanoTime();
            }
            long seconds = Duration.ofNanos(System.nanoTime() - begun).toSeconds();
            assertTrue(seconds < 9, () -> "it took " + seconds + " s");
        } finally {
            release.countDown();
        }
    }

    /** As a driver that hears no interruption. */
    private static FrameSource stuck(CountDownLatch release) {
        while (true) {
            try {
                release.await();
                throw new MimikaException("it has come back");
            } catch (InterruptedException e) {
                // goes on
            }
        }
    }

    @Test
    void aBrowsersCameraIsRememberedForAWhileAndThenForgotten() throws IOException, InterruptedException {
        byte[] portrait = Files.readAllBytes(PORTRAIT);
        try (ModelShelf models = new ModelShelf(
                        Map.of("hybrid", ModelSource.resolve("hybrid", BundledModels.onClassPath())), 1);
                LiveSources sources = new LiveSources(models, 4, 1000, source -> {}, Duration.ofSeconds(3))) {
            LiveSource file = sources.add(new LiveSource.Order(
                    SourceKind.FILE,
                    new LiveInput("portrait", false, () -> Sources.open(PORTRAIT.toString(), SourceOptions.DEFAULTS)),
                    LiveOptions.DEFAULTS,
                    "hybrid"));
            BrowserCamera pictures = new BrowserCamera("phone", SourceOptions.DEFAULTS, complaint -> {});
            LiveSource left = camera(sources, pictures);
            LiveSource again = camera(sources, new BrowserCamera("phone", SourceOptions.DEFAULTS, complaint -> {}));
            pictures.push(portrait);
            while (left.stats().frames() == 0) {
                Thread.sleep(1);
            }
            awaitEnd(file);
            pictures.end();
            awaitEnd(left);
            assertTrue(sources.find(left.id()).isPresent(), "forgotten at once");
            assertEquals(1, left.history().between(0, Long.MAX_VALUE).size());
            while (sources.find(left.id()).isPresent()) {
                Thread.sleep(10);
            }
            assertTrue(left.overFor(Duration.ofSeconds(3)), "forgotten too early");
            assertEquals(List.of(file, again), sources.all());
        }
    }
}
