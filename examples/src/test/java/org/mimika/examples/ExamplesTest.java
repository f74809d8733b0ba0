package org.mimika.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs the examples on the portrait and the clip that come with the repository. */
@Timeout(120)
class ExamplesTest {
    private static final String PORTRAIT = "../video/src/test/resources/org/mimika/video/detect/portrait.jpg";
    private static final String CLIP = "../cli/src/main/resources/org/mimika/cli/demo.mp4";

    private interface Example {
        void main(String... args) throws Exception;
    }

    private static List<String> output(Example example, String input) throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            example.main(input);
        } finally {
            System.setOut(before);
        }
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void aPicture() throws Exception {
        List<String> lines = output(ClassifyPicture::main, PORTRAIT);
        assertEquals(1, lines.size());
        assertTrue(lines.get(0).matches("HAPPY 0\\.\\d+"), lines.get(0));
    }

    @Test
    void aCamera() throws Exception {
        assertEquals(List.of("person 1: HAPPY"), output(WatchCamera::main, PORTRAIT));
    }

    @Test
    void aSession() throws Exception {
        List<String> lines = output(FollowSession::main, CLIP);
        assertEquals(List.of("CONNECTING ", "RUNNING ", "ENDED " + CLIP + " has ended"), lines.subList(0, 3));
        assertTrue(lines.get(3).startsWith("250 frames, "), lines.get(3));
    }
}
