package org.mimika.server.live;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mimika.core.Emotion;
import org.mimika.core.EmotionScores;
import org.mimika.core.FaceBox;
import org.mimika.video.FaceResult;
import org.mimika.video.Frame;
import org.mimika.video.FrameResult;
import org.mimika.video.FrameSource;
import org.mimika.video.source.SourceOptions;
import org.mimika.video.source.Sources;

class PictureFeedTest {
    private static final Path PORTRAIT = Path.of("../video/src/test/resources/org/mimika/video/detect/portrait.jpg");

    private final List<byte[]> pictures = new ArrayList<>();
    private boolean watched;

    private byte[] picture(PictureFeed feed, Frame frame, FrameResult result) {
        watched = true;
        feed.offer(frame, result);
        watched = false;
        return pictures.get(pictures.size() - 1);
    }

    @Test
    void aFaceThatWasSeenWhileNobodyLookedIsHiddenFromWhoComes() {
        try (FrameSource source = Sources.open(PORTRAIT.toString(), SourceOptions.DEFAULTS);
                Frame frame = source.read();
                PictureFeed plain = feed();
                PictureFeed late = feed()) {
            FaceBox box = new FaceBox(frame.width() / 4f, frame.height() / 4f, frame.width() / 2f, frame.height() / 2f);
            EmotionScores scores = new EmotionScores(new float[] {1, 0, 0, 0, 0, 0, 0});
            FrameResult seen = new FrameResult(0, 0, List.of(new FaceResult(1, box, 1, scores, Emotion.ANGRY)));
            FrameResult missed = new FrameResult(1, 0, List.of());
            late.offer(frame, seen);
            assertTrue(pictures.isEmpty(), "nobody looks");
            byte[] clear = picture(late, frame, missed);
            late.veil(Veil.FACES);
            byte[] hidden = picture(late, frame, missed);
            plain.veil(Veil.FACES);
            assertArrayEquals(picture(plain, frame, seen), hidden);
            assertFalse(Arrays.equals(clear, hidden));
        }
    }

    private PictureFeed feed() {
        return new PictureFeed(() -> watched, picture -> pictures.add(picture.jpeg()));
    }
}
