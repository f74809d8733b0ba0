package org.mimika.server.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mimika.record.FillingDisk;
import org.mimika.record.RecordingStore;
import org.mimika.server.live.SessionRecorder.State;
import org.mimika.video.FrameResult;

@Timeout(60)
class RecordingWriterTest {
    private static final int CAPACITY = 5;

    @TempDir
    Path folder;

    private final FillingDisk disk = new FillingDisk();
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private RecordingStore store;
    private RecordingWriter writer;

    @BeforeEach
    void open() {
        store = disk.open(folder.resolve("kept.duckdb"));
        writer = new RecordingWriter(thread, () -> store.begin("clip", "hybrid"), CAPACITY);
    }

    @AfterEach
    void close() throws InterruptedException {
        disk.stuck(false);
        thread.shutdown();
        assertTrue(thread.awaitTermination(20, TimeUnit.SECONDS));
        store.close();
    }

    private void add(int from, int to) {
        for (int i = from; i < to; i++) {
            writer.add(new FrameResult(i, 40L * i, List.of()));
        }
    }

    private List<Long> kept() {
        List<Long> kept = new ArrayList<>();
        store.read(1, 0, Long.MAX_VALUE, frame -> kept.add(frame.index()));
        return kept;
    }

    @Test
    void aDiskThatHangsIsWaitedForByNobodyElseAndWhatFindsNoRoomIsCounted() throws InterruptedException {
        writer.begin();
        writer.begun().await();
        disk.stuck(true);
        add(0, 1);
        writer.flush();
        while (writer.state().waiting() != 1 || !stuckInACommit()) {
            Thread.sleep(1);
        }
        add(1, 20);
        assertEquals(new State(true, OptionalLong.of(1), 0, 6, 14, java.util.Optional.empty()), writer.state());
        writer.end();
        add(20, 30);
        assertEquals(1, writer.over().getCount());
        disk.stuck(false);
        writer.over().await();
        assertEquals(new State(false, OptionalLong.of(1), 6, 0, 14, java.util.Optional.empty()), writer.state());
        assertEquals(List.of(0L, 1L, 2L, 3L, 4L, 5L), kept());
        assertTrue(store.sessions().get(0).ended().isPresent());
    }

    private static boolean stuckInACommit() {
        return Thread.getAllStackTraces().values().stream()
                .flatMap(java.util.Arrays::stream)
                .anyMatch(frame -> frame.getClassName().equals(FillingDisk.class.getName())
                        && frame.getMethodName().equals("room"));
    }

    @Test
    void whatIsTakenIsCommittedInOrderOnceItIsFlushed() throws InterruptedException {
        writer.begin();
        for (int i = 0; i < 40; i++) {
            add(i, i + 1);
            writer.flush();
            while (writer.state().waiting() > 0) {
                Thread.sleep(1);
            }
            assertEquals(i + 1, writer.state().acknowledged());
            assertEquals(i + 1, kept().size());
        }
        writer.end();
        writer.over().await();
        assertEquals(0, writer.state().dropped());
    }

    @Test
    void aFullDiskEndsItWithAReasonAndKeepsWhatWasAcknowledged() throws InterruptedException {
        writer.begin();
        add(0, 3);
        writer.flush();
        while (writer.state().acknowledged() < 3) {
            Thread.sleep(1);
        }
        disk.fill();
        add(3, 5);
        writer.flush();
        writer.over().await();
        State last = writer.state();
        assertFalse(last.running());
        assertTrue(last.error().orElse("").contains("disk is full"), last::toString);
        assertEquals(3, last.acknowledged());
        assertEquals(0, last.waiting());
        add(5, 9);
        writer.flush();
        writer.end();
        assertEquals(last, writer.state());
        assertEquals(List.of(0L, 1L, 2L), kept());
    }

    @Test
    void aRecordingThatCannotBeginSaysWhy() throws InterruptedException {
        disk.fill();
        writer.begin();
        writer.begun().await();
        assertTrue(writer.state().error().orElse("").contains("disk is full"));
        assertEquals(OptionalLong.empty(), writer.state().session());
    }

    /** Its queue never empties, as of a disk that is too slow for it. */
    @Test
    void oneThatAlwaysHasMoreToWriteLeavesOthersTheirTurn() {
        Deque<Runnable> tasks = new ArrayDeque<>();
        RecordingWriter busy = new RecordingWriter(tasks::add, () -> store.begin("busy", "hybrid"), 1000);
        RecordingWriter other = new RecordingWriter(tasks::add, () -> store.begin("other", "hybrid"), 1000);
        for (int i = 0; i < 1000; i++) {
            busy.add(new FrameResult(i, 40L * i, List.of()));
        }
        other.begin();
        other.add(new FrameResult(0, 0, List.of()));
        other.end();
        tasks.remove().run();
        tasks.remove().run();
        assertEquals(1, other.state().acknowledged());
        assertFalse(tasks.isEmpty(), "the busy one is not done");
        busy.end();
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
        assertEquals(1000, busy.state().acknowledged());
        assertEquals(0, busy.over().getCount());
    }
}
