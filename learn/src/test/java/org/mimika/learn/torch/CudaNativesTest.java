package org.mimika.learn.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.mimika.core.MimikaException;

class CudaNativesTest {
    @Test
    void whatIsMissingIsSaidInOneLine() {
        says("not on the class path", new CudaNatives(false, false, "", 0));
        says("leave them out", new CudaNatives(true, false, "", 0));
        says(
                "do not load (libcusparse.so.12: cannot open",
                new CudaNatives(true, true, "libcusparse.so.12: cannot open", 0));
        says("driver", new CudaNatives(true, true, "", 0));
    }

    @Test
    void aGpuWithAllThatItNeedsIsTaken() {
        new CudaNatives(true, true, "", 1).require();
    }

    @Test
    void theTestsRunWithoutTheNatives() {
        CudaNatives here = CudaNatives.here();
        assertFalse(here.onClassPath());
        assertEquals(0, here.gpus());
        assertThrows(MimikaException.class, Device.CUDA::require);
        Device.CPU.require();
    }

    private static void says(String expected, CudaNatives natives) {
        String message = assertThrows(MimikaException.class, natives::require).getMessage();
        assertTrue(message.contains(expected), message);
        assertTrue(message.contains("docs/training.md") && message.lines().count() == 1, message);
    }
}
