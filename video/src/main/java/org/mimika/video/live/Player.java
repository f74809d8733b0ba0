package org.mimika.video.live;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.mimika.core.MimikaException;
import org.mimika.video.Analysis;
import org.mimika.video.FaceClassifier;
import org.mimika.video.Frame;
import org.mimika.video.FrameAnalyzer;
import org.mimika.video.FrameResult;
import org.mimika.video.SourceInfo;

/** A session's way from its start to its end, on one thread: connect, analyse what comes, come back. */
final class Player {
    /** A source that holds so many threads already gets no more of them. */
    private static final int MAX_STUCK = 3;

    private final LiveInput input;
    private final LiveAnalyses analyses;
    private final LiveOptions options;
    private final LiveClock clock;
    private final Stage stage;
    private final Meter meter = new Meter();
    private final Timeline timeline = new Timeline();
    private final List<Thread> readers = new ArrayList<>();
    private Analysis analysis;
    private FrameAnalyzer analyzer;
    private SourceInfo source;
    private boolean cameFrames;
    private int width;
    private int height;

    /** What a player plays for. */
    interface Stage {
        /** This connection is the current one; false if no more are wanted. */
        boolean enter(Mailbox mailbox);

        /** Sleeps; false if no more is wanted. */
        boolean rest(Duration pause) throws InterruptedException;

        /** The state changed. */
        void announce(LiveStatus status);

        /** What the source says of itself. */
        void opened(SourceInfo source);

        /** The classifier to use instead of the analysis's own; null for that. */
        FaceClassifier classifier();

        /** A frame was analysed; it is valid during the call. */
        void show(Frame frame, LiveResult result);
    }

    /** How a connection ended, in one line, and whether that was the source's proper end. */
    private record Outcome(boolean ended, String reason) {}

    Player(LiveInput input, LiveAnalyses analyses, LiveOptions options, LiveClock clock, Stage stage) {
        this.input = input;
        this.analyses = analyses;
        this.options = options;
        this.clock = clock;
        this.stage = stage;
    }

    LiveStats stats() {
        return meter.stats(clock.nanos());
    }

    /** The readers that still run. */
    List<Thread> readers() {
        synchronized (readers) {
            readers.removeIf(reader -> reader.getState() == Thread.State.TERMINATED);
            return List.copyOf(readers);
        }
    }

    /** Plays to the end and says which that was; what the analysis throws is passed on. */
    LiveStatus play() throws InterruptedException {
        stage.announce(LiveStatus.of(LiveStatus.State.CONNECTING, ""));
        Backoff backoff = options.backoff();
        int attempt = 0;
        while (true) {
            long began = clock.nanos();
            Outcome outcome = connect();
            if (outcome == null) {
                return LiveStatus.of(LiveStatus.State.ENDED, "closed");
            }
            if (outcome.ended()) {
                return LiveStatus.of(LiveStatus.State.ENDED, outcome.reason());
            }
            if (!input.lasting()) {
                return LiveStatus.of(LiveStatus.State.FAILED, outcome.reason());
            }
            boolean steady = clock.nanos() - began >= backoff.steady().toNanos() && cameFrames;
            attempt = steady ? 1 : attempt + 1;
            if (attempt > backoff.attempts()) {
                return LiveStatus.of(
                        LiveStatus.State.FAILED, outcome.reason() + "; given up after " + (attempt - 1) + " attempts");
            }
            Duration pause = backoff.pause(attempt);
            stage.announce(new LiveStatus(LiveStatus.State.RECONNECTING, outcome.reason(), attempt, pause));
            if (!stage.rest(pause)) {
                return LiveStatus.of(LiveStatus.State.ENDED, "closed");
            }
        }
    }

    /** One connection from its opening to its end; null if no more is wanted. */
    private Outcome connect() throws InterruptedException {
        cameFrames = false;
        if (readers().size() >= MAX_STUCK) {
            return new Outcome(false, input.name() + " still holds up " + MAX_STUCK + " earlier reads of it");
        }
        Mailbox mailbox = new Mailbox(clock);
        if (!stage.enter(mailbox)) {
            return null;
        }
        Thread reader = read(mailbox);
        timeline.reconnected();
        try {
            Mailbox.Letter letter = mailbox.take(options.stallAfter().toNanos());
            while (letter != null) {
                handle(letter);
                letter = mailbox.take(options.stallAfter().toNanos());
            }
            return outcome(mailbox);
        } finally {
            mailbox.shut();
            if (!mailbox.sourceIsDone()) {
                reader.interrupt();
            }
        }
    }

    private Thread read(Mailbox mailbox) {
        // From here on, so that a thread that is slow to start is not a source that is.
        mailbox.call();
        Reader reader = new Reader(input, options, mailbox, clock, meter::drop);
        Thread thread = new Thread(reader, "mimika-read-" + input.name());
        thread.setDaemon(true);
        thread.start();
        synchronized (readers) {
            readers.add(thread);
        }
        return thread;
    }

    private Outcome outcome(Mailbox mailbox) {
        return switch (mailbox.why()) {
            case SOURCE_ENDED ->
                new Outcome(
                        !input.lasting() || source != null && source.kind() != SourceInfo.Kind.LIVE,
                        input.name() + " has ended");
            case SOURCE_FAILED -> new Outcome(false, reason(mailbox.failure()));
            case STALLED ->
                new Outcome(
                        false,
                        input.name()
                                + (cameFrames ? " has given no frame for " : " has not opened or given a frame for ")
                                + options.stallAfter().toMillis() / 1000.0 + " s");
            case SHUT, NOT_YET -> null;
        };
    }

    private void handle(Mailbox.Letter letter) {
        try (Frame frame = timeline.placed(letter.frame(), letter.arrivedNanos())) {
            if (!cameFrames) {
                begin(letter.source());
            }
            if (frame.width() != width || frame.height() != height) {
                // Places in the old picture say nothing about the new one.
                analysis.tracker().reset();
                width = frame.width();
                height = frame.height();
            }
            FaceClassifier other = stage.classifier();
            FrameResult found =
                    analyzer.read(frame, analyzer.find(frame), other == null ? analysis.classifier() : other);
            long now = clock.nanos();
            long latency = Math.max(0, now - letter.arrivedNanos());
            meter.result(now, latency);
            stage.show(frame, new LiveResult(found, width, height, latency / 1e6));
        }
    }

    /** The first frame of a connection. Who is known stays known; a tracker forgets by itself. */
    private void begin(SourceInfo opened) {
        cameFrames = true;
        source = opened;
        stage.opened(opened);
        if (analysis == null) {
            analysis = analyses.analysis(opened);
            analyzer = new FrameAnalyzer(analysis, opened.kind(), options.detectEvery());
        }
        stage.announce(LiveStatus.of(LiveStatus.State.RUNNING, ""));
    }

    /** A failure in one line. */
    static String reason(Throwable e) {
        String message =
                e.getMessage() == null ? "" : e.getMessage().lines().findFirst().orElse("");
        return e instanceof MimikaException
                ? message
                : "unexpected " + e.getClass().getSimpleName() + ": " + message;
    }
}
