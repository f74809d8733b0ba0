package org.mimika.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mimika.learn.compare.Training.Epoch;

class TrainingCurveTest {
    @Test
    void readsTheMetadataOfAnExport() {
        assertEquals(
                List.of(
                        new Epoch(1, 0.25, Double.NaN, Double.NaN, Double.NaN),
                        new Epoch(2, 0.5, Double.NaN, Double.NaN, Double.NaN)),
                TrainingCurve.ofMetadata("0.25, 0.5"));
        assertEquals(List.of(), TrainingCurve.ofMetadata(""));
        assertEquals(List.of(), TrainingCurve.ofMetadata("0.25,good"));
    }
}
