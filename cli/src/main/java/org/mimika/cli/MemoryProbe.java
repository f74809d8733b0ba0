package org.mimika.cli;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.mimika.core.ClassifierOptions;
import org.mimika.core.EmotionClassifier;
import org.mimika.core.OnnxRuntimeNatives;

/**
 * The program of the process whose memory is measured: computes a model and prints the most memory that it held, in
 * bytes, or -1 where the system does not tell. {@link ChildMemory} starts it.
 */
final class MemoryProbe {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final int RUNS = 5;

    private MemoryProbe() {}

    /** Takes the ONNX file, or nothing for the process without a model; faces computed together; threads. */
    public static void main(String[] args) throws IOException {
        OnnxRuntimeNatives.version();
        if (!args[0].isEmpty()) {
            int batch = Integer.parseInt(args[1]);
            ClassifierOptions options = new ClassifierOptions(Integer.parseInt(args[2]), batch, false);
            try (EmotionClassifier classifier = EmotionClassifier.open(Path.of(args[0]), options)) {
                FloatBuffer faces = FloatBuffer.allocate(
                        batch * classifier.metadata().input().size());
                for (int run = 0; run < RUNS; run++) {
                    classifier.logits(faces.rewind(), batch);
                }
            }
        }
        System.out.println(highWater());
    }

    private static long highWater() throws IOException {
        if (!Files.isReadable(STATUS)) {
            return -1;
        }
        try (Stream<String> lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(-1);
        }
    }
}
