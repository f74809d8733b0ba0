package org.mimika.learn.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.mimika.core.MimikaException;

/** Opens a data set by its path, whatever its layout. */
public final class Datasets {
    /** What {@link #load} accepts, for help texts. */
    public static final String ACCEPTED = "fer2013.csv, icml_face_data.csv, a folder that holds one of them, or a"
            + " folder with one sub-folder of images per class, with or without train/ and test/ above them.";

    private static final List<String> CSV_NAMES = List.of("fer2013.csv", "icml_face_data.csv");
    private static final String VOTES_NAME = "fer2013new.csv";

    private Datasets() {}

    /**
     * Reads a whole data set: a CSV file (see {@link Fer2013Csv}); a folder that holds {@code fer2013.csv} or
     * {@code icml_face_data.csv}; or, where there is neither, class folders (see {@link ClassFolders}).
     *
     * @throws MimikaException with file and row if something is not as it should be
     */
    public static FaceSet load(Path path) {
        if (!Files.exists(path)) {
            throw new MimikaException("no data at " + path + ": expected " + ACCEPTED);
        }
        Optional<Path> csv = csv(path);
        return csv.isPresent() ? Fer2013Csv.read(csv.get()) : ClassFolders.read(path);
    }

    /**
     * Reads a whole data set from CSV and the FER+ votes from {@code fer2013new.csv} beside it.
     *
     * @throws MimikaException also if the votes are missing or do not fit the faces
     */
    public static FaceSet loadWithVotes(Path path) {
        return withVotes(path, load(path));
    }

    /**
     * The faces that {@link #load} gave for this path, with the FER+ votes from {@code fer2013new.csv} beside it.
     *
     * @throws MimikaException if the votes are missing or do not fit the faces
     */
    public static FaceSet withVotes(Path path, FaceSet faces) {
        Path csv = csv(path)
                .orElseThrow(() -> new MimikaException(
                        path + " holds class folders; FER+ votes go by the rows of fer2013.csv, which is needed"));
        Path votes = csv.toAbsolutePath().resolveSibling(VOTES_NAME);
        if (!Files.exists(votes)) {
            throw new MimikaException("no FER+ votes at " + votes + ": put " + VOTES_NAME + " beside " + csv);
        }
        return faces.withVotes(FerPlusCsv.read(votes, faces));
    }

    private static Optional<Path> csv(Path path) {
        if (!Files.isDirectory(path)) {
            return Optional.of(path);
        }
        return CSV_NAMES.stream().map(path::resolve).filter(Files::exists).findFirst();
    }
}
