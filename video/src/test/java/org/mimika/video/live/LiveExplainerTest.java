package org.mimika.video.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mimika.core.BundledModels;
import org.mimika.core.ClassifierOptions;
import org.mimika.core.Emotion;
import org.mimika.core.EmotionExplainer;
import org.mimika.core.EmotionScores;
import org.mimika.core.FaceBox;
import org.mimika.core.FaceCropper;
import org.mimika.core.FacePose;
import org.mimika.core.LumaPlane;
import org.mimika.core.ModelSource;
import org.mimika.video.FaceClassifier;
import org.mimika.video.FaceResult;
import org.mimika.video.Frame;
import org.mimika.video.FrameResult;
import org.mimika.video.ImageFrame;
import org.mimika.video.OneFace;
import org.mimika.video.ResultSink;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LiveExplainerTest {
    private static final List<FacePose> POSES = List.of(
            new FacePose(new FaceBox(10, 10, 30, 30), 0.5f),
            FacePose.upright(new FaceBox(60, 20, 50, 50)),
            FacePose.upright(new FaceBox(5, 60, 20, 20)));

    private static EmotionExplainer network;

    private final BlockingQueue<FrameExplanation> explained = new LinkedBlockingQueue<>();
    private final FaceClassifier happy = OneFace.always(Emotion.HAPPY);

    @BeforeAll
    static void open() {
        network = ModelSource.resolve(BundledModels.onClassPath().names().get(0))
                .openExplainer(ClassifierOptions.defaults());
    }

    @AfterAll
    static void close() {
        network.close();
    }

    static List<String> models() {
        return BundledModels.onClassPath().names();
    }

    private static Frame frame(long index) {
        BufferedImage image = new BufferedImage(120, 90, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 90; y++) {
            for (int x = 0; x < 120; x++) {
                image.setRGB(x, y, 0x010101 * ((x * 5 + y * 3 + (int) index * 9 + x * y / 7) & 255));
            }
        }
        return new ImageFrame(image, index, index * 40);
    }

    /** What a session does with a frame, with tracks 11, 12, ... that show sadness. */
    private static FrameResult play(FaceClassifier classifier, ResultSink tap, long index, List<FacePose> poses) {
        Frame frame = frame(index);
        List<EmotionScores> scores = classifier.classify(frame.luma(), poses);
        List<FaceResult> faces = new ArrayList<>();
        for (int i = 0; i < poses.size(); i++) {
            faces.add(new FaceResult(11 + i, poses.get(i).box(), 1, scores.get(i), Emotion.SAD));
        }
        FrameResult result = new FrameResult(index, index * 40, faces);
        tap.accept(frame, result);
        return result;
    }

    private FrameExplanation next() throws InterruptedException {
        return explained.poll(20, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @MethodSource("models")
    void itExplainsWhatTheClassifierRead(String model) throws InterruptedException {
        ModelSource source = ModelSource.resolve(model);
        try (EmotionExplainer own = source.openExplainer(ClassifierOptions.defaults());
                FaceClassifier classifier = FaceClassifier.of(source.open(ClassifierOptions.defaults()), model);
                LiveExplainer explainer = new LiveExplainer(classifier, own, 3, Duration.ZERO, explained::add)) {
            FrameResult result = play(explainer.classifier(), explainer.tap(), 7, POSES);
            FrameExplanation found = next();
            assertEquals(7, found.frame());
            assertEquals(280, found.ptsMillis());
            assertEquals(120, found.width());
            assertEquals(90, found.height());
            assertEquals(
                    List.of(12, 11, 13),
                    found.faces().stream().map(FrameExplanation.Face::track).toList());
            FaceCropper cropper = new FaceCropper(own.metadata().input());
            for (FrameExplanation.Face face : found.faces()) {
                int place = face.track() - 11;
                assertEquals(cropper.square(POSES.get(place)), face.square());
                assertEquals(Emotion.SAD, face.explanation().emotion(), "the emotion shown");
                for (Emotion emotion : Emotion.values()) {
                    assertEquals(
                            result.faces().get(place).scores().of(emotion),
                            face.explanation().scores().of(emotion),
                            1e-3);
                }
                LumaPlane luma = frame(7).luma();
                if (face.explanation().method() == EmotionExplainer.Method.ATTENTION_ROLLOUT) {
                    assertEquals(
                            own.explain(luma, POSES.get(place)).map(),
                            face.explanation().map());
                }
            }
        }
    }

    @Test
    void onlyTheLargestFacesAreExplained() throws InterruptedException {
        try (LiveExplainer explainer = new LiveExplainer(happy, network, 1, Duration.ZERO, explained::add)) {
            play(explainer.classifier(), explainer.tap(), 0, POSES);
            assertEquals(
                    List.of(12),
                    next().faces().stream().map(FrameExplanation.Face::track).toList());
        }
    }

    @Test
    void notOftenerThanAsked() throws InterruptedException {
        try (LiveExplainer explainer = new LiveExplainer(happy, network, 1, Duration.ofHours(1), explained::add)) {
            for (int i = 0; i < 50; i++) {
                play(explainer.classifier(), explainer.tap(), i, POSES);
            }
            assertEquals(0, next().frame());
            assertNull(explained.poll(100, TimeUnit.MILLISECONDS));
        }
    }

    @Test
    void whileOneIsExplainedOthersAreNotAndNobodyWaits() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        BlockingQueue<Long> frames = new LinkedBlockingQueue<>();
        try (LiveExplainer explainer = new LiveExplainer(happy, network, 1, Duration.ZERO, one -> {
            frames.add(one.frame());
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        })) {
            play(explainer.classifier(), explainer.tap(), 0, POSES);
            assertEquals(0, frames.take());
            for (int i = 1; i < 100; i++) {
                play(explainer.classifier(), explainer.tap(), i, POSES);
            }
            release.countDown();
            long later = 100;
            Long second = null;
            while (second == null) {
                play(explainer.classifier(), explainer.tap(), later++, POSES);
                second = frames.poll(10, TimeUnit.MILLISECONDS);
            }
            assertTrue(second >= 100, "explained frame " + second);
        }
    }

    @Test
    void whereTheClassifierWasAnotherOneNothingIsMixedUp() throws InterruptedException {
        try (LiveExplainer explainer = new LiveExplainer(happy, network, 3, Duration.ZERO, explained::add)) {
            explainer.classifier().classify(frame(0).luma(), POSES);
            List<FacePose> moved = List.of(FacePose.upright(new FaceBox(11, 10, 30, 30)), POSES.get(1), POSES.get(2));
            play(happy, explainer.tap(), 1, moved);
            play(happy, explainer.tap(), 2, POSES);
            explainer.classifier().classify(frame(3).luma(), POSES);
            play(happy, explainer.tap(), 4, List.of());
            assertNull(explained.poll(300, TimeUnit.MILLISECONDS));
            play(explainer.classifier(), explainer.tap(), 5, POSES);
            assertEquals(5, next().frame());
        }
    }

    @Test
    void closingItClosesNothingElse() {
        LiveExplainer explainer = new LiveExplainer(happy, network, 1, Duration.ZERO, explained::add);
        FaceClassifier classifier = explainer.classifier();
        classifier.close();
        explainer.tap().close();
        explainer.close();
        explainer.close();
        assertEquals(3, classifier.classify(frame(0).luma(), POSES).size(), "the session may still hold it");
        play(classifier, explainer.tap(), 1, POSES);
        assertEquals(0, explained.size());
    }

    @Test
    void wrongSettingsAreRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new LiveExplainer(happy, network, 0, Duration.ZERO, explained::add));
        assertThrows(
                IllegalArgumentException.class,
                () -> new LiveExplainer(happy, network, 1, Duration.ofMillis(-1), explained::add));
    }
}
