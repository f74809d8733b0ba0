package org.mimika.video.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mimika.core.LumaPlane;
import org.mimika.core.MimikaException;
import org.mimika.video.Frame;
import org.mimika.video.FrameSource;
import org.mimika.video.PixelLayout;
import org.mimika.video.SourceInfo;

class LoopedSourceTest {
    private final List<String> events = new ArrayList<>();
    private int opened;

    /** A clip of some frames at 10 a second. */
    private final class Clip implements FrameSource {
        private final String name = "clip" + opened++;
        private final int frames;
        private int delivered;

        Clip(int frames) {
            this.frames = frames;
        }

        @Override
        public SourceInfo info() {
            return new SourceInfo("clip", SourceInfo.Kind.VIDEO, 4, 2, 10, frames);
        }

        @Override
        public Frame read() {
            return delivered == frames ? null : new Still(name, delivered++);
        }

        @Override
        public long skipped() {
            return 1;
        }

        @Override
        public void close() {
            events.add("close " + name);
        }
    }

    private final class Still implements Frame {
        private final String clip;
        private final long index;

        Still(String clip, long index) {
            this.clip = clip;
            this.index = index;
        }

        @Override
        public long index() {
            return index;
        }

        @Override
        public long ptsMillis() {
            return 100 * index;
        }

        @Override
        public int width() {
            return 4;
        }

        @Override
        public int height() {
            return 2;
        }

        @Override
        public LumaPlane luma() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void scale(PixelLayout layout, ByteBuffer out, int w, int h) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {
            events.add(clip + "/" + index);
        }
    }

    @Test
    void indicesAndTimesRunOnToTheLength() {
        List<String> frames = new ArrayList<>();
        try (LoopedSource source = new LoopedSource(() -> new Clip(3), 750)) {
            for (Frame frame = source.read(); frame != null; frame = source.read()) {
                frames.add(frame.index() + "@" + frame.ptsMillis());
                frame.close();
            }
            assertEquals(2, source.skipped(), "of the two laps that are over");
        }
        assertEquals(List.of("0@0", "1@100", "2@200", "3@300", "4@400", "5@500", "6@600", "7@700"), frames);
        assertEquals(3, opened);
    }

    @Test
    void aLapIsClosedAfterTheLastOfItsFrames() {
        LoopedSource source = new LoopedSource(() -> new Clip(2), 1000);
        Frame first = source.read();
        Frame second = source.read();
        Frame third = source.read();
        second.close();
        assertEquals(List.of("clip0/1"), events);
        first.close();
        first.close();
        assertEquals(List.of("clip0/1", "clip0/0", "close clip0"), events);
        third.close();
        source.close();
        assertEquals(List.of("clip0/1", "clip0/0", "close clip0", "clip1/0", "close clip1"), events);
    }

    @Test
    void withoutALengthThereIsNoEnd() {
        LoopedSource source = new LoopedSource(() -> new Clip(2));
        for (int i = 0; i < 1000; i++) {
            try (Frame frame = source.read()) {
                assertEquals(i, frame.index());
                assertEquals(100L * i, frame.ptsMillis());
            }
        }
        assertEquals(SourceInfo.Kind.VIDEO, source.info().kind());
        assertEquals(-1, source.info().frames());
        source.close();
        source.close();
        assertEquals(
                500, events.stream().filter(event -> event.startsWith("close")).count());
    }

    @Test
    void aClipWithoutFramesDoesNotLoopForever() {
        try (LoopedSource source = new LoopedSource(() -> new Clip(0), 1000)) {
            assertThrows(MimikaException.class, source::read);
        }
    }
}
