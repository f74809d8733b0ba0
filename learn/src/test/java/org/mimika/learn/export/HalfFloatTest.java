package org.mimika.learn.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HalfFloatTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0x0000",
        "-0.0, 0x8000",
        "1, 0x3c00",
        "-2, 0xc000",
        "65504, 0x7bff",
        "65519.996, 0x7bff",
        "65520, 0x7c00",
        "6.1035156e-5, 0x0400", // the smallest normal
        "6.097555e-5, 0x03ff", // the largest subnormal
        "5.9604645e-8, 0x0001",
        "2.9802322e-8, 0x0000", // half of the smallest: to even
        "1.00048828125, 0x3c00", // half-way to the next: to even
        "1.00146484375, 0x3c02",
        "2047.9999, 0x6800", // carries into the exponent
        "NaN, 0x7e00"
    })
    void knownValues(float value, String bits) {
        assertEquals(Integer.decode(bits), HalfFloat.of(value) & 0xffff);
    }

    @Test
    void everyHalfComesBackAsItself() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            float value = HalfFloat.toFloat((short) bits);
            if (Float.isNaN(value)) {
                assertTrue(Float.isNaN(HalfFloat.toFloat(HalfFloat.of(value))));
            } else {
                assertEquals((short) bits, HalfFloat.of(value));
            }
        }
    }

    @Property(tries = 500)
    void roundsAsLibTorchDoes(@ForAll @FloatRange(min = -70000, max = 70000) float value, @ForAll byte exponent) {
        float[] tried = {value, Math.scalb(value, exponent / 4)};
        try (PointerScope scope = new PointerScope()) {
            Tensor rounded = Tensor.create(tried).to(torch.ScalarType.Half).to(torch.ScalarType.Float);
            for (int i = 0; i < tried.length; i++) {
                float expected = rounded.get(i).item_float();
                assertEquals(expected, HalfFloat.toFloat(HalfFloat.of(tried[i])), () -> "of " + tried[0]);
            }
        }
    }
}
