package org.mimika.server.live;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Who follows a source. Thread-safe. */
final class Audience {
    private final List<Viewer> viewers = new CopyOnWriteArrayList<>();

    void add(Viewer viewer) {
        viewers.add(viewer);
    }

    void remove(Viewer viewer) {
        viewers.remove(viewer);
    }

    /** Whether anybody looks at pictures now. */
    boolean wantsPictures() {
        for (Viewer viewer : viewers) {
            if (viewer.wantsPictures()) {
                return true;
            }
        }
        return false;
    }

    /** Tells everybody. One that throws harms nobody else, and is told nothing again. */
    void tell(Consumer<Viewer> message) {
        for (Viewer viewer : viewers) {
            try {
                message.accept(viewer);
            } catch (RuntimeException e) {
                viewers.remove(viewer);
                Thread here = Thread.currentThread();
                here.getUncaughtExceptionHandler().uncaughtException(here, e);
            }
        }
    }
}
