package org.mimika.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimika.core.BundledModels;
import org.mimika.core.ModelSource;
import org.mimika.record.FillingDisk;
import org.mimika.record.RecordingStore;
import org.mimika.server.guard.NetworkPolicy;
import org.mimika.server.live.LiveSource;
import org.mimika.server.live.LiveSources;
import org.mimika.server.live.ModelShelf;
import org.mimika.server.live.SessionRecorder;
import org.mimika.video.live.LiveOptions.Pace;

/** Disks that are full or hang: of the recording alone. */
class FullDiskTest {
    @TempDir
    private Path folder;

    @Test
    void aFullDiskEndsTheRecordingAloneAndKeepsWhatWasAcknowledged() {
        FillingDisk disk = new FillingDisk();
        Path file = folder.resolve("kept.duckdb");
        long acknowledged;
        try (ModelShelf models =
                new ModelShelf(Map.of("hybrid", ModelSource.resolve("hybrid", BundledModels.onClassPath())), 1)) {
            ClientInputs inputs =
                    new ClientInputs(Fixtures.options(), new NetworkPolicy(java.util.List.of()), models.defaultName());
            try (RecordingStore store = disk.open(file);
                    LiveSources sources = new LiveSources(models, 2, 1000, source -> {})) {
                LiveSource source =
                        sources.add(inputs.order("demo", Optional.empty(), Optional.empty(), Pace.OWN, true));
                source.record(store);
                Waiting.within("nothing is recorded", () -> recording(source).acknowledged() > 0);
                disk.fill();
                Waiting.within("nobody notices", () -> !recording(source).running());
                SessionRecorder.State last = recording(source);
                assertTrue(last.error().orElse("").contains("disk is full"), last::toString);
                acknowledged = last.acknowledged();
                long frames = source.stats().frames();
                Waiting.within("the source has stopped", () -> source.stats().frames() > frames + 5);
                assertFalse(source.status().state().over());
            }
        }
        try (RecordingStore store = RecordingStore.openReadOnly(file)) {
            assertEquals(acknowledged, store.sessions().get(0).frames());
        }
    }

    @Test
    void aDiskThatHangsHoldsUpNothingAndLosesNothing() {
        FillingDisk disk = new FillingDisk();
        Path file = folder.resolve("slow.duckdb");
        SessionRecorder.State last;
        try (ModelShelf models =
                new ModelShelf(Map.of("hybrid", ModelSource.resolve("hybrid", BundledModels.onClassPath())), 1)) {
            ClientInputs inputs =
                    new ClientInputs(Fixtures.options(), new NetworkPolicy(java.util.List.of()), models.defaultName());
            LiveSource source;
            try (RecordingStore store = disk.open(file);
                    LiveSources sources = new LiveSources(models, 2, 1000, any -> {})) {
                source = sources.add(inputs.order("demo", Optional.empty(), Optional.empty(), Pace.OWN, true));
                source.record(store);
                Waiting.within("nothing is recorded", () -> recording(source).acknowledged() > 0);
                disk.stuck(true);
                // Enough for a commit that hangs, and many frames after it.
                long frames = source.stats().frames();
                Waiting.within(
                        "the source hangs with the disk", () -> source.stats().frames() > frames + 60);
                assertTrue(recording(source).waiting() > 10, () -> recording(source)
                        .toString());
                long begun = System.nanoTime();
                source.chooseModel("hybrid");
                source.stopRecording();
                assertTrue(sources.remove(source.id()));
                assertTrue(System.nanoTime() - begun < 5e9, "who asks waits for the disk");
                assertFalse(recording(source).running());
                assertTrue(recording(source).waiting() > 10, () -> recording(source)
                        .toString());
                disk.stuck(false);
            }
            last = recording(source);
        }
        assertEquals(0, last.waiting() + last.dropped());
        try (RecordingStore store = RecordingStore.openReadOnly(file)) {
            assertEquals(last.acknowledged(), store.sessions().get(0).frames());
            assertTrue(store.sessions().get(0).ended().isPresent());
        }
    }

    private static SessionRecorder.State recording(LiveSource source) {
        return source.recording().orElseThrow();
    }
}
