package org.mimika.video.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.imageio.ImageIO;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mimika.video.Detection;
import org.mimika.video.FaceDetector;
import org.mimika.video.Frame;
import org.mimika.video.ImageFrame;
import org.mimika.video.SourceInfo;

class DetectorPoolTest {
    private static final SourceInfo LIVE = new SourceInfo("live", SourceInfo.Kind.LIVE, 200, 200, 25, -1);
    private static final SourceInfo PICTURE = new SourceInfo("one", SourceInfo.Kind.PICTURES, 200, 200, 0, 1);

    private static Frame portrait() throws IOException {
        return new ImageFrame(ImageIO.read(DetectorPoolTest.class.getResource("portrait.jpg")));
    }

    @ParameterizedTest
    @EnumSource
    void manyShareOneNetworkAndSeeWhatTheirOwnWouldSee(FaceRange range)
            throws IOException, ExecutionException, InterruptedException {
        Frame frame = portrait();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        FaceDetector late;
        try (DetectorPool pool = new DetectorPool(range, 1)) {
            for (SourceInfo source : List.of(LIVE, PICTURE)) {
                List<Detection> expected;
                try (FaceDetector own = FaceDetectors.open(range, source, 1)) {
                    expected = own.detect(frame);
                }
                List<Future<List<Detection>>> found = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    found.add(threads.submit(() -> pool.detector(source).detect(frame)));
                }
                for (Future<List<Detection>> one : found) {
                    assertEquals(expected, one.get());
                }
            }
            late = pool.detector(LIVE);
        } finally {
            threads.shutdown();
        }
        assertThrows(IllegalStateException.class, () -> late.detect(frame));
    }
}
