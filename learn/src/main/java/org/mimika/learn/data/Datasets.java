package org.mimika.learn.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.mimika.core.MimikaException;

/** Opens a data set by its path, whatever its layout. */
public final class Datasets {
    /** What {@link #load} accepts, for help texts. */
    public static final String ACCEPTED = "fer2013.csv, icml_face_data.csv, or a folder that holds one of them.";

    private static final List<String> CSV_NAMES = List.of("fer2013.csv", "icml_face_data.csv");

    private Datasets() {}

    /**
     * Reads a whole data set: a CSV file (see {@link Fer2013Csv}) or a folder that holds {@code fer2013.csv} or
     * {@code icml_face_data.csv}.
     *
     * @throws MimikaException with file and row if something is not as it should be
     */
    public static FaceSet load(Path path) {
        if (!Files.exists(path)) {
            throw new MimikaException("no data at " + path + ": expected fer2013.csv, icml_face_data.csv, or a folder");
        }
        if (!Files.isDirectory(path)) {
            return Fer2013Csv.read(path);
        }
        for (String name : CSV_NAMES) {
            if (Files.exists(path.resolve(name))) {
                return Fer2013Csv.read(path.resolve(name));
            }
        }
        throw new MimikaException(path + " holds neither fer2013.csv nor icml_face_data.csv");
    }
}
