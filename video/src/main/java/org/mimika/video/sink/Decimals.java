package org.mimika.video.sink;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers with as many decimals as they carry meaning, in no locale's form but with a point. */
public final class Decimals {
    private Decimals() {}

    /** With one decimal, as boxes have: a tenth of a pixel. */
    public static BigDecimal one(float value) {
        return rounded(value, 1);
    }

    /** With four decimals, as scores have. */
    public static BigDecimal four(float value) {
        return rounded(value, 4);
    }

    private static BigDecimal rounded(float value, int decimals) {
        return new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN);
    }
}
