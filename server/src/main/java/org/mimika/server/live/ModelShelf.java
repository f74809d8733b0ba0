package org.mimika.server.live;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mimika.api.Mimika;
import org.mimika.core.ClassifierOptions;
import org.mimika.core.EmotionClassifier;
import org.mimika.core.EmotionExplainer;
import org.mimika.core.MimikaException;
import org.mimika.core.ModelSource;
import org.mimika.video.FaceClassifier;
import org.mimika.video.FaceResult;
import org.mimika.video.Frame;
import org.mimika.video.detect.FaceRange;

/**
 * The models that sources may choose between, by name; each is opened once and shared. The first is the default one.
 *
 * <p>Thread-safe. Owns native memory; the opener closes it after every session.
 */
public final class ModelShelf implements AutoCloseable {
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Map<String, EmotionExplainer> explainers = new HashMap<>();
    private final Mimika mimika;

    /**
     * A model on the shelf.
     *
     * @param name what a client calls it
     * @param network tells what its file says of it; the shelf's to close
     * @param classifier shared by all sources; the shelf's to close
     * @param source where it was opened from
     */
    public record Entry(String name, EmotionClassifier network, FaceClassifier classifier, ModelSource source) {}

    /**
     * Opens all of them.
     *
     * @param models by the name that clients use, at least one; the first is the default
     * @param threads threads for one frame's faces, and looks for faces at once
     * @throws MimikaException if one cannot be opened
     */
    public ModelShelf(Map<String, ModelSource> models, int threads) {
        if (models.isEmpty()) {
            throw new MimikaException("no model is bundled: put mimika-models on the class path, or name an ONNX file");
        }
        List<Map.Entry<String, ModelSource>> all = new ArrayList<>(models.entrySet());
        mimika = new Mimika(all.get(0).getValue(), FaceRange.AUTO, threads);
        try {
            String first = all.get(0).getKey();
            entries.put(
                    first,
                    new Entry(
                            first,
                            mimika.model(),
                            FaceClassifier.of(mimika.model(), first),
                            all.get(0).getValue()));
            for (Map.Entry<String, ModelSource> one : all.subList(1, all.size())) {
                entries.put(one.getKey(), open(one.getKey(), one.getValue(), threads));
            }
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private static Entry open(String name, ModelSource source, int threads) {
        EmotionClassifier classifier = source.open(ClassifierOptions.defaults().withThreads(threads));
        return new Entry(name, classifier, FaceClassifier.of(classifier, name), source);
    }

    /** The default one's name. */
    public String defaultName() {
        return entries.keySet().iterator().next();
    }

    /** All, the default one first. */
    public List<Entry> all() {
        return List.copyOf(entries.values());
    }

    /**
     * One of them.
     *
     * @throws MimikaException if there is none of this name; the message lists those that there are
     */
    public Entry get(String name) {
        Entry entry = entries.get(name);
        if (entry == null) {
            throw new MimikaException("there is no model '" + name + "': expected one of " + entries.keySet());
        }
        return entry;
    }

    /**
     * What explains a model's answers, opened when it is first asked for and shared; the shelf's to close.
     *
     * @throws MimikaException if the model does not say how it is explained
     */
    EmotionExplainer explainer(Entry model) {
        synchronized (explainers) {
            return explainers.computeIfAbsent(model.name(), name -> model.source()
                    .openExplainer(ClassifierOptions.defaults().withThreads(1)));
        }
    }

    /** The faces of one picture, the surest first; the frame stays the caller's. */
    public List<FaceResult> faces(Frame picture, Entry model) {
        return mimika.faces(picture, model.classifier());
    }

    /** The detectors, and what makes sessions. */
    Mimika mimika() {
        return mimika;
    }

    /** Frees everything; a second call does nothing. */
    @Override
    public void close() {
        synchronized (explainers) {
            explainers.values().forEach(EmotionExplainer::close);
        }
        mimika.close();
        entries.values().forEach(entry -> entry.classifier().close());
    }
}
