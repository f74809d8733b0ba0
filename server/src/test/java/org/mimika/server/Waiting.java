package org.mimika.server;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Assertions;

/** Waiting for what comes true at some time, however slow the machine is. */
final class Waiting {
    private Waiting() {}

    /**
     * Returns as soon as it holds.
     *
     * @param otherwise what is the matter where it does not within {@value TestClient#PATIENCE_SECONDS} seconds
     */
    static void within(String otherwise, BooleanSupplier holds) {
        long deadline = System.nanoTime()
                + Duration.ofSeconds(TestClient.PATIENCE_SECONDS).toNanos();
        while (!holds.getAsBoolean()) {
            Assertions.assertTrue(System.nanoTime() < deadline, otherwise);
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
