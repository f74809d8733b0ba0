package org.mimika.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LowerChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

class ModelMetadataTest {
    private static final String WHERE = "some/model.onnx";

    @Property(tries = 200, seed = "48")
    void readsBackWhatItWrote(
            @ForAll @AlphaChars @StringLength(min = 1, max = 20) String name,
            @ForAll @IntRange(min = 1, max = 4096) int width,
            @ForAll boolean colour,
            @ForAll @FloatRange(min = -2, max = 2) float mean,
            @ForAll @FloatRange(min = 0.01f, max = 9) float scale,
            @ForAll @FloatRange(min = 0.01f, max = 9) float temperature,
            @ForAll @Size(max = 5)
                    Map<@LowerChars @StringLength(min = 1, max = 9) String, @StringLength(max = 9) String> provenance) {
        InputSpec input =
                new InputSpec(width, 48, colour ? 3 : 1, mean / 3, scale / 7, new FaceCrop(scale, mean, -mean / 3));
        ModelMetadata written = new ModelMetadata(name, "hybrid", input, temperature, new TreeMap<>(provenance));
        assertEquals(written, ModelMetadata.fromMap(written.toMap(), WHERE));
    }

    @Example
    void namesEachMissingKeyAndTheFile() {
        for (String key : TinyOnnx.metadata().toMap().keySet()) {
            if (key.startsWith("mimika.provenance.")) {
                continue;
            }
            Map<String, String> map = TinyOnnx.metadata().toMap();
            map.remove(key);
            assertRefused(map, key, WHERE, "mimika export");
        }
    }

    @Example
    void namesBadValues() {
        assertRefused(with("mimika.format", "2"), "mimika.format", "'2'", WHERE);
        assertRefused(with("mimika.input.width", "48.5"), "mimika.input.width", "48.5", WHERE);
        assertRefused(with("mimika.input.width", "0"), "mimika.input", "0x3", WHERE);
        assertRefused(with("mimika.input.std", "zero"), "mimika.input.std", "zero", WHERE);
        assertRefused(with("mimika.input.std", "NaN"), "mimika.input", "NaN", WHERE);
        assertRefused(with("mimika.crop.scale", "-1"), "mimika.crop", "-1", WHERE);
        assertRefused(with("mimika.temperature", "0"), "temperature", "0.0", WHERE);
        assertRefused(with("mimika.name", " "), "mimika.name", WHERE);
        assertRefused(with("mimika.provenance.Bad Key", "1"), "mimika.", "Bad Key", WHERE);
    }

    @Example
    void refusesLabelsInAnotherOrder() {
        String swapped = "angry,disgust,fear,happy,neutral,sad,surprise";
        assertRefused(
                with("mimika.labels", swapped), "mimika.labels", swapped, "angry,disgust,fear,happy,sad,surprise");
    }

    @Example
    void leavesKeysOfOthersAlone() {
        assertEquals(TinyOnnx.metadata(), ModelMetadata.fromMap(with("author", "someone"), WHERE));
    }

    @Example
    void cannotBeChangedAfterwards() {
        assertThrows(
                UnsupportedOperationException.class,
                () -> TinyOnnx.metadata().provenance().put("seed", "8"));
        assertEquals(1.5f, TinyOnnx.metadata().withTemperature(1.5f).temperature());
    }

    private static Map<String, String> with(String key, String value) {
        Map<String, String> map = TinyOnnx.metadata().toMap();
        map.put(key, value);
        return map;
    }

    private static void assertRefused(Map<String, String> map, String... mentioned) {
        String message = assertThrows(MimikaException.class, () -> ModelMetadata.fromMap(map, WHERE))
                .getMessage();
        assertTrue(List.of(mentioned).stream().allMatch(message::contains), message);
        assertEquals(1, message.lines().count(), message);
    }
}
