package org.mimika.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DownloadsTest {
    @ParameterizedTest
    @CsvSource({
        "Front door, mimika-front-door-20261122-0930.csv",
        "'../../etc/\"passwd\"\r\nX: y', mimika-etc-passwd-x-y-20261122-0930.csv",
        "Café #2, mimika-cafe-2-20261122-0930.csv",
        "камера, mimika-20261122-0930.csv",
        "0123456789012345678901234567890123456789abc, mimika-0123456789012345678901234567890123456789-20261122-0930.csv"
    })
    void aFileIsNamedByItsSourceAndWhenItBegan(String source, String name) {
        Instant started = Instant.parse("2026-11-22T09:30:59Z");
        assertEquals(name, new Downloads.Of(source, started).fileName("csv"));
    }
}
