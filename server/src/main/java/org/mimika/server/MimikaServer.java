package org.mimika.server;

import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mimika.core.BundledModels;
import org.mimika.core.ModelSource;
import org.mimika.record.RecordingStore;
import org.mimika.server.guard.NetworkPolicy;
import org.mimika.server.http.WebServer;
import org.mimika.server.live.LiveSource;
import org.mimika.server.live.LiveSources;
import org.mimika.server.live.ModelShelf;
import org.mimika.server.live.Viewer;
import org.mimika.server.rules.RuleBook;
import org.mimika.server.rules.RuleEngine;
import org.mimika.server.rules.WebhookOptions;
import org.mimika.server.rules.Webhooks;
import org.mimika.video.live.LiveOptions.Pace;
import org.mimika.video.live.LiveResult;

/**
 * A server: sources that play, and the dashboard and interface to them. Runs from its making to {@link #close}, which
 * the maker calls; it owns all that it opens. Thread-safe.
 */
public final class MimikaServer implements AutoCloseable {
    private final ServerOptions options;
    private final ModelShelf models;
    private final Optional<RecordingStore> recordings;
    private final LiveSources sources;
    private final ClientInputs inputs;
    private final RuleEngine engine;
    private final Webhooks webhooks;
    private final WebServer web;

    /**
     * Opens the models, then the port.
     *
     * @throws org.mimika.core.MimikaException if a model or the recordings cannot be opened, or the port is taken
     */
    public MimikaServer(ServerOptions options) {
        this.options = options;
        models = new ModelShelf(models(options.models()), options.threads());
        NetworkPolicy network = new NetworkPolicy(options.networks());
        RuleBook rules = new RuleBook(options.web().limits().rules());
        engine = new RuleEngine(
                rules,
                new RuleEngine.Options(
                        RuleEngine.Options.DEFAULTS.gap(),
                        !options.web().presentation().aggregateOnly()),
                Clock.systemUTC());
        webhooks = new Webhooks(
                WebhookOptions.DEFAULTS, options.webhookSecret(), webhook -> network.webhook(webhook.toString())
                        .addresses());
        engine.addListener(webhooks);
        Optional<RecordingStore> store = Optional.empty();
        LiveSources playing = null;
        try {
            store = options.recordings().map(RecordingStore::open);
            playing = new LiveSources(
                    models,
                    options.web().limits().sources(),
                    options.web().limits().historyFrames(),
                    this::welcome);
            inputs = new ClientInputs(options, network, models.defaultName());
            web = new WebServer(new WebServer.Parts(
                    options.web(),
                    playing,
                    models,
                    inputs,
                    store,
                    rules,
                    engine,
                    webhook -> network.webhook(webhook.toString())));
        } catch (RuntimeException | Error e) {
            if (playing != null) {
                playing.close();
            }
            store.ifPresent(RecordingStore::close);
            webhooks.close();
            models.close();
            throw e;
        }
        recordings = store;
        sources = playing;
    }

    private static Map<String, ModelSource> models(List<String> chosen) {
        BundledModels bundled = BundledModels.onClassPath();
        Map<String, ModelSource> models = new LinkedHashMap<>();
        for (String model : chosen.isEmpty() ? bundled.names() : chosen) {
            models.put(model, ModelSource.resolve(model, bundled));
        }
        return models;
    }

    private void welcome(LiveSource source) {
        source.veil(options.web().presentation().veil());
        source.watch(new Viewer() {
            @Override
            public void result(LiveSource of, LiveResult result) {
                engine.accept(of.id(), result.frame());
            }

            @Override
            public void status(LiveSource of) {
                if (of.status().state().over()) {
                    engine.forget(of.id());
                }
            }
        });
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

    /** Ends the sources and frees everything; recordings are completed. A second call does nothing. */
    @Override
    public void close() {
        web.close();
        sources.close();
        webhooks.close();
        recordings.ifPresent(RecordingStore::close);
        models.close();
    }
}
