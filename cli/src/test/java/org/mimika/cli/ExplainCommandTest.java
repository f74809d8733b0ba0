package org.mimika.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimika.core.FaceBox;
import org.mimika.core.FaceCrop;
import org.mimika.core.InputSpec;
import org.mimika.core.ModelMetadata;
import org.mimika.learn.export.OnnxModel;
import org.mimika.learn.nn.Network;
import org.mimika.learn.torch.TorchWeights;
import org.mimika.learn.zoo.Zoo;
import org.mimika.video.Detection;

class ExplainCommandTest {
    @TempDir
    Path folder;

    private String model;

    @BeforeEach
    void writeModel() throws IOException {
        Network network = Zoo.create("hybrid-tiny");
        try (TorchWeights weights = TorchWeights.initialised(network, 3)) {
            ModelMetadata metadata = new ModelMetadata("t", "hybrid-tiny", network.input(), 1, new TreeMap<>());
            Path file = folder.resolve("t.onnx");
            Files.write(file, OnnxModel.write(network, weights::values, metadata));
            model = file.toString();
        }
    }

    @Test
    void drawsEachFaceOfTheFirstFrameBesideItsHeat() throws IOException {
        Path clip = BundledClip.copyTo(folder.resolve("clip.mp4")); // one person
        Path out = folder.resolve("why.png");
        Run run = Run.of("explain", clip.toString(), "--model", model, "-o", out.toString());
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().strip().matches("[a-z]+ \\d+%"), run.out());
        BufferedImage picture = ImageIO.read(out.toFile());
        assertEquals(24 + 64 + 288 + 24, picture.getHeight());
        assertTrue(isGrey(picture.getRGB(24 + 144, 24 + 64 + 144)));
        assertFalse(isGrey(picture.getRGB(24 + 288 + 16 + 144, 24 + 64 + 144)));
    }

    @Test
    void saysWhereFacesAreLeftOut() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        ExplainCommand command = new ExplainCommand(new Console(System.out, new PrintStream(err, true)));
        Detection face = new Detection(new FaceBox(0, 0, 9, 9), 1, List.of());
        assertEquals(20, command.shown(Collections.nCopies(20, face)).size());
        assertEquals("", err.toString());
        assertEquals(20, command.shown(Collections.nCopies(35, face)).size());
        assertEquals("Shows 20 of 35 faces", err.toString().strip());
    }

    @Test
    void aCroppedFaceIsTakenAsItIs() throws IOException {
        BufferedImage face = new BufferedImage(48, 48, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 48; i++) {
            face.setRGB(i, i, 0xffffff);
        }
        Path file = folder.resolve("face.png");
        ImageIO.write(face, "png", file.toFile());
        Path out = folder.resolve("why.png");
        Run none = Run.of("explain", file.toString(), "--model", model, "-o", out.toString());
        assertEquals(1, none.code());
        assertTrue(none.err().contains("no face found") && none.err().contains("--cropped"), none.err());
        assertFalse(Files.exists(out));
        Run run = Run.of("explain", "--cropped", file.toString(), "--model", model, "-o", out.toString());
        assertEquals(0, run.code(), run.err());
        BufferedImage picture = ImageIO.read(out.toFile());
        assertTrue((picture.getRGB(24 + 147, 24 + 64 + 147) & 0xff) > 200, "the diagonal is white");
        assertEquals(0, picture.getRGB(24 + 10, 24 + 64 + 200) & 0xff, "the rest is black");
    }

    @Test
    void whatCannotBeDoneIsOneLine() throws IOException {
        InputSpec spec = new InputSpec(48, 48, 1, 0, 1, new FaceCrop(1, 0, 0));
        ModelMetadata metadata = new ModelMetadata("pixels", "one-layer", spec, 1, new TreeMap<>());
        Path plain = Files.write(folder.resolve("p.onnx"), PixelNetwork.onnx(metadata));
        Path clip = BundledClip.copyTo(folder.resolve("clip.mp4"));
        String out = folder.resolve("why.png").toString();
        assertFails("cannot be explained", clip.toString(), "--model", plain.toString(), "-o", out);
        assertFails(
                ".png",
                clip.toString(),
                "--model",
                model,
                "-o",
                folder.resolve("why.jpg").toString());
        assertFails("nonesuch", folder.resolve("nonesuch.png").toString(), "--model", model, "-o", out);
    }

    private static void assertFails(String expected, String... args) {
        String[] all = new String[args.length + 1];
        all[0] = "explain";
        System.arraycopy(args, 0, all, 1, args.length);
        Run run = Run.of(all);
        assertEquals(1, run.code(), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
        assertTrue(run.err().contains(expected), run.err());
    }

    private static boolean isGrey(int rgb) {
        return (rgb >> 16 & 0xff) == (rgb & 0xff) && (rgb >> 8 & 0xff) == (rgb & 0xff);
    }
}
