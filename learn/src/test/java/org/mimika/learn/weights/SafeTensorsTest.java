package org.mimika.learn.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mimika.core.MimikaException;

class SafeTensorsTest {
    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("a.safetensors");
    }

    private byte[] written() throws IOException {
        Map<String, SafeTensors.Values> tensors = new LinkedHashMap<>();
        tensors.put("b", new SafeTensors.Values(new int[] {2, 2}, new float[] {1, -2, Float.MIN_VALUE, 1e30f}));
        tensors.put("a", new SafeTensors.Values(new int[] {}, new float[] {7}));
        new SafeTensors(Map.of("key", "value \"quoted\""), tensors).write(file());
        return Files.readAllBytes(file());
    }

    @Test
    void readsWhatItWrote() throws IOException {
        written();
        SafeTensors read = SafeTensors.read(file());
        assertEquals(Map.of("key", "value \"quoted\""), read.metadata());
        assertArrayEquals(
                new float[] {1, -2, Float.MIN_VALUE, 1e30f},
                read.tensors().get("b").data());
        assertArrayEquals(new int[] {2, 2}, read.tensors().get("b").shape());
        assertArrayEquals(new float[] {7}, read.tensors().get("a").data());
        assertFalse(Files.exists(folder.resolve("a.safetensors.part")));
    }

    @Test
    void everyTruncationIsRefusedWithTheFilesName() throws IOException {
        byte[] whole = written();
        for (int length = 0; length < whole.length; length++) {
            Files.write(file(), Arrays.copyOf(whole, length));
            MimikaException refused = assertThrows(MimikaException.class, () -> SafeTensors.read(file()));
            assertTrue(refused.getMessage().contains("a.safetensors"), refused.getMessage());
        }
    }

    @Test
    void aHostileLengthIsRefused() throws IOException {
        byte[] whole = written();
        Arrays.fill(whole, 0, 7, (byte) 0xff);
        Files.write(file(), whole);
        assertThrows(MimikaException.class, () -> SafeTensors.read(file()));
    }

    /** Each header stands before eight bytes of values. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "7",
                "   ",
                "{} {}",
                "{}",
                "{'a':1}",
                "{'a':{'dtype':'I64','shape':[1],'data_offsets':[0,8]}}",
                "{'a\\nb':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}",
                "{'a':{'dtype':'F\\u001b[2J','shape':[2],'data_offsets':[0,8]}}",
                "{'a':{'dtype':'F128','shape':[1],'data_offsets':[0,8]}}",
                "{'a':{'dtype':'F16','shape':[2],'data_offsets':[0,8]}}",
                "{'a':{'dtype':'F32','shape':[1000000],'data_offsets':[0,4000000]}}",
                "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}",
                "{'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}}",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[8,0]}}",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[-8,0]}}",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,'8']}}",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0.0,8.0]}}",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':8}}",
                "{'a':{'dtype':'F32','shape':[2]}}",
                "{'a':{'dtype':'F32','data_offsets':[0,8]}}",
                "{'a':{'dtype':'F32','shape':2,'data_offsets':[0,8]}}",
                "{'a':{'dtype':'F32','shape':'2','data_offsets':[0,8]}}",
                "{'a':{'dtype':'F32','shape':null,'data_offsets':[0,4]}}",
                "{'a':{'dtype':'F32','shape':{'x':2},'data_offsets':[0,8]}}",
                "{'a':{'dtype':'F32','shape':[2.5],'data_offsets':[0,8]}}",
                "{'a':{'dtype':'F32','shape':[-1,-2],'data_offsets':[0,8]}}",
                "{'a':{'dtype':'F32','shape':[4294967298],'data_offsets':[0,8]}}",
                "{'a':{'dtype':'F32','shape':[2147483647,2147483647,2147483647],'data_offsets':[0,8]}}",
                "{'a':{'dtype':'F32','shape':[1073741824,1073741824,4],'data_offsets':[0,0]}}",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[9223372036854775799,9223372036854775807]}}",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'b':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}",
                "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}}"
            })
    void hostileHeadersAreRefusedWithTheFilesName(String header) throws IOException {
        withHeader(header);
        MimikaException refused = assertThrows(MimikaException.class, () -> SafeTensors.read(file()));
        assertTrue(refused.getMessage().contains("a.safetensors"), refused.getMessage());
        assertTrue(refused.getMessage().chars().noneMatch(Character::isISOControl), refused.getMessage());
    }

    /** The values 1 and 2 of f32, as other types read their bytes. */
    @Test
    void otherFloatTypesAreRead() throws IOException {
        withHeader("{'a':{'dtype':'BF16','shape':[2,2],'data_offsets':[0,8]}}");
        assertArrayEquals(
                new float[] {0, 1, 0, 2},
                SafeTensors.read(file()).tensors().get("a").data());
        withHeader("{'a':{'dtype':'F16','shape':[4],'data_offsets':[0,8]}}");
        assertArrayEquals(
                new float[] {0, 1.875f, 0, 2},
                SafeTensors.read(file()).tensors().get("a").data());
        withHeader("{'a':{'dtype':'F64','shape':[],'data_offsets':[0,8]}}");
        assertArrayEquals(
                new float[] {2.0000004768371582e0f},
                SafeTensors.read(file()).tensors().get("a").data());
    }

    @Test
    void aTensorIsReadAlone() throws IOException {
        withHeader("{'n':{'dtype':'I32','shape':[1],'data_offsets':[0,4]},'a':{'dtype':'F32','shape':[1],"
                + "'data_offsets':[4,8]}}");
        try (WeightFile weights = WeightFile.open(file())) {
            assertEquals("I32 [1]", weights.entries().get("n").toString());
            assertArrayEquals(new float[] {2}, weights.read("a"));
            assertThrows(MimikaException.class, () -> weights.read("n"));
        }
    }

    @Test
    void theOrderOfTensorsIsFree() throws IOException {
        withHeader("{'b':{'dtype':'F32','shape':[1],'data_offsets':[4,8]},'empty':{'dtype':'F32','shape':[0,3],"
                + "'data_offsets':[4,4]},'a':{'dtype':'F32','shape':[],'data_offsets':[0,4]}}");
        Map<String, SafeTensors.Values> read = SafeTensors.read(file()).tensors();
        assertArrayEquals(new float[] {1}, read.get("a").data());
        assertArrayEquals(new float[] {2}, read.get("b").data());
        assertEquals(0, read.get("empty").data().length);
    }

    /** Writes a file with this header, in single quotes, and the values 1 and 2. */
    private void withHeader(String quoted) throws IOException {
        byte[] header = quoted.replace('\'', '"').getBytes(StandardCharsets.US_ASCII);
        ByteBuffer bytes = ByteBuffer.allocate(16 + header.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(header.length).put(header).putFloat(1).putFloat(2);
        Files.write(file(), bytes.array());
    }

    @Test
    void aFailedWriteLeavesNothingBehind() throws IOException {
        Path inTheWay = Files.createDirectories(file().resolve("full"));
        SafeTensors empty = new SafeTensors(Map.of(), Map.of());
        assertThrows(MimikaException.class, () -> empty.write(file()));
        assertTrue(Files.isDirectory(inTheWay));
        assertFalse(Files.exists(folder.resolve("a.safetensors.part")));
    }

    @Test
    void anUnwritableFileIsOneClearError() {
        SafeTensors empty = new SafeTensors(Map.of(), Map.of());
        Path nowhere = folder.resolve("missing/a.safetensors");
        assertTrue(assertThrows(MimikaException.class, () -> empty.write(nowhere))
                .getMessage()
                .contains("missing"));
    }
}
