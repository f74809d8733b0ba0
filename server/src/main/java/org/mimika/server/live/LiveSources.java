package org.mimika.server.live;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.mimika.core.MimikaException;

/**
 * All sources of a server, in the order they were added in. Those that are over stay for their history, until newer
 * ones that are over push them out; browsers' cameras, which nobody removes and which come back as new ones, stay
 * {@value #CAMERA_MINUTES} minutes, and {@value #EMPTY_SECONDS} seconds if they never showed a picture. Thread-safe; the opener closes it, which ends them all.
 */
public final class LiveSources implements AutoCloseable {
    /** So long a disk may take for what still waits when the server is closed. */
    private static final int DISK_SECONDS = 20;

    private static final int CAMERA_MINUTES = 10;
    private static final int EMPTY_SECONDS = 30;

    private final ModelShelf models;
    private final int most;
    private final int historyRows;
    private final Consumer<LiveSource> welcome;
    private final Map<String, LiveSource> sources = new LinkedHashMap<>();
    private final ScheduledExecutorService clock;

    /** Alone waits for the disk. One for all sources, since one at a time can write to a file of sessions. */
    private final ExecutorService disk = Executors.newSingleThreadExecutor(task -> daemon(task, "mimika-recorder"));

    private final Duration cameraMemory;
    private final Duration emptyMemory;
    private int added;
    private boolean closed;

    /**
     * No sources yet.
     *
     * @param models not closed here
     * @param most how many may play at once, and how many of the past are kept
     * @param historyRows how much of each is remembered, see {@link History}
     * @param welcome is shown every source before it starts
     */
    public LiveSources(ModelShelf models, int most, int historyRows, Consumer<LiveSource> welcome) {
        this(models, most, historyRows, welcome, Duration.ofMinutes(CAMERA_MINUTES));
    }

    LiveSources(ModelShelf models, int most, int historyRows, Consumer<LiveSource> welcome, Duration cameraMemory) {
        this.cameraMemory = cameraMemory;
        Duration empty = Duration.ofSeconds(EMPTY_SECONDS);
        emptyMemory = empty.compareTo(cameraMemory) < 0 ? empty : cameraMemory;
        this.models = models;
        this.most = most;
        this.historyRows = historyRows;
        this.welcome = welcome;
        clock = Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "mimika-sources"));
        clock.scheduleWithFixedDelay(this::tick, 1, 1, TimeUnit.SECONDS);
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Adds a source and starts it.
     *
     * @throws MimikaException if there is no such model, or no more may play at once
     */
    public LiveSource add(LiveSource.Order order) {
        LiveSource source;
        synchronized (sources) {
            if (closed) {
                throw new MimikaException("the server is being shut down");
            }
            if (sources.values().stream().filter(LiveSources::plays).count() >= most) {
                throw new MimikaException(most + " sources play already: remove one of them first");
            }
            source = new LiveSource("s" + ++added, order, models, historyRows, disk);
            sources.put(source.id(), source);
        }
        forgetOldest();
        welcome.accept(source);
        source.start();
        return source;
    }

    private static boolean plays(LiveSource source) {
        return !source.status().state().over();
    }

    /** So many of those that are over are kept as may play. */
    private void forgetOldest() {
        List<LiveSource> over = all().stream().filter(source -> !plays(source)).toList();
        over.subList(0, Math.max(0, over.size() - most)).forEach(source -> remove(source.id()));
    }

    /** All of them. */
    public List<LiveSource> all() {
        synchronized (sources) {
            return new ArrayList<>(sources.values());
        }
    }

    /** One of them. */
    public Optional<LiveSource> find(String id) {
        synchronized (sources) {
            return Optional.ofNullable(sources.get(id));
        }
    }

    /** Ends a source and forgets it; false if there is none of this name. */
    public boolean remove(String id) {
        LiveSource source;
        synchronized (sources) {
            source = sources.remove(id);
        }
        if (source != null) {
            source.close();
        }
        return source != null;
    }

    /** What goes wrong with one holds up no other, nor the next second. */
    private void tick(LiveSource source) {
        try {
            source.tick();
            if (hasLeft(source)) {
                remove(source.id());
            }
        } catch (RuntimeException e) {
            Thread here = Thread.currentThread();
            here.getUncaughtExceptionHandler().uncaughtException(here, e);
        }
    }

    private boolean hasLeft(LiveSource source) {
        return source.kind() == SourceKind.BROWSER
                && source.overFor(source.stats().frames() == 0 ? emptyMemory : cameraMemory);
    }

    private void tick() {
        all().forEach(this::tick);
    }

    private static CompletableFuture<Void> ending(LiveSource source) {
        return CompletableFuture.runAsync(
                source::close, task -> daemon(task, "mimika-end-" + source.id()).start());
    }

    /** Whether a disk that hangs still keeps its thread. */
    public boolean isWriting() {
        return !disk.isTerminated();
    }

    /** Ends all sources and completes what was recorded, as far as the disk can; a second call does nothing. */
    @Override
    public void close() {
        List<LiveSource> all;
        synchronized (sources) {
            closed = true;
            all = new ArrayList<>(sources.values());
            sources.clear();
        }
        clock.shutdownNow();
        // All at once, however few cores there are: each may take seconds.
        CompletableFuture.allOf(all.stream().map(LiveSources::ending).toArray(CompletableFuture[]::new))
                .join();
        disk.shutdown();
        try {
            disk.awaitTermination(DISK_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
