package org.mimika.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelSourceTest {
    @TempDir
    Path folder;

    private URLClassLoader loader;
    private BundledModels models;

    @BeforeEach
    void bundle() throws IOException {
        Path resources = Files.createDirectories(folder.resolve("resources/org/mimika/models"));
        Files.writeString(resources.resolve("index.txt"), "# bundled\ntiny\n\n lost \n");
        Files.write(resources.resolve("tiny.onnx"), TinyOnnx.valid());
        URL[] path = {folder.resolve("resources").toUri().toURL()};
        loader = new URLClassLoader(path, null);
        models = new BundledModels(loader);
    }

    @AfterEach
    void close() throws IOException {
        loader.close();
    }

    @Test
    void opensABundledModelByName() {
        assertEquals(List.of("tiny", "lost"), models.names());
        ModelSource source = ModelSource.resolve("tiny", models);
        assertEquals("tiny", source.where());
        assertEquals("tiny", source.name());
        assertEquals("a.b", new ModelSource.InFile(Path.of("some/folder/a.b.onnx")).name());
        try (EmotionClassifier classifier = source.open(ClassifierOptions.defaults())) {
            assertEquals(TinyOnnx.metadata(), classifier.metadata());
        }
    }

    @Test
    void opensAFile() throws IOException {
        Path file = Files.write(folder.resolve("my.onnx"), TinyOnnx.valid());
        ModelSource source = ModelSource.resolve(file.toString(), models);
        assertInstanceOf(ModelSource.InFile.class, source);
        try (EmotionClassifier classifier = source.open(ClassifierOptions.defaults())) {
            assertEquals("tiny", classifier.metadata().name());
        }
    }

    @Test
    void listsWhatIsBundledWhereNothingFits() {
        for (String wrong : new String[] {"huge", "", "no/such.onnx", "\0"}) {
            assertRefused(wrong, "'" + wrong + "'", "bundled are tiny, lost");
        }
        assertRefused(folder.toString(), "is a directory", "bundled are tiny, lost");
        BundledModels none = new BundledModels(new URLClassLoader(new URL[0], null));
        String message = assertThrows(MimikaException.class, () -> ModelSource.resolve("tiny", none))
                .getMessage();
        assertTrue(message.contains("none is bundled"), message);
    }

    @Test
    void saysSoWhenAListedModelIsAbsent() {
        ModelSource lost = ModelSource.resolve("lost", models);
        String message = assertThrows(MimikaException.class, () -> lost.open(ClassifierOptions.defaults()))
                .getMessage();
        assertTrue(message.contains("lost.onnx is not on the class path"), message);
    }

    private void assertRefused(String text, String... mentioned) {
        String message = assertThrows(MimikaException.class, () -> ModelSource.resolve(text, models))
                .getMessage();
        assertTrue(List.of(mentioned).stream().allMatch(message::contains), message);
    }
}
