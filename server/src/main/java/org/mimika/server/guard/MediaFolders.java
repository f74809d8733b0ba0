package org.mimika.server.guard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mimika.core.MimikaException;

/**
 * The folders that files may be opened from by those who ask over the network.
 *
 * <p>What lies elsewhere is refused in the same words whether it exists or not. Links are followed first, so that none
 * leads out; somebody who may write into a folder can still swap a file after it was judged, and is trusted not to.
 * Immutable.
 */
public final class MediaFolders {
    private final List<Path> given = new ArrayList<>();
    private final List<Path> real = new ArrayList<>();

    /**
     * Folders that exist now.
     *
     * @param folders none if no file may be opened
     * @throws MimikaException if one is missing or no folder
     */
    public MediaFolders(List<Path> folders) {
        for (Path folder : folders) {
            try {
                Path found = folder.toRealPath();
                if (!Files.isDirectory(found)) {
                    throw new MimikaException(folder + " is no folder: --media expects one");
                }
                real.add(found);
                given.add(folder.toAbsolutePath().normalize());
            } catch (IOException e) {
                throw new MimikaException("--media " + folder + ": " + MimikaException.reason(e), e);
            }
        }
    }

    /** Whether no file may be opened at all. */
    public boolean isEmpty() {
        return real.isEmpty();
    }

    /**
     * The file that a path means, with every link followed.
     *
     * @param text absolute, or relative to a folder of media; the first folder that has it wins
     * @throws MimikaException if it is outside of the folders, missing, or no regular file
     */
    public Path file(String text) {
        if (isEmpty()) {
            throw new MimikaException("files are not opened over the network: start the server with --media FOLDER");
        }
        Path path = path(text);
        boolean inside = false;
        for (int i = 0; i < real.size(); i++) {
            Path candidate = given.get(i).resolve(path).normalize();
            if (!candidate.startsWith(given.get(i)) && !candidate.startsWith(real.get(i))) {
                continue;
            }
            inside |= leadsInside(candidate);
            if (Files.exists(candidate)) {
                return regular(text, candidate);
            }
        }
        throw inside ? new MimikaException(text + ": no such file in the folders of media") : outside(text);
    }

    private Path regular(String text, Path candidate) {
        try {
            Path found = candidate.toRealPath();
            if (real.stream().noneMatch(found::startsWith)) {
                throw outside(text);
            }
            if (!Files.isRegularFile(found)) { // a pipe would block who opens it
                throw new MimikaException(text + " is no regular file");
            }
            return found;
        } catch (IOException e) {
            throw new MimikaException(text + ": " + MimikaException.reason(e), e);
        }
    }

    /** Whether the nearest folder that exists is inside: a link that leads out must not tell what is missing there. */
    private boolean leadsInside(Path candidate) {
        Path nearest = candidate;
        while (!Files.exists(nearest)) {
            nearest = nearest.getParent();
        }
        try {
            Path found = nearest.toRealPath();
            return real.stream().anyMatch(found::startsWith);
        } catch (IOException e) {
            return false;
        }
    }

    private static Path path(String text) {
        try {
            if (text.isBlank() || text.length() > 4096 || text.chars().anyMatch(Character::isISOControl)) {
                throw new MimikaException(
                        "the path is empty, too long or has control characters: expected the name" + " of a file");
            }
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new MimikaException("the path is not understood: " + e.getReason(), e);
        }
    }

    private static MimikaException outside(String text) {
        return new MimikaException(
                text + " is outside of the folders of media: start the server with --media and the folder it is in");
    }
}
