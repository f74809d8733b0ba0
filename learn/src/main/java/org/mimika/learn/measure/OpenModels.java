package org.mimika.learn.measure;

import java.util.HashMap;
import java.util.Map;
import org.mimika.core.ClassifierOptions;
import org.mimika.core.EmotionClassifier;

/** Models that are opened when they are first needed, and stay open. Owns the classifiers. Not thread-safe. */
final class OpenModels implements AutoCloseable {
    private final ClassifierOptions options;
    private final Map<String, EmotionClassifier> open = new HashMap<>();

    OpenModels(int threads) {
        options = ClassifierOptions.defaults().withThreads(threads);
    }

    EmotionClassifier get(Subject subject) {
        return open.computeIfAbsent(subject.sha256(), sha256 -> subject.open(options));
    }

    @Override
    public void close() {
        open.values().forEach(EmotionClassifier::close);
        open.clear();
    }
}
