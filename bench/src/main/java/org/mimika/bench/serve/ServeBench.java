package org.mimika.bench.serve;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.mimika.bench.live.BusyCores;
import org.mimika.bench.soak.MemoryCourse;
import org.mimika.bench.soak.MemorySample;
import org.mimika.cli.Machine;
import org.mimika.server.MimikaServer;
import org.mimika.server.ServerOptions;
import org.mimika.server.http.Limits;
import org.mimika.server.http.WebOptions;
import org.mimika.video.Frame;
import org.mimika.video.FrameSource;
import org.mimika.video.sink.JpegEncoder;
import org.mimika.video.source.SourceOptions;
import org.mimika.video.source.Sources;

/**
 * A server and the browsers that send it their cameras' pictures, all in this process.
 *
 * @param clip the video that the cameras show, of the size to measure
 * @param model a bundled model or an ONNX file
 * @param clients how many, at least 1
 * @param framesPerSecond pictures that each sends a second
 */
record ServeBench(Path clip, String model, int clients, double framesPerSecond, Span span) {
    private static final int QUALITY = 80;
    private static final int SAMPLES = 60;
    private static final int SHORTEST_COURSE = 300;

    /**
     * How long.
     *
     * @param warmUpSeconds before anything is measured
     * @param seconds what is measured, positive
     */
    record Span(double warmUpSeconds, double seconds) {}

    ServeReport run(Consumer<MemorySample> progress) throws InterruptedException {
        List<byte[]> pictures = new ArrayList<>();
        int[] extent = encode(pictures);
        List<CameraClient> cameras = new ArrayList<>();
        try (MimikaServer server = new MimikaServer(options())) {
            HttpClient http = HttpClient.newHttpClient();
            URI address = URI.create(server.address().toString().replaceFirst("http", "ws") + "api/v1/camera");
            int most = (int) (1.2 * framesPerSecond * (span.warmUpSeconds() + span.seconds())) + 100;
            for (int i = 0; i < clients; i++) {
                CameraClient camera = new CameraClient(http, address, pictures, framesPerSecond, most);
                cameras.add(camera);
                Thread thread = new Thread(camera, "mimika-bench-client");
                thread.setDaemon(true);
                thread.start();
            }
            Thread.sleep(Math.round(1000 * span.warmUpSeconds()));
            cameras.forEach(CameraClient::forget);
            BusyCores busy = new BusyCores();
            List<MemorySample> samples = watch(progress);
            double took = busy.seconds();
            double cores = busy.cores();
            List<ServeReport.Client> measured =
                    cameras.stream().map(camera -> camera.measured(took)).toList();
            boolean tells = span.seconds() >= SHORTEST_COURSE;
            return new ServeReport(
                    Machine.here(),
                    extent[0],
                    extent[1],
                    framesPerSecond,
                    took,
                    cores,
                    measured,
                    tells ? MemoryCourse.resident(samples) : null,
                    tells ? MemoryCourse.heap(samples) : null);
        } finally {
            cameras.forEach(CameraClient::stop);
            cameras.forEach(CameraClient::hangUp);
        }
    }

    /** All frames of the clip; gives their columns and rows. */
    private int[] encode(List<byte[]> pictures) {
        try (FrameSource source = Sources.open(clip.toString(), SourceOptions.DEFAULTS);
                JpegEncoder encoder = new JpegEncoder(source.info().width(), QUALITY)) {
            for (Frame next = source.read(); next != null; next = source.read()) {
                try (Frame frame = next) {
                    pictures.add(encoder.encode(frame));
                }
            }
            return new int[] {source.info().width(), source.info().height()};
        }
    }

    /** Lets the time pass, and looks at the memory meanwhile. */
    private List<MemorySample> watch(Consumer<MemorySample> progress) throws InterruptedException {
        List<MemorySample> samples = new ArrayList<>();
        for (int i = 1; i <= SAMPLES; i++) {
            Thread.sleep(Math.round(1000 * span.seconds() / SAMPLES));
            samples.add(MemorySample.at(Math.round(1000 * span.seconds() * i / SAMPLES)));
            progress.accept(samples.get(i - 1));
        }
        return samples;
    }

    /** The history is as long as a quarter of the time, so that it is full well before the second half. */
    private ServerOptions options() {
        ServerOptions defaults = ServerOptions.defaults();
        WebOptions web = defaults.web();
        int history = (int) Math.max(1, Math.min(Limits.DEFAULTS.historyRows(), span.seconds() * framesPerSecond / 2));
        return new ServerOptions(
                new WebOptions(
                        web.host(),
                        web.port(),
                        web.names(),
                        web.token(),
                        web.presentation(),
                        Limits.DEFAULTS.withHistoryRows(history)),
                List.of(model),
                defaults.threads(),
                Optional.empty(),
                defaults.media(),
                defaults.networks(),
                defaults.webhookSecret(),
                Optional.empty());
    }
}
