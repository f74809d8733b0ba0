package org.mimika.record;

import java.nio.file.Path;
import org.mimika.core.MimikaException;

/** A process of its own that records until it is killed or the disk is full, and says what is acknowledged. */
final class RecordingChild {
    private RecordingChild() {}

    public static void main(String[] args) {
        try (RecordingStore store = RecordingStore.open(Path.of(args[0]));
                Recording recording = store.begin("child", "hybrid")) {
            for (long i = 0; i < Long.parseLong(args[1]); i++) {
                recording.accept(null, Results.frame(i));
                if (i % 10 == 9 && args.length == 2) {
                    recording.flush();
                }
                if (i % 10 == 9) {
                    System.out.println("acknowledged " + recording.acknowledged());
                }
            }
        } catch (MimikaException e) {
            System.out.println("error " + e.getMessage());
        }
    }
}
