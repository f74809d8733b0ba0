package org.mimika.server.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimika.core.MimikaException;

class MediaFoldersTest {
    @TempDir
    Path root;

    private Path media;
    private Path clip;
    private Path secret;

    @BeforeEach
    void lay() throws IOException {
        root = root.toRealPath();
        media = Files.createDirectory(root.resolve("media"));
        clip = Files.writeString(Files.createDirectory(media.resolve("a")).resolve("clip.mp4"), "x");
        Files.createDirectory(root.resolve("media2"));
        secret = Files.writeString(root.resolve("media2/secret"), "x");
    }

    private String refusal(MediaFolders folders, String text) {
        return assertThrows(MimikaException.class, () -> folders.file(text)).getMessage();
    }

    @Test
    void filesInsideAreFoundByEitherName() {
        MediaFolders folders = new MediaFolders(List.of(root.resolve("media2"), media));
        assertEquals(clip, folders.file(clip.toString()));
        assertEquals(clip, folders.file("a/clip.mp4"));
        assertEquals(clip, folders.file("a/../a/./clip.mp4"));
    }

    @Test
    void whatIsOutsideIsRefusedWhetherItExistsOrNot() {
        MediaFolders folders = new MediaFolders(List.of(media));
        for (String text : List.of(secret.toString(), "../media2/secret", "../media2/none", "/etc/none", "a/../../x")) {
            assertEquals(
                    text + " is outside of the folders of media: start the server with --media and the folder it is in",
                    refusal(folders, text));
        }
    }

    @Test
    void linksDoNotLeadOut() throws IOException {
        MediaFolders folders = new MediaFolders(List.of(media));
        Files.createSymbolicLink(media.resolve("file"), secret);
        Files.createSymbolicLink(media.resolve("folder"), root.resolve("media2"));
        Files.createSymbolicLink(media.resolve("within"), clip);
        assertTrue(refusal(folders, "file").contains("outside"));
        assertTrue(refusal(folders, "folder/secret").contains("outside"));
        assertTrue(refusal(folders, "folder/none").contains("outside"));
        assertEquals(clip, folders.file("within"));
    }

    @Test
    void aFolderNamedThroughALinkIsTheSameFolder() throws IOException {
        Path link = Files.createSymbolicLink(root.resolve("link"), media);
        MediaFolders folders = new MediaFolders(List.of(link));
        assertEquals(clip, folders.file(link.resolve("a/clip.mp4").toString()));
        assertEquals(clip, folders.file(clip.toString()));
    }

    @Test
    void whatIsNoFileIsRefused() {
        MediaFolders folders = new MediaFolders(List.of(media));
        assertEquals("b.mp4: no such file in the folders of media", refusal(folders, "b.mp4"));
        assertEquals("a is no regular file", refusal(folders, "a"));
        for (String odd : List.of("", " ", "a\0b", "a\nb", "x".repeat(5000))) {
            assertEquals(1, refusal(folders, odd).lines().count());
        }
    }

    @Test
    void withoutFoldersNothingIsOpened() {
        MediaFolders none = new MediaFolders(List.of());
        assertTrue(none.isEmpty());
        assertTrue(refusal(none, clip.toString()).contains("--media"));
    }

    @Test
    void foldersExist() {
        assertThrows(MimikaException.class, () -> new MediaFolders(List.of(clip)));
        assertThrows(MimikaException.class, () -> new MediaFolders(List.of(root.resolve("none"))));
    }
}
