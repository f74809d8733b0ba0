package org.mimika.cli;

import org.mimika.learn.measure.Stages;

/** A bar for each stage of a comparison, one after the other. Not thread-safe. */
final class ComparisonProgress implements Stages, AutoCloseable {
    private final Console console;
    private ProgressBar bar;
    private String stage = "";

    ComparisonProgress(Console console) {
        this.console = console;
        bar = new ProgressBar(console);
    }

    @Override
    public void progress(String what, long done, long total) {
        if (!what.equals(stage)) {
            bar.close();
            bar = new ProgressBar(console); // its time begins now
            stage = what;
        }
        bar.update(done, total, what + ", " + done + " of " + total + ", " + bar.timeLeft(done, total) + " left");
    }

    @Override
    public void close() {
        bar.close();
    }
}
