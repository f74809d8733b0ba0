package org.mimika.video.sink;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers with as many decimals as they carry meaning, in no locale's form but with a point. */
final class Decimals {
    private Decimals() {}

    static BigDecimal one(float value) {
        return rounded(value, 1);
    }

    static BigDecimal four(float value) {
        return rounded(value, 4);
    }

    private static BigDecimal rounded(float value, int decimals) {
        return new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN);
    }
}
