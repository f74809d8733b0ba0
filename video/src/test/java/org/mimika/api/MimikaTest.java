package org.mimika.api;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mimika.core.Emotion;
import org.mimika.core.MimikaException;
import org.mimika.video.Clip;
import org.mimika.video.FaceResult;
import org.mimika.video.detect.BlazeFaceModel;
import org.mimika.video.live.LiveListener;
import org.mimika.video.live.LiveOptions;
import org.mimika.video.live.LiveSession;
import org.mimika.video.live.LiveStatus.State;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MimikaTest {
    @TempDir
    private Path folder;

    private static String portrait() throws URISyntaxException {
        return Path.of(BlazeFaceModel.class.getResource("portrait.jpg").toURI()).toString();
    }

    @Test
    void readsTheFacesOfAPicture() throws URISyntaxException {
        try (Mimika mimika = Mimika.open()) {
            List<FaceResult> faces = mimika.faces(portrait());
            assertEquals(1, faces.size());
            assertEquals(1, faces.get(0).track());
            assertEquals(Emotion.HAPPY, faces.get(0).shown(), "she smiles");
            assertEquals(faces, mimika.faces(portrait()));
        }
    }

    @Test
    void watchesSeveralInputsWithOneModel() throws Exception {
        List<FaceResult> seen = Collections.synchronizedList(new ArrayList<>());
        try (Mimika mimika = Mimika.open();
                LiveSession one = mimika.watch(portrait(), delivery -> seen.addAll(delivery.faces()));
                LiveSession two = mimika.watch(portrait(), delivery -> seen.addAll(delivery.faces()))) {
            one.join();
            two.join();
            assertEquals(2, seen.size());
            assertEquals(mimika.faces(portrait()).get(0), seen.get(0));
            assertEquals(seen.get(0), seen.get(1));
        }
    }

    @Test
    void closingEndsItsSessions() throws URISyntaxException {
        LiveSession session;
        try (Mimika mimika = Mimika.open()) {
            session = mimika.session(Mimika.input(portrait()), LiveOptions.DEFAULTS, LiveListener.NONE);
        }
        assertEquals(State.ENDED, session.status().state());
        assertThrows(IllegalStateException.class, session::start);
    }

    @Test
    void aStreamWhosePictureChangesItsSizeGoesOn() throws Exception {
        Path wide = folder.resolve("wide.mjpeg");
        Path tall = folder.resolve("tall.mjpeg");
        Clip.of(96, 64)
                .codec("mjpeg", AV_PIX_FMT_YUVJ420P)
                .container("mjpeg")
                .frames(3)
                .write(wide);
        Clip.of(64, 128)
                .codec("mjpeg", AV_PIX_FMT_YUVJ420P)
                .container("mjpeg")
                .frames(2)
                .write(tall);
        Files.write(wide, Files.readAllBytes(tall), StandardOpenOption.APPEND);
        List<String> sizes = new ArrayList<>();
        try (Mimika mimika = Mimika.open();
                LiveSession session = mimika.session(
                        Mimika.input(wide.toString()),
                        LiveOptions.DEFAULTS.withPace(LiveOptions.Pace.FASTEST),
                        LiveListener.NONE)) {
            session.subscribe(
                    10,
                    next -> sizes.add(
                            next.result().width() + "x" + next.result().height()));
            session.start().join();
        }
        assertEquals(List.of("96x64", "96x64", "96x64", "64x128", "64x128"), sizes);
    }

    @Test
    void aMissingFileFailsAtOnceAndAVideoIsNoPicture() {
        Path video = folder.resolve("v.mp4");
        Clip.of(64, 48).frames(3).write(video);
        try (Mimika mimika = Mimika.open();
                LiveSession missing = mimika.watch("no-such-file.mp4", delivery -> {})) {
            MimikaException e = assertThrows(MimikaException.class, missing::join);
            assertEquals("no-such-file.mp4: no such file", e.getMessage());
            assertEquals(State.FAILED, missing.status().state());
            e = assertThrows(MimikaException.class, () -> mimika.faces(video.toString()));
            assertTrue(e.getMessage().endsWith("is no single picture: watch it instead"), e.getMessage());
        }
    }

    @Test
    void addressesLastAndKeepTheirPasswords() {
        assertEquals("host/door", Mimika.input("rtsp://me:secret@host/door").name());
        assertTrue(Mimika.input("rtsp://host/door").lasting());
        assertTrue(Mimika.input("Camera:0").lasting());
        assertEquals("me@home/clip.mp4", Mimika.input("me@home/clip.mp4").name());
        assertEquals(false, Mimika.input("clip.mp4").lasting());
    }
}
