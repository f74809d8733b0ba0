package org.mimika.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mimika.bench.cases.TrainingWorkload;
import org.mimika.learn.torch.TorchOps;

class TrainingWorkloadTest {
    @ParameterizedTest
    @EnumSource(TorchOps.Layout.class)
    void runsAgainAndAgain(TorchOps.Layout layout) {
        try (TrainingWorkload work = new TrainingWorkload("hybrid-tiny", 2, layout, false)) {
            assertEquals(2, work.run());
            assertEquals(2, work.run());
        }
    }
}
