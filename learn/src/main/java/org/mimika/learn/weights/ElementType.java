package org.mimika.learn.weights;

import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;

/** How a file stores a number; those that floating-point networks are made of decode to f32. */
public enum ElementType {
    /** IEEE 754, 64 bits; rounded to f32 when read. */
    F64(8, true),
    /** IEEE 754, 32 bits. */
    F32(4, true),
    /** IEEE 754, 16 bits: 5 of exponent, 10 of fraction. */
    F16(2, true),
    /** The upper half of an f32. */
    BF16(2, true),
    /** 8 bits: 5 of exponent, 2 of fraction (Micikevicius et al., "FP8 Formats for Deep Learning", 2022). */
    F8_E5M2(1, true),
    /** 8 bits: 4 of exponent, 3 of fraction, no infinities (likewise). */
    F8_E4M3(1, true),
    /** A counter or an index; never decoded. */
    I64(8, false),
    /** Likewise. */
    U64(8, false),
    /** Likewise. */
    I32(4, false),
    /** Likewise. */
    U32(4, false),
    /** Likewise. */
    I16(2, false),
    /** Likewise. */
    U16(2, false),
    /** Likewise. */
    I8(1, false),
    /** Likewise. */
    U8(1, false),
    /** Likewise. */
    BOOL(1, false);

    private final int bytes;
    private final boolean floating;

    ElementType(int bytes, boolean floating) {
        this.bytes = bytes;
        this.floating = floating;
    }

    /** Bytes of one number. */
    public int bytes() {
        return bytes;
    }

    /** Whether it decodes to f32. */
    public boolean floating() {
        return floating;
    }

    /** The type of this name, as safetensors writes it. */
    static Optional<ElementType> of(String name) {
        for (ElementType type : values()) {
            if (type.name().equals(name)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /**
     * Decodes numbers from the buffer's position on, in its byte order.
     *
     * @param into where they go, from {@code at} on
     */
    void decode(ByteBuffer from, float[] into, int at, int count) {
        for (int i = at; i < at + count; i++) {
            into[i] = switch (this) {
                case F64 -> (float) from.getDouble();
                case F32 -> from.getFloat();
                case F16 -> small(from.getShort() & 0xffff, 5, 10);
                case BF16 -> Float.intBitsToFloat(from.getShort() << 16);
                case F8_E5M2 -> small((from.get() & 0xff) << 8, 5, 10); // an f16 that lost its last eight bits
                case F8_E4M3 -> e4m3(from.get() & 0xff);
                default -> throw new IllegalStateException(name().toLowerCase(Locale.ROOT) + " is no float type");
            };
        }
    }

    /** A float of fewer bits, with subnormals, infinities and NaN as IEEE 754 has them. */
    private static float small(int bits, int exponentBits, int fractionBits) {
        int exponent = bits >> fractionBits & (1 << exponentBits) - 1;
        int fraction = bits & (1 << fractionBits) - 1;
        int bias = (1 << exponentBits - 1) - 1;
        float magnitude;
        if (exponent == (1 << exponentBits) - 1) {
            magnitude = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
        } else if (exponent == 0) {
            magnitude = Math.scalb((float) fraction, 1 - bias - fractionBits);
        } else {
            magnitude = Math.scalb((float) (fraction | 1 << fractionBits), exponent - bias - fractionBits);
        }
        return bits >> exponentBits + fractionBits == 0 ? magnitude : -magnitude;
    }

    /** The highest exponent holds numbers too, but for its last one, which is NaN. */
    private static float e4m3(int bits) {
        int magnitude = bits & 0x7f;
        if (magnitude == 0x7f) {
            return Float.NaN;
        }
        int exponent = magnitude >> 3;
        int fraction = magnitude & 7;
        float value =
                exponent == 0 ? Math.scalb((float) fraction, -9) : Math.scalb((float) (fraction | 8), exponent - 10);
        return bits > 0x7f ? -value : value;
    }
}
