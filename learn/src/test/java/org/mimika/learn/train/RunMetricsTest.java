package org.mimika.learn.train;

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

class RunMetricsTest {
    @TempDir
    Path folder;

    @Test
    void readsWhatEpochsWrite() throws IOException {
        List<EpochReport> epochs = List.of(
                new EpochReport(1, 0.001, 1.5, 1.4, 0.5, 9.5), new EpochReport(2, 0.0005, 1.25, 1.125, 0.625, 20));
        String text = EpochReport.HEADER + "\n" + epochs.get(0).csv() + "\n"
                + epochs.get(1).csv() + "\n";
        assertEquals(epochs, RunMetrics.read(Files.writeString(folder.resolve("metrics.csv"), text)));
        assertEquals(List.of(), RunMetrics.read(folder.resolve("none.csv")));
    }

    @Test
    void goesByTheColumnsNames() throws IOException {
        Path csv = Files.writeString(folder.resolve("metrics.csv"), "public_accuracy,more,epoch\n0.5,7,1\n");
        EpochReport epoch = RunMetrics.read(csv).get(0);
        assertEquals(new EpochReport(1, Double.NaN, Double.NaN, Double.NaN, 0.5, Double.NaN), epoch);
    }

    @Test
    void namesTheDamagedLine() throws IOException {
        for (String damaged : List.of("2,x", "2", "2,1.5", "0,0.5", "1,0.5")) {
            String text = "epoch,public_accuracy\n1,0.5\n" + damaged + "\n";
            Path csv = Files.writeString(folder.resolve("metrics.csv"), text);
            MimikaException refused = assertThrows(MimikaException.class, () -> RunMetrics.read(csv));
            assertTrue(refused.getMessage().contains("metrics.csv line 3 is damaged"), refused.getMessage());
        }
    }
}
