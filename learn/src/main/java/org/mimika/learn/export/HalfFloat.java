package org.mimika.learn.export;

/**
 * IEEE 754 binary16, which the JDK knows from version 20 on: 1 bit of sign, 5 of exponent, 10 of fraction. Pure
 * functions.
 */
final class HalfFloat {
    /** The largest finite value. */
    static final float LARGEST = 65504;

    private static final float SMALLEST_NORMAL = 0x1p-14f;
    private static final int FRACTION_BITS = 10;
    private static final int DROPPED_BITS = 23 - FRACTION_BITS;
    private static final int INFINITY = 0x7c00;
    private static final int NAN = 0x7e00;

    private HalfFloat() {}

    /** The nearest half; of two equally near the one with an even fraction; infinite from 65520 on. */
    static short of(float value) {
        int bits = Float.floatToRawIntBits(value);
        int sign = bits >>> 16 & 0x8000;
        float magnitude = Math.abs(value);
        if (Float.isNaN(value)) {
            return (short) (sign | NAN);
        }
        if (magnitude >= LARGEST + 16) { // half-way to 65536, which would be next
            return (short) (sign | INFINITY);
        }
        if (magnitude < SMALLEST_NORMAL) {
            return (short) (sign | (int) Math.rint(magnitude * 0x1p24)); // 1024 of them are the smallest normal
        }
        int rebiased = (bits & 0x7fffffff) - (127 - 15 << 23);
        int kept = rebiased >>> DROPPED_BITS;
        int rest = rebiased & (1 << DROPPED_BITS) - 1;
        int half = 1 << DROPPED_BITS - 1;
        boolean up = rest > half || rest == half && (kept & 1) == 1;
        return (short) (sign | (up ? kept + 1 : kept)); // a carry goes into the exponent, as it should
    }

    /** The value of a half, exact. */
    static float toFloat(short half) {
        int exponent = half >>> FRACTION_BITS & 31;
        int fraction = half & (1 << FRACTION_BITS) - 1;
        float magnitude;
        if (exponent == 31) {
            magnitude = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
        } else if (exponent == 0) {
            magnitude = fraction * 0x1p-24f;
        } else {
            magnitude = Math.scalb((float) (fraction + (1 << FRACTION_BITS)), exponent - 25);
        }
        return half < 0 ? -magnitude : magnitude;
    }
}
