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
                RobustnessTest.within(
                        "nothing is recorded", () -> recording(source).acknowledged() > 0);
                disk.fill();
                RobustnessTest.within("nobody notices", () -> !recording(source).running());
                SessionRecorder.State last = recording(source);
                assertTrue(last.error().orElse("").contains("disk is full"), last::toString);
                acknowledged = last.acknowledged();
                long frames = source.stats().frames();
                RobustnessTest.within(
                        "the source has stopped", () -> source.stats().frames() > frames + 5);
                assertFalse(source.status().state().over());
            }
        }
        try (RecordingStore store = RecordingStore.openReadOnly(file)) {
            assertEquals(acknowledged, store.sessions().get(0).frames());
        }
    }

    private static SessionRecorder.State recording(LiveSource source) {
        return source.recording().orElseThrow();
    }
}
