package org.mimika.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** ONNX Runtime looks at the command line when it is set up, and a long one must not end the JVM. */
class LongCommandLineTest {
    /** What the child process runs. */
    static final class Child {
        private Child() {}

        public static void main(String[] args) {
            try (EmotionClassifier classifier =
                    EmotionClassifier.open(TinyOnnx.valid(), "tiny.onnx", ClassifierOptions.defaults())) {
                System.out.print("opened " + classifier.metadata().name());
            }
        }
    }

    @Test
    void opensAModelUnderALongCommandLine() throws IOException, InterruptedException {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        "x".repeat(100_000))
                .redirectErrorStream(true)
                .start();
        try {
            String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(true, child.waitFor(60, TimeUnit.SECONDS));
            assertEquals("opened tiny", output);
            assertEquals(0, child.exitValue());
        } finally {
            child.destroyForcibly();
        }
    }
}
