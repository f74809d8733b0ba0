package org.mimika.learn.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.ByteVector;
import org.bytedeco.pytorch.GenericDict;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mimika.core.MimikaException;

/** Files of {@code torch.save}: what they hold, and what is refused. */
class TorchFileTest {
    /**
     * What Python's own pickler writes, protocol 2, for the names and calls of a state dictionary: {@code conv.weight}
     * a parameter of 2 x 3, {@code turned} a transposed view of 3 x 2, {@code bn.num_batches_tracked} a counter.
     */
    private static final String PROTOCOL_2 = "gAJjY29sbGVjdGlvbnMKT3JkZXJlZERpY3QKcQApUnEBKFgLAAAAY29udi53ZWlnaHRxAmN0"
            + "b3JjaC5fdXRpbHMKX3JlYnVpbGRfcGFyYW1ldGVyCnEDY3RvcmNoLl91dGlscwpfcmVidWlsZF90ZW5zb3JfdjIKcQQoKFgHAAAA"
            + "c3RvcmFnZXEFY3RvcmNoCkZsb2F0U3RvcmFnZQpxBlgBAAAAMHEHWAMAAABjcHVxCEsGdHEJUUsASwJLA4ZxCksDSwGGcQuJaAAp"
            + "UnEMdHENUnEOiGgAKVJxD4dxEFJxEVgGAAAAdHVybmVkcRJoBCgoaAVoBlgBAAAAMXETaAhLBnRxFFFLAEsDSwKGcRVLAUsDhnEW"
            + "iWgAKVJxF3RxGFJxGVgWAAAAYm4ubnVtX2JhdGNoZXNfdHJhY2tlZHEaaAQoKGgFY3RvcmNoCkxvbmdTdG9yYWdlCnEbWAEAAAAy"
            + "cRxoCEsBdHEdUUsAKSmJaAApUnEedHEfUnEgdX1xIVgJAAAAX21ldGFkYXRhcSJoAClScSMoWAAAAABxJH1xJVgHAAAAdmVyc2lv"
            + "bnEmSwFzWAIAAABibnEnfXEoaCZLAnN1c2Iu";

    /** The same, protocol 4. */
    private static final String PROTOCOL_4 = "gASVegEAAAAAAACMC2NvbGxlY3Rpb25zlIwLT3JkZXJlZERpY3SUk5QpUpQojAtjb252Lndl"
            + "aWdodJSMDHRvcmNoLl91dGlsc5SMEl9yZWJ1aWxkX3BhcmFtZXRlcpSTlGgFjBJfcmVidWlsZF90ZW5zb3JfdjKUk5QoKIwHc3Rv"
            + "cmFnZZSMBXRvcmNolIwMRmxvYXRTdG9yYWdllJOUjAEwlIwDY3B1lEsGdJRRSwBLAksDhpRLA0sBhpSJaAIpUpR0lFKUiGgCKVKU"
            + "h5RSlIwGdHVybmVklGgJKChoCmgNjAExlGgPSwZ0lFFLAEsDSwKGlEsBSwOGlIloAilSlHSUUpSMFmJuLm51bV9iYXRjaGVzX3Ry"
            + "YWNrZWSUaAkoKGgKaAuMC0xvbmdTdG9yYWdllJOUjAEylGgPSwF0lFFLACkpiWgCKVKUdJRSlHV9lIwJX21ldGFkYXRhlGgCKVKU"
            + "KIwAlH2UjAd2ZXJzaW9ulEsBc4wCYm6UfZRoLksCc3VzYi4=";

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("a.pth");
    }

    @ParameterizedTest
    @ValueSource(strings = {PROTOCOL_2, PROTOCOL_4})
    void readsWhatPythonPickles(String pickle) throws IOException {
        TorchSave.zip(
                file(), Base64.getDecoder().decode(pickle), Map.of("0", counted(6), "1", counted(6), "2", new byte[8]));
        try (WeightFile weights = WeightFile.open(file())) {
            assertEquals(
                    List.of("conv.weight", "turned", "bn.num_batches_tracked"),
                    List.copyOf(weights.entries().keySet()));
            assertEquals("F32 [2, 3]", weights.entries().get("conv.weight").toString());
            assertEquals(
                    "I64 []", weights.entries().get("bn.num_batches_tracked").toString());
            assertArrayEquals(new float[] {0, 1, 2, 3, 4, 5}, weights.read("conv.weight"));
            assertArrayEquals(new float[] {0, 3, 1, 4, 2, 5}, weights.read("turned"));
            MimikaException refused = assertThrows(MimikaException.class, () -> weights.read("bn.num_batches_tracked"));
            assertTrue(refused.getMessage().contains("bn.num_batches_tracked is I64"), refused.getMessage());
        }
    }

    @Test
    void theTestsOwnWriterWritesAsPythonDoes() throws IOException {
        Map<String, SafeTensors.Values> tensors = new LinkedHashMap<>();
        for (int i = 0; i < 300; i++) { // more than one byte's worth of memory
            tensors.put(
                    "layer" + i + ".weight",
                    new SafeTensors.Values(new int[] {i % 3 + 1, 2}, filled(2 * (i % 3 + 1), i)));
            tensors.put("layer" + i + ".num_batches_tracked", new SafeTensors.Values(new int[0], new float[1]));
        }
        TorchSave.write(file(), tensors);
        try (WeightFile weights = WeightFile.open(file())) {
            assertEquals(tensors.keySet(), weights.entries().keySet());
            assertArrayEquals(filled(4, 271), weights.read("layer271.weight"));
        }
    }

    /** So that the files of these tests are what PyTorch means, and not what this reader makes of them. */
    @Test
    void libTorchReadsTheTestsOwnFilesAlike() throws IOException {
        Map<String, TorchSave.Tensor> tensors = new LinkedHashMap<>();
        tensors.put("strided", view(new int[] {2, 3}, new long[] {6, 2}, 1));
        tensors.put("channelsLast", view(new int[] {1, 2, 2, 3}, new long[] {12, 1, 6, 2}, 0));
        TorchSave.writePlain(file(), tensors);
        try (WeightFile weights = WeightFile.open(file());
                PointerScope scope = new PointerScope()) {
            GenericDict read = torch.pickle_load(new ByteVector(Files.readAllBytes(file())))
                    .toGenericDict();
            assertEquals(2, read.size());
            for (String name : tensors.keySet()) {
                Tensor tensor = read.at(new IValue(name)).toTensor().contiguous();
                float[] expected = new float[(int) tensor.numel()];
                FloatBuffer buffer = tensor.createBuffer();
                buffer.get(expected);
                assertArrayEquals(expected, weights.read(name), name);
            }
        }
    }

    @Test
    void viewsAreReadAsTheyLie() throws IOException {
        Map<String, TorchSave.Tensor> tensors = new LinkedHashMap<>();
        tensors.put("part", view(new int[] {2, 2}, new long[] {2, 1}, 5));
        tensors.put("strided", view(new int[] {2, 3}, new long[] {6, 2}, 1));
        tensors.put("repeated", view(new int[] {2, 3}, new long[] {1, 0}, 4));
        tensors.put("channelsLast", view(new int[] {1, 2, 2, 3}, new long[] {12, 1, 6, 2}, 0));
        tensors.put("one", view(new int[] {1, 1}, new long[] {7, 9}, 11));
        tensors.put("none", view(new int[] {0, 3}, new long[] {3, 1}, 0));
        TorchSave.writeTensors(file(), tensors);
        try (WeightFile weights = WeightFile.open(file())) {
            assertArrayEquals(new float[] {5, 6, 7, 8}, weights.read("part"));
            assertArrayEquals(new float[] {1, 3, 5, 7, 9, 11}, weights.read("strided"));
            assertArrayEquals(new float[] {4, 4, 4, 5, 5, 5}, weights.read("repeated"));
            assertArrayEquals(new float[] {0, 2, 4, 6, 8, 10, 1, 3, 5, 7, 9, 11}, weights.read("channelsLast"));
            assertArrayEquals(new float[] {11}, weights.read("one"));
            assertEquals(0, weights.read("none").length);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HalfStorage,2,00c4003c",
        "BFloat16Storage,2,80c0803f",
        "FloatStorage,4,000080c00000803f",
        "DoubleStorage,8,00000000000010c0000000000000f03f"
    })
    void everyFloatTypeIsRead(String type, int size, String hex) {
        byte[] bytes = java.util.HexFormat.of().parseHex(hex);
        TorchSave.writeTensors(
                file(), Map.of("x", new TorchSave.Tensor(type, bytes, size, 0, new int[] {2}, new long[] {1})));
        try (WeightFile weights = WeightFile.open(file())) {
            assertArrayEquals(new float[] {-4, 1}, weights.read("x"));
        }
    }

    @Test
    void everyTruncationIsRefusedWithTheFilesName() throws IOException {
        TorchSave.writeTensors(file(), Map.of("x", view(new int[] {12}, new long[] {1}, 0)));
        byte[] whole = Files.readAllBytes(file());
        for (int length = 0; length < whole.length; length += 7) {
            Files.write(file(), Arrays.copyOf(whole, length));
            refused("a.pth");
        }
    }

    @Test
    void everyTruncationOfThePickleIsRefused() throws IOException {
        byte[] whole = Base64.getDecoder().decode(PROTOCOL_2);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThrows(IOException.class, () -> Pickle.read(cut));
        }
    }

    @Test
    void noByteOfThePickleThatIsWrongDoesMoreThanBeRefused() throws IOException {
        byte[] whole = Base64.getDecoder().decode(PROTOCOL_2);
        int refusals = 0;
        for (int at = 0; at < whole.length; at++) {
            for (int flip : new int[] {1, 0x80, 0xff}) {
                byte[] changed = whole.clone();
                changed[at] ^= (byte) flip;
                try {
                    Pickle.read(changed);
                } catch (IOException e) {
                    refusals++; // any other exception fails the test
                }
            }
        }
        assertTrue(refusals > whole.length, "only " + refusals + " were refused");
    }

    /** What a hostile pickle would call, had it a chance. */
    @ParameterizedTest
    @CsvSource({
        "posix,system",
        "builtins,eval",
        "__builtin__,exec",
        "os,system",
        "subprocess,Popen",
        "torch,load",
        "torch._utils,_rebuild_tensor",
        "collections,Counter",
        "torch.FloatStorage,from_file",
        "runpy,_run_code"
    })
    void aPickleThatCallsAnythingElseIsRefusedByName(String module, String name) throws IOException {
        pickle("\u0080\u0002c" + module + "\n" + name + "\n(X\u0004\u0000\u0000\u0000trueltR.");
        refused(module + "." + name);
        pickle("\u0080\u0004\u008c" + (char) module.length() + module + "\u008c" + (char) name.length() + name
                + "\u0093(X\u0004\u0000\u0000\u0000truetR.");
        refused(module + "." + name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0080\u0002(cposix\nsystem\n.",
                "\u0080\u0002(S'true'\niposix\nsystem\n.", // INST
                "\u0080\u0002\u0082\u0001.", // an extension's number
                "\u0080\u0002P0\n.", // a reference in text
                "\u0080\u0002}\u0081.", // NEWOBJ
                "\u0080\u0002}(\u0092.", // NEWOBJ_EX
                "\u0080\u0002]}b.", // attributes of a list
                "\u0080\u0002}K\u0001b.", // attributes that are none
                "\u0080\u0002}]]s.", // a list as a key
                "\u0080\u0002}}}s.", // a dictionary as a key
                "\u0080\u0002}(K\u0001u.", // a key without value
                "\u0080\u0002]K\u0001K\u0002s.", // an entry for a list
                "\u0080\u0002}K\u0001a.", // appending to a dictionary
                "\u0080\u0002K\u0001)R.", // calling a number
                "\u0080\u0002ccollections\nOrderedDict\n]K\u0001aR.",
                "\u0080\u0002ctorch\nFloatStorage\n)R.",
                "\u0080\u0002ctorch._utils\n_rebuild_tensor_v2\n)R.",
                "\u0080\u0002ctorch._utils\n_rebuild_parameter\n)R.",
                "\u0080\u0002)Q.",
                "\u0080\u0002h\u0007.", // memory that is empty
                "\u0080\u0002t.", // no mark
                "\u0080\u0002\u0086.", // nothing on the stack
                "\u0080\u0002.",
                "\u0080\u0002]q\u0000h\u0000a.", // a list within itself is no dictionary
                "\u0080\u0002}.", // nothing in it
                "\u0080\u0002}X\u0001\u0000\u0000\u0000aK\u0001s.", // no tensor in it
                "\u0080\u0002X\u00ff\u00ff\u00ff\u007fa.", // a text of 2 GB
                "\u0080\u0002X\u00ff\u00ff\u00ff\u00ffa.", // of a negative length
                "\u0080\u0004\u008d\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u007fa.",
                "\u0080\u0002\u008a\u00ffa.", // an integer of 255 bytes
                "\u0080\u0063}.", // a version of the future
                "\u0080\u0000}."
            })
    void brokenAndHostilePicklesAreRefused(String pickle) throws IOException {
        pickle(pickle);
        refused("a.pth");
    }

    @Test
    void aPickleThatGrowsWithoutEndIsRefused() throws IOException {
        byte[] endless = new byte[3_000_000];
        Arrays.fill(endless, (byte) '}');
        TorchSave.zip(file(), endless, Map.of());
        refused("more than 2000000 values");
        Arrays.fill(endless, (byte) '(');
        TorchSave.zip(file(), endless, Map.of());
        refused("more than 2000000 values");
    }

    @ParameterizedTest
    @CsvSource({"13,1,0", "12,1,1", "2,12,0", "2,9223372036854775807,0", "1,1,13", "-1,1,0", "1,-1,0", "1,1,-1"})
    void aViewBeyondItsStorageIsRefused(long extent, long stride, long offset) throws IOException {
        String header =
                "\u0080\u0002}X\u0001\u0000\u0000\u0000xctorch._utils\n_rebuild_tensor_v2\n((X\u0007\u0000\u0000\u0000"
                        + "storagectorch\nFloatStorage\nX\u0001\u0000\u0000\u00000X\u0003\u0000\u0000\u0000cpuK\u000ctQ";
        pickle(header + number(offset) + number(extent) + "\u0085" + number(stride) + "\u0085\u0089}tRs.");
        refused("tensor");
    }

    @Test
    void aStorageThatIsMissingOrOfAnotherSizeIsRefused() throws IOException {
        TorchSave.zip(file(), Base64.getDecoder().decode(PROTOCOL_2), Map.of("0", counted(5)));
        try (WeightFile weights = WeightFile.open(file())) {
            for (String name : List.of("conv.weight", "turned")) {
                MimikaException refused = assertThrows(MimikaException.class, () -> weights.read(name));
                assertTrue(refused.getMessage().contains(name), refused.getMessage());
            }
        }
    }

    @Test
    void aNumberThatIsNotFiniteIsRefusedByItsTensorsName() {
        TorchSave.write(file(), Map.of("x", new SafeTensors.Values(new int[] {2}, new float[] {1, Float.NaN})));
        try (WeightFile weights = WeightFile.open(file())) {
            MimikaException refused = assertThrows(MimikaException.class, () -> weights.read("x"));
            assertTrue(refused.getMessage().contains("tensor x holds NaN"), refused.getMessage());
        }
    }

    @Test
    void whatIsNoWeightsFileIsCalledByItsName() throws IOException {
        Files.writeString(file(), "<!DOCTYPE html><html>Not found</html>");
        refused("web page");
        Files.writeString(file(), "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n");
        refused("Git LFS");
        Files.write(file(), new byte[] {(byte) 0x80, 2, (byte) 0x8a, 10, 'l', (byte) 0xfc});
        refused("before 2020");
        Files.write(file(), new byte[0]);
        refused("not a safetensors file");
        assertFalse(assertThrows(MimikaException.class, () -> WeightFile.open(folder.resolve("b.pth")))
                .getMessage()
                .isBlank());
        assertTrue(assertThrows(MimikaException.class, () -> WeightFile.open(folder))
                .getMessage()
                .contains("a folder"));
    }

    private void refused(String why) {
        MimikaException refused = assertThrows(MimikaException.class, () -> WeightFile.open(file()));
        assertTrue(refused.getMessage().contains(why), refused.getMessage());
        assertEquals(1, refused.getMessage().lines().count(), refused.getMessage());
    }

    private void pickle(String latin) throws IOException {
        TorchSave.zip(file(), latin.getBytes(StandardCharsets.ISO_8859_1), Map.of("0", counted(12)));
    }

    /** LONG1 of eight bytes. */
    private static String number(long value) {
        byte[] bytes = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array();
        return "\u008a\u0008" + new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static TorchSave.Tensor view(int[] shape, long[] strides, long offset) {
        return new TorchSave.Tensor("FloatStorage", counted(12), 4, offset, shape, strides);
    }

    /** 0, 1, 2, ... as f32. */
    private static byte[] counted(int count) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            bytes.putFloat(i);
        }
        return bytes.array();
    }

    private static float[] filled(int count, float value) {
        float[] values = new float[count];
        Arrays.fill(values, value);
        return values;
    }
}
