package org.mimika.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimika.core.MimikaException;
import org.mimika.learn.compare.Training.Epoch;

class TrainingCurveTest {
    @TempDir
    Path folder;

    @Test
    void readsColumnsByTheirNames() throws IOException {
        Path csv = Files.writeString(
                folder.resolve("metrics.csv"),
                "epoch,public_accuracy,seconds,train_loss,public_loss,more\n1,0.5,9.5,1.5,1.4,0\n2,0.6,20,1.2,1.1,0\n");
        assertEquals(
                List.of(new Epoch(1, 0.5, 1.5, 1.4, 9.5), new Epoch(2, 0.6, 1.2, 1.1, 20)),
                TrainingCurve.ofMetrics(csv));
        assertEquals(List.of(), TrainingCurve.ofMetrics(folder.resolve("none.csv")));
    }

    @Test
    void namesTheDamagedLine() throws IOException {
        for (String damaged : List.of("2,x", "2", "2,1.5", "0,0.5")) {
            Path csv =
                    Files.writeString(folder.resolve("metrics.csv"), "epoch,public_accuracy\n1,0.5\n" + damaged + "\n");
            MimikaException refused = assertThrows(MimikaException.class, () -> TrainingCurve.ofMetrics(csv));
            assertTrue(refused.getMessage().contains("metrics.csv line 3 is damaged"), refused.getMessage());
        }
    }

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
