package org.mimika.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServeCommandTest {
    @ParameterizedTest
    @CsvSource({"--port,-1", "--port,65536", "--port,http", "--threads,0", "--threads,100000"})
    void numbersOutsideTheirLimitsAreWrongUsage(String option, String number) {
        Run run = Run.of("serve", option, number);
        assertEquals(2, run.code(), run.err());
        assertTrue(run.err().contains(option) && run.err().contains("expected a whole number from"), run.err());
        assertEquals("", run.out());
    }
}
