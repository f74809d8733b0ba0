package org.mimika.video.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mimika.core.Emotion;
import org.mimika.core.MimikaException;
import org.mimika.video.Frame;
import org.mimika.video.FrameResult;
import org.mimika.video.FrameSource;
import org.mimika.video.OneFace;
import org.mimika.video.ResultSink;
import org.mimika.video.live.LiveOptions.Pace;
import org.mimika.video.live.LiveStatus.State;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LiveSessionTest {
    private static final LiveOptions FASTEST = LiveOptions.DEFAULTS.withPace(Pace.FASTEST);

    private final FakeClock clock = new FakeClock();
    private final BlockingQueue<LiveStatus> states = new LinkedBlockingQueue<>();
    private final List<Script> scripts = new ArrayList<>();
    private final List<LiveSession> sessions = new ArrayList<>();

    @AfterEach
    void everythingComesToAnEnd() throws InterruptedException {
        scripts.forEach(script -> script.release.countDown());
        sessions.forEach(LiveSession::close);
        for (LiveSession session : sessions) {
            assertTrue(session.status().state().over(), session.status().toString());
        }
        for (Script script : scripts) {
            script.closed.await();
            assertEquals(0, script.open.get());
        }
    }

    /** A session that opens these, one after the other; opening more is an error. */
    private LiveSession session(boolean lasting, LiveOptions options, LiveAnalyses analyses, Script... opened) {
        scripts.addAll(Arrays.asList(opened));
        Iterator<Script> next = List.of(opened).iterator();
        LiveInput input = new LiveInput("camera", lasting, () -> {
            if (next.hasNext()) {
                return next.next();
            }
            throw new MimikaException("nobody is there");
        });
        LiveSession session = new LiveSession(input, analyses, options, states::add, clock);
        sessions.add(session);
        return session;
    }

    private void expect(State state, String reason) throws InterruptedException {
        LiveStatus next = states.take();
        assertEquals(state + " " + reason, next.state() + " " + next.reason());
    }

    private static List<Long> indices(Subscription results) throws InterruptedException {
        List<Long> indices = new ArrayList<>();
        for (Delivery next = results.take(); next != null; next = results.take()) {
            assertEquals(0, next.missed());
            assertEquals(1, next.result().frame().faces().size());
            indices.add(next.result().frame().index());
        }
        return indices;
    }

    @Test
    void aRecordingAsFastAsPossibleGivesEveryFrameAndEnds() throws InterruptedException {
        LiveSession session = session(false, FASTEST, new OneFaceLive(), Script.video("fffff"));
        Subscription results = session.subscribe(100);
        session.start();
        assertEquals(List.of(0L, 1L, 2L, 3L, 4L), indices(results));
        expect(State.CONNECTING, "");
        expect(State.RUNNING, "");
        expect(State.ENDED, "camera has ended");
        assertEquals(5, session.stats().frames());
        assertEquals(0, session.stats().dropped());
        assertThrows(IllegalStateException.class, session::start);
        assertNull(session.subscribe(1).take());
    }

    @Test
    void latencyCountsFromTheArrivalThatTheSourceStates() throws InterruptedException {
        LiveSession session = session(false, FASTEST, new OneFaceLive(), Script.video("fs"));
        Subscription results = session.subscribe(100);
        session.start();
        assertEquals(0, results.take().result().latencyMillis());
        assertEquals(30, results.take().result().latencyMillis());
    }

    @Test
    void aRecordingAtItsOwnPaceWaitsForEachFramesTime() throws InterruptedException {
        LiveSession session = session(false, LiveOptions.DEFAULTS, new OneFaceLive(), Script.video("fff"));
        Subscription results = session.subscribe(100);
        session.start();
        for (int i = 0; i < 3; i++) {
            if (i > 0) {
                assertNull(results.poll(Duration.ofMillis(1)));
                clock.reach(40 * i);
            }
            assertEquals(i, results.take().result().frame().index());
        }
        assertNull(results.take());
    }

    @Test
    void ofALiveSourceTheNewestFrameWins() throws InterruptedException {
        CountDownLatch analysing = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        LiveAnalyses slow = new OneFaceLive(index -> {
            analysing.countDown();
            await(goOn);
        });
        // The first frame is under way before the others come; the last has come before it is done.
        Script script = Script.live("fhffff");
        LiveSession session = session(false, LiveOptions.DEFAULTS, slow, script);
        Subscription results = session.subscribe(100);
        session.start();
        await(analysing);
        script.release.countDown();
        while (session.stats().dropped() < 4) {
            Thread.onSpinWait();
        }
        goOn.countDown();
        assertEquals(List.of(0L, 5L), indices(results));
        assertEquals(2, session.stats().frames());
        assertEquals(4.0 / 6, session.stats().dropRate(), 1e-9);
        expect(State.CONNECTING, "");
        expect(State.RUNNING, "");
        expect(State.ENDED, "camera has ended");
    }

    @Test
    void aStalledSourceIsOpenedAnewAndTimeGoesOn() throws InterruptedException {
        Script first = Script.live("ffh");
        Script second = Script.live("fh");
        LiveSession session = session(true, LiveOptions.DEFAULTS, new OneFaceLive(), first, second);
        Subscription results = session.subscribe(100);
        session.start();
        first.hanging.await();
        clock.reach(10_000);
        expect(State.CONNECTING, "");
        expect(State.RUNNING, "");
        expect(State.RECONNECTING, "camera has given no frame for 10.0 s");
        clock.reach(10_500);
        expect(State.RUNNING, "");
        List<FrameResult> frames = new ArrayList<>();
        FrameResult frame;
        do {
            frame = results.take().result().frame();
            frames.add(frame);
        } while (frame.index() < 1 || frames.size() < 2 || frame.ptsMillis() < 10_000);
        FrameResult before = frames.get(frames.size() - 2);
        assertEquals(before.index() + 1, frame.index());
        assertEquals(before.ptsMillis() + 10_500, frame.ptsMillis(), "the time that passed");
        assertEquals(1, first.closed.getCount(), "still held by its reader");
        first.release.countDown();
        first.closed.await();
        assertEquals(State.RUNNING, session.status().state());
    }

    @Test
    void pausesGrowAndTheSessionGivesUp() throws InterruptedException {
        Backoff backoff = new Backoff(Duration.ofMillis(500), Duration.ofMillis(1500), 3, Duration.ofSeconds(10));
        LiveSession session = session(
                true, LiveOptions.DEFAULTS.withBackoff(backoff), new OneFaceLive(), Script.live("fx"), Script.live(""));
        session.start();
        expect(State.CONNECTING, "");
        expect(State.RUNNING, "");
        LiveStatus broken = states.take();
        assertEquals(new LiveStatus(State.RECONNECTING, "the wire is cut", 1, Duration.ofMillis(500)), broken);
        clock.reach(500);
        assertEquals(new LiveStatus(State.RECONNECTING, "camera has ended", 2, Duration.ofMillis(1000)), states.take());
        clock.reach(1500);
        assertEquals(new LiveStatus(State.RECONNECTING, "nobody is there", 3, Duration.ofMillis(1500)), states.take());
        clock.reach(3000);
        expect(State.FAILED, "nobody is there; given up after 3 attempts");
        MimikaException e = assertThrows(MimikaException.class, session::join);
        assertEquals("nobody is there; given up after 3 attempts", e.getMessage());
    }

    @Test
    void aConnectionThatHeldBeginsTheCountAnew() throws InterruptedException {
        Backoff backoff = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(8), 9, Duration.ofSeconds(10));
        Script held = Script.live("fh");
        LiveSession session = session(
                true,
                LiveOptions.DEFAULTS.withBackoff(backoff),
                new OneFaceLive(),
                Script.live("x"),
                Script.live("x"),
                held);
        session.start();
        expect(State.CONNECTING, "");
        assertEquals(1, states.take().attempt());
        clock.reach(500);
        assertEquals(2, states.take().attempt());
        clock.reach(1500);
        expect(State.RUNNING, "");
        held.hanging.await();
        clock.reach(11_500);
        assertEquals(1, states.take().attempt());
    }

    @Test
    void oneThatFailsHarmsNoOther() throws InterruptedException {
        Script steady = Script.live("fhf");
        LiveSession good = session(true, LiveOptions.DEFAULTS, new OneFaceLive(), steady);
        Subscription results = good.subscribe(10);
        good.start();
        results.take();
        expect(State.CONNECTING, "");
        expect(State.RUNNING, "");
        LiveSession bad = session(false, LiveOptions.DEFAULTS, new OneFaceLive(), Script.live("x"));
        bad.start();
        expect(State.CONNECTING, "");
        expect(State.FAILED, "the wire is cut");
        assertNull(bad.subscribe(1).take());
        assertEquals(State.RUNNING, good.status().state());
        steady.release.countDown();
        assertTrue(results.take().result().frame().index() >= 1);
    }

    @Test
    void anAnalysisThatFailsEndsTheSession() throws InterruptedException {
        LiveAnalyses broken = new OneFaceLive(index -> {
            if (index == 1) {
                throw new IllegalStateException("no more");
            }
        });
        LiveSession session = session(true, FASTEST, broken, Script.video("ffffff"));
        session.start();
        assertThrows(MimikaException.class, session::join);
        expect(State.CONNECTING, "");
        expect(State.RUNNING, "");
        expect(State.FAILED, "unexpected IllegalStateException: no more");
    }

    @Test
    void aPictureOfAnotherSizeGoesOn() throws InterruptedException {
        OneFaceLive analysis = new OneFaceLive();
        LiveSession session = session(false, FASTEST, analysis, Script.video("ffwwf"));
        Subscription results = session.subscribe(10);
        session.start();
        List<Integer> widths = new ArrayList<>();
        for (Delivery next = results.take(); next != null; next = results.take()) {
            widths.add(next.result().width());
        }
        assertEquals(List.of(32, 32, 64, 64, 32), widths);
        assertEquals(3, analysis.resets.get(), "at the start and at each change");
        assertEquals(State.ENDED, session.status().state());
    }

    @Test
    void closingDoesNotWaitForASourceThatBlocks() throws InterruptedException {
        LiveOptions hasty =
                new LiveOptions(Pace.OWN, 1, Duration.ofSeconds(10), Backoff.DEFAULT, Duration.ofSeconds(2));
        Script stuck = Script.live("fh");
        LiveSession session = session(true, hasty, new OneFaceLive(), stuck);
        Subscription results = session.subscribe(10);
        session.start();
        stuck.hanging.await();
        long begin = System.nanoTime();
        session.close();
        assertTrue(System.nanoTime() - begin < 5e9, "closing took " + (System.nanoTime() - begin) / 1e9 + " s");
        long again = System.nanoTime();
        session.close();
        assertTrue(System.nanoTime() - again < 1e9, "it was waited for again");
        assertEquals(LiveStatus.of(State.ENDED, "closed"), session.status());
        while (!results.over()) {
            results.take();
        }
        assertEquals(1, stuck.closed.getCount());
        stuck.release.countDown();
        stuck.closed.await();
    }

    @Test
    void closingDoesNotWaitForAnOpeningOrASubscriber() throws InterruptedException {
        LiveOptions hasty =
                new LiveOptions(Pace.FASTEST, 1, Duration.ofSeconds(10), Backoff.DEFAULT, Duration.ofMillis(50));
        CountDownLatch opening = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Script late = Script.live("fff");
        LiveInput slow = new LiveInput("slow", true, () -> {
            opening.countDown();
            Script.awaitDeaf(release);
            return late;
        });
        LiveSession session = new LiveSession(slow, new OneFaceLive(), hasty, states::add, clock).start();
        await(opening);
        session.close();
        assertEquals(State.ENDED, session.status().state());
        release.countDown();
        late.closed.await();

        LiveSession other = session(false, hasty, new OneFaceLive(), Script.video("ff"));
        CountDownLatch called = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        other.subscribe(5, delivery -> {
            called.countDown();
            await(free);
        });
        other.start();
        await(called);
        other.close();
        assertTrue(other.status().state().over());
        free.countDown();
        other.join();
    }

    @Test
    void aSourceThatKeepsItsThreadsGetsNoMoreOfThem() throws InterruptedException {
        Script[] stuck = {Script.live("h"), Script.live("h"), Script.live("h"), Script.live("f")};
        LiveSession session = session(true, LiveOptions.DEFAULTS, new OneFaceLive(), stuck);
        session.start();
        expect(State.CONNECTING, "");
        long now = 0;
        for (int i = 0; i < 3; i++) {
            stuck[i].hanging.await();
            now += 10_000;
            clock.reach(now);
            expect(State.RECONNECTING, "camera has not opened or given a frame for 10.0 s");
            now += 500L << i;
            clock.reach(now);
        }
        expect(State.RECONNECTING, "camera still holds up 3 earlier reads of it");
        stuck[0].release.countDown();
        stuck[0].closed.await();
        while (session.readers() == 3) {
            Thread.onSpinWait();
        }
        clock.reach(now + 4000);
        expect(State.RUNNING, "");
    }

    @Test
    void aSourceThatCanBeLetGoOfIsOnceItHasStalledOrIsClosed() throws InterruptedException {
        Script stalling = Script.live("i");
        Script closing = Script.live("ffi");
        LiveSession session = session(true, LiveOptions.DEFAULTS, new OneFaceLive(), stalling, closing);
        session.start();
        stalling.hanging.await();
        clock.reach(10_000);
        expect(State.CONNECTING, "");
        expect(State.RECONNECTING, "camera has not opened or given a frame for 10.0 s");
        stalling.closed.await();
        clock.reach(10_500);
        expect(State.RUNNING, "");
        closing.hanging.await();
        session.close();
        closing.closed.await();
        assertEquals(0, closing.open.get());
    }

    @Test
    void aSlowSubscriberLosesTheOldestAndSlowsNobody() throws InterruptedException {
        LiveSession session = session(false, FASTEST, new OneFaceLive(), Script.video("ffffffff"));
        Subscription slow = session.subscribe(3);
        Subscription fast = session.subscribe(100);
        Subscription gone = session.subscribe(1);
        gone.close();
        session.start();
        session.join();
        assertEquals(List.of(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L), indices(fast));
        Delivery first = slow.take();
        assertEquals(5, first.missed());
        assertEquals(5, first.result().frame().index());
        assertEquals(0, slow.take().missed());
        assertEquals(5, slow.missed());
        assertFalse(slow.over());
        slow.take();
        assertTrue(slow.over());
        assertNull(slow.take());
        assertNull(gone.take());
    }

    @Test
    void whatSubscribersTapsAndListenersThrowIsTheirs() throws InterruptedException {
        List<Throwable> thrown = Collections.synchronizedList(new ArrayList<>());
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> thrown.add(e));
        try {
            Script script = Script.video("fff");
            scripts.add(script);
            LiveListener rude = status -> {
                throw new IllegalStateException("listener");
            };
            LiveInput input = new LiveInput("file", false, () -> (FrameSource) script);
            LiveSession session = new LiveSession(input, new OneFaceLive(), FASTEST, rude, clock);
            sessions.add(session);
            AtomicInteger shown = new AtomicInteger();
            session.tap(sink(() -> {
                throw new IllegalStateException("tap");
            }));
            session.tap(sink(shown::incrementAndGet));
            session.subscribe(10, delivery -> {
                throw new IllegalStateException("subscriber");
            });
            Subscription results = session.subscribe(10);
            session.start().join();
            assertEquals(List.of(0L, 1L, 2L), indices(results));
            assertEquals(3, shown.get());
            assertEquals(
                    List.of("listener", "listener", "listener", "subscriber", "tap"),
                    thrown.stream().map(Throwable::getMessage).sorted().toList());
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
    }

    @Test
    void anotherClassifierReadsFromTheNextFrameOn() throws InterruptedException {
        LiveSession session = session(false, FASTEST, new OneFaceLive(), Script.video("fff"));
        Subscription results = session.subscribe(10);
        session.tap(sink(() -> session.classifyWith(OneFace.always(Emotion.HAPPY))));
        session.start();
        List<Emotion> shown = new ArrayList<>();
        for (Delivery next = results.take(); next != null; next = results.take()) {
            shown.add(next.result().frame().faces().get(0).shown());
        }
        assertEquals(List.of(Emotion.NEUTRAL, Emotion.HAPPY, Emotion.HAPPY), shown);
    }

    private static ResultSink sink(Runnable hook) {
        return new ResultSink() {
            @Override
            public void accept(Frame frame, FrameResult result) {
                frame.luma();
                hook.run();
            }

            @Override
            public void close() {
                throw new AssertionError("not the session's to close");
            }
        };
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
