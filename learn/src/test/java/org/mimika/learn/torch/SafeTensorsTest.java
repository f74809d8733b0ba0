package org.mimika.learn.torch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

    @Test
    void tensorsThatReachOutOfTheFileAreRefused() throws IOException {
        String header = "{\"a\":{\"dtype\":\"F32\",\"shape\":[1000000],\"data_offsets\":[0,4000000]}}";
        byte[] bytes = new byte[8 + header.length() + 4];
        bytes[0] = (byte) header.length();
        System.arraycopy(header.getBytes(java.nio.charset.StandardCharsets.US_ASCII), 0, bytes, 8, header.length());
        Files.write(file(), bytes);
        MimikaException refused = assertThrows(MimikaException.class, () -> SafeTensors.read(file()));
        assertTrue(refused.getMessage().contains("tensor a"), refused.getMessage());
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
