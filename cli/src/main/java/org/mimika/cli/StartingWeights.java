package org.mimika.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.mimika.core.MimikaException;
import org.mimika.learn.train.Initialisation;
import org.mimika.learn.train.Recipe;
import org.mimika.learn.weights.ExpectedHash;
import org.mimika.learn.weights.LoadReport;
import org.mimika.learn.weights.PublishedFile;
import org.mimika.learn.weights.WeightCache;

/**
 * Sees to it that the weights a run starts from are there and are the right ones, and tells what became of them.
 *
 * @param console hears of it
 * @param sha256 what they should have; empty where the user does not say
 */
record StartingWeights(Console console, Optional<ExpectedHash> sha256) {
    /**
     * Checks names.
     *
     * @throws MimikaException if nothing published has one that looks like a published file's name or address
     */
    static void requireKnown(Recipe recipe) {
        recipe.origins().stream().filter(PublishedFile::isMeantBy).forEach(PublishedFile::of);
    }

    /** Downloads what is not there yet, compares the hash, and looks whether it fits. */
    void provide(Recipe recipe) {
        for (String origin : recipe.origins()) {
            if (PublishedFile.isMeantBy(origin)) {
                PublishedFile named = PublishedFile.of(origin);
                fetch(sha256.map(named::withSha256).orElse(named));
            } else if (sha256.isPresent()) {
                requireHash(origin);
            }
        }
        Initialisation.check(recipe);
    }

    private void fetch(PublishedFile published) {
        try (StopHook hook = new StopHook();
                ProgressBar bar = new ProgressBar(console)) {
            Path file = WeightCache.ofUser().fetch(published, (done, total, state) -> {
                if (hook.requested()) {
                    throw new MimikaException(
                            "stopped: what came of " + published.file() + " is kept, and goes on from" + " there");
                }
                String size = total > 0 ? " of " + (total >> 20) : "";
                bar.update(done, Math.max(done, total), state + " " + (done >> 20) + size + " MB");
            });
            bar.clear();
            console.err().println("Weights: " + published.holds() + ", " + file);
        }
    }

    private void requireHash(String origin) {
        String found = Initialisation.sha256(origin);
        String expected = sha256.orElseThrow().hex();
        if (!found.startsWith(expected)) {
            throw new MimikaException(origin + " has SHA-256 " + found + ", expected " + expected);
        }
    }

    /** What was loaded, changed, left out and is missing. */
    void report(List<LoadReport> loaded) {
        loaded.forEach(report -> report.lines().forEach(console.err()::println));
        if (loaded.size() > 1) {
            console.err().println("Begins as the mean of these " + loaded.size());
        }
    }
}
