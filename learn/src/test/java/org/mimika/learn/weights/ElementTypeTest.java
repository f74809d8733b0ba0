package org.mimika.learn.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

/** Every number of the small float types, against LibTorch's conversion. */
class ElementTypeTest {
    @Test
    void sixteenBitsDecodeAsLibTorchDecodesThem() {
        assertDecodesAsTorch(ElementType.F16, torch.ScalarType.Half, torch.ScalarType.Short, 1 << 16);
        assertDecodesAsTorch(ElementType.BF16, torch.ScalarType.BFloat16, torch.ScalarType.Short, 1 << 16);
    }

    @Test
    void eightBitsDecodeAsLibTorchDecodesThem() {
        assertDecodesAsTorch(ElementType.F8_E5M2, torch.ScalarType.Float8_e5m2, torch.ScalarType.Byte, 1 << 8);
        assertDecodesAsTorch(ElementType.F8_E4M3, torch.ScalarType.Float8_e4m3fn, torch.ScalarType.Byte, 1 << 8);
    }

    private static void assertDecodesAsTorch(
            ElementType type, torch.ScalarType torchType, torch.ScalarType bits, int count) {
        ByteBuffer bytes = ByteBuffer.allocate(count * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            if (type.bytes() == 1) {
                bytes.put((byte) i);
            } else {
                bytes.putShort((short) i);
            }
        }
        float[] decoded = new float[count];
        type.decode(bytes.flip(), decoded, 0, count);
        try (PointerScope scope = new PointerScope()) {
            int[] all = new int[count];
            for (int i = 0; i < count; i++) {
                all[i] = type.bytes() == 1 ? i : (short) i;
            }
            Tensor expected = Tensor.create(all, count).to(bits).view(torchType).to(torch.ScalarType.Float);
            java.nio.FloatBuffer values = expected.createBuffer();
            for (int i = 0; i < count; i++) {
                assertEquals(values.get(i), decoded[i], type + " " + Integer.toHexString(i)); // NaN equals NaN
            }
        }
    }
}
