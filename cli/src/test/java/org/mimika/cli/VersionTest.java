package org.mimika.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VersionTest {
    @Test
    void namesTheCommitAndWhetherFilesDifferedFromIt() {
        assertEquals("1.0+abc1234", number("1.0+abc1234", "false"));
        assertEquals("1.0+abc1234-dirty", number("1.0+abc1234", "true"));
        assertEquals("1.0", number("1.0+${git.commit.id.abbrev}", "${git.dirty}")); // without Git
        assertEquals("development", Version.number());
    }

    @Test
    void buildsFromChangedFilesAreToldApart(@TempDir Path folder) throws IOException {
        Path ours = Files.writeString(folder.resolve("mimika-core.jar"), "one");
        Path theirs = Files.writeString(folder.resolve("other.jar"), "one");
        String classPath = ours + File.pathSeparator + theirs + File.pathSeparator + folder.resolve("mimika-none.jar");
        String dirty = Version.build("1.0+abc1234-dirty", classPath);
        assertTrue(dirty.startsWith("1.0+abc1234-dirty "), dirty);
        Files.writeString(theirs, "two");
        assertEquals(dirty, Version.build("1.0+abc1234-dirty", classPath));
        Files.writeString(ours, "two");
        assertNotEquals(dirty, Version.build("1.0+abc1234-dirty", classPath));
        assertEquals("1.0+abc1234", Version.build("1.0+abc1234", classPath));
    }

    private static String number(String version, String dirty) {
        Attributes manifest = new Attributes();
        manifest.putValue("Implementation-Version", version);
        manifest.putValue("Git-Dirty", dirty);
        return Version.number(manifest);
    }
}
