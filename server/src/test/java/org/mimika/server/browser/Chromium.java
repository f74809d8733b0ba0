package org.mimika.server.browser;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;

/** Whether the browser tests can run here. */
final class Chromium {
    /** Set by {@code ./check}, which installs both programs: without them the tests fail there. */
    private static final String REQUIRED = "MIMIKA_BROWSER_REQUIRED";

    private Chromium() {}

    /** Skips, with the reason, where the programs lack; fails where they must be there. */
    static void require() {
        boolean there = Files.isExecutable(Browser.CHROMIUM) && Files.isExecutable(Browser.DRIVER);
        String reason = "needs " + Browser.CHROMIUM + " and " + Browser.DRIVER
                + ": install chromium and chromium-driver, as ./check does";
        if (System.getenv(REQUIRED) != null || System.getenv("CI") != null) {
            assertTrue(there, reason);
        }
        assumeTrue(there, reason);
    }
}
