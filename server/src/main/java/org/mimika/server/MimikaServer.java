package org.mimika.server;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.mimika.core.BundledModels;
import org.mimika.core.EmotionScores;
import org.mimika.core.MimikaException;
import org.mimika.core.ModelSource;
import org.mimika.record.RecordingStore;
import org.mimika.server.guard.NetworkPolicy;
import org.mimika.server.http.Limits;
import org.mimika.server.http.Presentation;
import org.mimika.server.http.WebServer;
import org.mimika.server.live.LiveSource;
import org.mimika.server.live.LiveSources;
import org.mimika.server.live.ModelShelf;
import org.mimika.server.live.Mood;
import org.mimika.server.live.Viewer;
import org.mimika.server.metrics.ServerMetrics;
import org.mimika.server.rules.Alarms;
import org.mimika.server.rules.WebhookOutcome;
import org.mimika.video.FaceResult;
import org.mimika.video.FrameResult;
import org.mimika.video.live.Delivery;
import org.mimika.video.live.LiveOptions.Pace;
import org.mimika.video.live.LiveStatus;

/**
 * A server: sources that play, and the dashboard and interface to them. Runs from its making to {@link #close}, which
 * the maker calls; it owns all that it opens. Thread-safe.
 */
public final class MimikaServer implements AutoCloseable {
    private static final Logger LOG = System.getLogger(MimikaServer.class.getName());

    private final ServerOptions options;
    private final ServerMetrics metrics = new ServerMetrics();
    private final Closing opened = new Closing();
    private final Alarms alarms;
    private final LiveSources sources;
    private final ClientInputs inputs;
    private final WebServer web;

    /**
     * Opens the models, then the port.
     *
     * @throws org.mimika.core.MimikaException if a model or the recordings cannot be opened, or the port is taken
     */
    public MimikaServer(ServerOptions options) {
        this.options = options;
        Limits limits = options.web().limits();
        Presentation presentation = options.web().presentation();
        try {
            NetworkPolicy network = new NetworkPolicy(options.networks());
            ModelShelf models = opened.add(new ModelShelf(models(options.models()), options.threads()));
            Optional<RecordingStore> recordings = options.recordings().map(RecordingStore::open);
            recordings.ifPresent(store -> opened.add(() -> close(store)));
            alarms = opened.add(
                    new Alarms(limits.rules(), options.webhookSecret(), webhook -> network.webhook(webhook.toString())
                            .addresses()));
            sources = opened.add(new LiveSources(models, limits.sources(), limits.historyRows(), this::welcome));
            inputs = new ClientInputs(options, network, models.defaultName());
            meter();
            web = opened.add(new WebServer(
                    new WebServer.Parts(options.web(), sources, models, inputs, recordings, alarms, metrics)));
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /** A disk that hangs would be waited for without end; the next opening of the file replays what it has taken. */
    private void close(RecordingStore store) {
        if (sources == null || !sources.isWriting()) {
            store.close();
        } else {
            LOG.log(Level.WARNING, "the disk of the recordings hangs: their file was left as it is");
        }
    }

    private static Map<String, ModelSource> models(List<String> chosen) {
        BundledModels bundled = BundledModels.onClassPath();
        Map<String, ModelSource> models = new LinkedHashMap<>();
        for (String model : chosen.isEmpty() ? bundled.names() : chosen) {
            ModelSource source = ModelSource.resolve(model, bundled);
            // Of a file its name alone: where it lies is no client's affair.
            if (models.put(source.name(), source) != null) {
                throw new MimikaException("two models are called " + source.name() + ": give one file another name");
            }
        }
        return models;
    }

    private void meter() {
        alarms.engine().addListener(event -> metrics.event());
        metrics.showWebhooks(this::deliveries);
        metrics.showSources(this::states);
    }

    private Map<String, Long> deliveries() {
        Map<String, Long> counts = new TreeMap<>();
        for (WebhookOutcome outcome : WebhookOutcome.values()) {
            counts.put(outcome.name().toLowerCase(Locale.ROOT), alarms.deliveries(outcome));
        }
        return counts;
    }

    private Map<String, Integer> states() {
        Map<String, Integer> counts = new TreeMap<>();
        for (LiveStatus.State state : LiveStatus.State.values()) {
            counts.put(state.name().toLowerCase(Locale.ROOT), 0);
        }
        sources.all()
                .forEach(source ->
                        counts.merge(source.status().state().name().toLowerCase(Locale.ROOT), 1, Integer::sum));
        return counts;
    }

    private void welcome(LiveSource source) {
        source.veil(options.web().presentation().veil());
        source.watch(new Meter(metrics));
        source.watch(new Viewer() {
            @Override
            public void result(LiveSource of, Delivery delivery) {
                FrameResult frame = delivery.result().frame();
                alarms.engine().accept(of.id(), frame.ptsMillis(), told(frame.faces()));
            }

            @Override
            public void status(LiveSource of) {
                if (of.status().state().over()) {
                    alarms.engine().forget(of.id());
                }
            }
        });
    }

    /** Whom rules may look at: each by itself, or where nobody singly may be told of, all in view as one. */
    private Map<Integer, EmotionScores> told(List<FaceResult> faces) {
        if (options.web().presentation().aggregateOnly()) {
            return Mood.of(faces).map(mood -> Map.of(0, mood)).orElse(Map.of());
        }
        Map<Integer, EmotionScores> people = new LinkedHashMap<>();
        faces.forEach(face -> people.put(face.track(), face.scores()));
        return people;
    }

    /** Plays what whoever started the server names: anything that {@code analyze} reads too. */
    public LiveSource play(String input, Pace pace) {
        return sources.add(inputs.trusted(input, pace));
    }

    /** Where the dashboard is. */
    public URI address() {
        String host = options.web().host();
        return URI.create("http://" + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + web.port() + "/");
    }

    /** What it answers, for the document that lists it. */
    Set<String> routes() {
        return web.routes();
    }

    /** Ends the sources and frees everything; recordings are completed. A second call does nothing. */
    @Override
    public void close() {
        opened.close();
    }
}
