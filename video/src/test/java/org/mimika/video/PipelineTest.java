package org.mimika.video;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mimika.core.Emotion;
import org.mimika.core.FaceBox;
import org.mimika.core.FacePose;
import org.mimika.core.MimikaException;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PipelineTest {
    private static final PipelineOptions SMALL = new PipelineOptions(1, 2, 1 << 20);

    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    private final List<Long> delivered = new ArrayList<>();

    /** One face in every frame; the hooks get a frame's index in the stage, and may throw. */
    private Analysis analysis(LongConsumer inDetector, LongConsumer inSmoother) {
        FaceDetector detector = OneFace.detector(index -> {
            inDetector.accept(index);
            calls.add("detect " + index);
        });
        FaceTracker tracker = new OneFace.Tracker() {
            @Override
            public List<TrackedFace> follow(Frame frame) {
                calls.add("follow " + frame.index());
                return frame.index() % 2 == 0
                        ? List.of()
                        : List.of(new TrackedFace(2, FacePose.upright(new FaceBox(1, 1, 8, 8)), 0.5f));
            }

            @Override
            public void reset() {
                calls.add("reset");
            }
        };
        return new Analysis(detector, tracker, OneFace.always(Emotion.NEUTRAL), OneFace.unsmoothed(inSmoother));
    }

    private Analysis analysis() {
        return analysis(index -> {}, index -> {});
    }

    private ResultSink sink(LongConsumer hook) {
        return new ResultSink() {
            @Override
            public void accept(Frame frame, FrameResult result) {
                hook.accept(frame.index());
                frame.luma();
                assertEquals(frame.index(), result.index());
                delivered.add(result.index());
            }

            @Override
            public void close() {
                throw new AssertionError("not the pipeline's to close");
            }
        };
    }

    private static List<Long> upTo(long count) {
        return LongStream.range(0, count).boxed().toList();
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pass(CountDownLatch gate) {
        try {
            assertTrue(gate.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static LongConsumer failAt(long frame, RuntimeException failure) {
        return index -> {
            if (index == frame) {
                throw failure;
            }
        };
    }

    @AfterEach
    void noStageIsLeftBehind() {
        List<String> left = Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("mimika-"))
                .toList();
        assertEquals(List.of(), left);
    }

    @Test
    void everyFrameInOrder() {
        FakeSource source = FakeSource.video(100);
        Summary summary = new Pipeline(source, analysis(), List.of(sink(i -> {})), SMALL).run();
        assertEquals(upTo(100), delivered);
        assertEquals(100, summary.frames());
        assertEquals(100, summary.faces());
        assertEquals(1, summary.tracks());
        assertEquals(0, summary.dropped());
        assertEquals(summary.frames() / summary.seconds(), summary.fps(), 1e-9);
        assertEquals(0, source.open.get());
    }

    @Test
    void aSlowSinkHoldsTheSourceBack() {
        FakeSource source = FakeSource.video(60);
        List<Integer> ahead = new ArrayList<>();
        LongConsumer slow = index -> {
            pause(2);
            ahead.add(source.read.get() - (int) index);
        };
        new Pipeline(source, analysis(), List.of(sink(slow)), SMALL).run();
        assertEquals(upTo(60), delivered);
        // Three queues of two, and one frame in the hands of each of four stages.
        assertTrue(Collections.max(ahead) <= 10, ahead.toString());
    }

    @Test
    void framesBetweenDetectionsAreFollowed() {
        Summary summary =
                new Pipeline(FakeSource.video(7), analysis(), List.of(sink(i -> {})), SMALL.withDetectEvery(3)).run();
        assertEquals(
                List.of("detect 0", "follow 1", "follow 2", "detect 3", "follow 4", "follow 5", "detect 6"), calls);
        assertEquals(5, summary.faces());
        assertEquals(2, summary.tracks());
        assertEquals(upTo(7), delivered, "frames without a face count as well");
    }

    @Test
    void separatePicturesShareNoTracks() {
        FakeSource source = new FakeSource(SourceInfo.Kind.PICTURES, 3, index -> {});
        new Pipeline(source, analysis(), List.of(), SMALL.withDetectEvery(3)).run();
        assertEquals(List.of("reset", "detect 0", "reset", "detect 1", "reset", "detect 2"), calls);
    }

    @Test
    void whatASourceGaveBeforeItFailedIsDelivered() {
        MimikaException failure = new MimikaException("breaks off");
        FakeSource source = new FakeSource(SourceInfo.Kind.VIDEO, 100, failAt(30, failure));
        Pipeline pipeline = new Pipeline(source, analysis(), List.of(sink(i -> {})), SMALL);
        assertSame(failure, assertThrows(MimikaException.class, pipeline::run));
        assertEquals(upTo(30), delivered);
        assertEquals(0, source.open.get());
    }

    @Test
    void aFailingSinkStopsTheSource() {
        MimikaException failure = new MimikaException("disk full");
        FakeSource source = FakeSource.video(1_000_000);
        Pipeline pipeline = new Pipeline(source, analysis(), List.of(sink(failAt(5, failure))), SMALL);
        assertSame(failure, assertThrows(MimikaException.class, pipeline::run));
        assertEquals(upTo(5), delivered);
        assertEquals(0, source.open.get());
        assertTrue(source.read.get() < 30, "read on to " + source.read.get());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFailingStageStopsTheSourceAndDeliversWhatIsPast(boolean inDetector) {
        IllegalStateException failure = new IllegalStateException("stage");
        FakeSource source = FakeSource.video(1_000_000);
        LongConsumer fails = failAt(12, failure);
        Analysis analysis = inDetector ? analysis(fails, i -> {}) : analysis(i -> {}, fails);
        Pipeline pipeline = new Pipeline(source, analysis, List.of(sink(i -> {})), SMALL);
        assertSame(failure, assertThrows(IllegalStateException.class, pipeline::run));
        assertEquals(upTo(12), delivered);
        assertEquals(0, source.open.get());
    }

    @Test
    void anErrorOfAStageReachesTheCaller() {
        Error failure = new OutOfMemoryError("for the test");
        Analysis analysis = analysis(
                index -> {
                    throw failure;
                },
                index -> {});
        FakeSource source = FakeSource.video(50);
        Pipeline pipeline = new Pipeline(source, analysis, List.of(), SMALL);
        assertSame(failure, assertThrows(OutOfMemoryError.class, pipeline::run));
        assertEquals(0, source.open.get());
    }

    @Test
    void stoppingEndsTheRunInOrder() {
        FakeSource source = FakeSource.video(1_000_000);
        AtomicReference<Pipeline> pipeline = new AtomicReference<>();
        LongConsumer stopsAt20 = index -> {
            if (index == 20) {
                pipeline.get().stop();
            }
        };
        pipeline.set(new Pipeline(source, analysis(), List.of(sink(stopsAt20)), SMALL));
        Summary summary = pipeline.get().run();
        assertEquals(upTo(source.read.get()), delivered, "what was read is delivered");
        assertTrue(summary.frames() >= 21 && summary.frames() < 40, summary.toString());
        assertEquals(0, source.open.get());
    }

    @Test
    void anInterruptEndsTheRun() throws Exception {
        FakeSource source = FakeSource.video(1_000_000);
        CountDownLatch running = new CountDownLatch(1);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        List<Boolean> interrupted = new ArrayList<>();
        LongConsumer slow = index -> pause(1);
        Thread caller = new Thread(() -> {
            try {
                Analysis slowly = analysis(
                        index -> {
                            running.countDown();
                            pause(1);
                        },
                        slow);
                new Pipeline(source, slowly, List.of(sink(i -> {})), SMALL).run();
            } catch (RuntimeException e) {
                interrupted.add(Thread.currentThread().isInterrupted());
                failure.set(e);
            }
        });
        caller.start();
        assertTrue(running.await(20, TimeUnit.SECONDS));
        caller.interrupt();
        caller.join();
        assertTrue(failure.get() instanceof MimikaException, String.valueOf(failure.get()));
        assertTrue(
                failure.get().getMessage().contains("interrupted"),
                failure.get().getMessage());
        assertEquals(List.of(true), interrupted);
        assertEquals(0, source.open.get());
    }

    @Test
    void ofALiveSourceTheNewestFrameWins() {
        CountDownLatch allRead = new CountDownLatch(1);
        FakeSource source = new FakeSource(SourceInfo.Kind.LIVE, 300, index -> {
            if (index == 300) {
                allRead.countDown();
            }
        });
        Summary summary = new Pipeline(source, analysis(), List.of(sink(index -> pass(allRead))), SMALL).run();
        assertTrue(summary.dropped() > 100, summary.toString());
        assertEquals(300, summary.frames() + summary.dropped());
        assertEquals(delivered.stream().sorted().toList(), delivered);
        assertEquals(299, delivered.get(delivered.size() - 1), "the newest is not dropped");
        assertEquals(0, source.open.get());
    }

    @Test
    void ofALiveSourceNoFrameQueuesBehindASlowSink() {
        FakeSource source = new FakeSource(SourceInfo.Kind.LIVE, 300, index -> pause(1));
        LongConsumer waitsForTheEnd = index -> {
            while (source.read.get() < 300) {
                pause(1);
            }
        };
        new Pipeline(source, analysis(), List.of(sink(waitsForTheEnd)), PipelineOptions.DEFAULTS).run();
        // One waits in each of three queues, one is in the hands of each of three stages, and the last two may follow.
        assertTrue(delivered.size() <= 8, delivered.toString());
        assertEquals(299, delivered.get(delivered.size() - 1));
        assertEquals(0, source.open.get());
    }

    @Test
    void nothingHangsOrLeaksWhereverItFails() {
        Random random = new Random(1);
        for (int round = 0; round < 150; round++) {
            delivered.clear();
            int frames = 1 + random.nextInt(30);
            int failsAt = random.nextInt(30);
            RuntimeException failure = new IllegalStateException("round " + round);
            LongConsumer fails = failAt(failsAt, failure);
            LongConsumer fine = index -> {};
            int stage = random.nextInt(5);
            FakeSource source = new FakeSource(SourceInfo.Kind.VIDEO, frames, stage == 0 ? fails : fine);
            Analysis analysis = analysis(stage == 1 ? fails : fine, stage == 2 ? fails : fine);
            ResultSink sink = sink(stage == 3 ? fails : fine);
            PipelineOptions options = new PipelineOptions(1, 1 + random.nextInt(4), 1 << 20);
            Pipeline pipeline = new Pipeline(source, analysis, List.of(sink), options);
            // The source is asked once more after its last frame.
            boolean expected = stage < 4 && (failsAt < frames || stage == 0 && failsAt == frames);
            if (expected) {
                assertSame(failure, assertThrows(IllegalStateException.class, pipeline::run));
            } else {
                assertEquals(frames, pipeline.run().frames());
            }
            assertEquals(upTo(expected ? failsAt : frames), delivered);
            assertEquals(0, source.open.get());
        }
    }

    @Test
    void aPipelineRunsOnce() {
        Pipeline pipeline = new Pipeline(FakeSource.video(1), analysis(), List.of(), SMALL);
        pipeline.run();
        assertThrows(IllegalStateException.class, pipeline::run);
    }
}
