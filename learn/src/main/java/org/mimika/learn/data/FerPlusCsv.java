package org.mimika.learn.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.mimika.core.MimikaException;

/**
 * Reads the votes of FER+ from {@code fer2013new.csv}: columns {@code Usage,Image name} and the ten of
 * {@link FerPlusVotes#COLUMNS}, one row a face, in the order of {@code fer2013.csv}.
 *
 * <p>Votes belong to faces by their place within the split: the n-th row of Training to the n-th face of Training.
 * Splits that the set of faces lacks are passed over, so that the whole file serves a set without PrivateTest.
 */
public final class FerPlusCsv {
    private static final int FIRST_VOTE = 2;
    private static final int COLUMNS = FIRST_VOTE + FerPlusVotes.COLUMNS.size();

    private FerPlusCsv() {}

    /**
     * Reads the votes for these faces.
     *
     * @return one row a face, by the rows of {@code faces}
     * @throws MimikaException with file and row if a row is not as it should be, or if a split that {@code faces} has
     *     counts more or fewer rows
     */
    public static FerPlusVotes read(Path file, FaceSet faces) {
        float[] votes = new float[faces.size() * FerPlusVotes.COLUMNS.size()];
        int[] seen = new int[Split.all().size()];
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            checkHeader(file, lines.readLine());
            int line = 1;
            for (String text = lines.readLine(); text != null; text = lines.readLine()) {
                line++;
                if (!text.isBlank()) {
                    read(
                            text.split(",", -1),
                            file + ": row " + (line - 1) + " (line " + line + "): ",
                            faces,
                            seen,
                            votes);
                }
            }
        } catch (MalformedInputException e) {
            throw new MimikaException(file + " is not a text file; expected FER+ votes (fer2013new.csv)", e);
        } catch (IOException e) {
            throw new MimikaException("cannot read " + file + ": " + MimikaException.reason(e), e);
        }
        checkCounts(file, faces, seen);
        return new FerPlusVotes(votes);
    }

    private static void checkHeader(Path file, String header) {
        List<String> names = header == null
                ? List.of()
                : Arrays.stream(header.split(",", -1)).map(String::strip).toList();
        if (names.size() != COLUMNS
                || !names.get(0).equals("Usage")
                || !names.subList(FIRST_VOTE, COLUMNS).equals(FerPlusVotes.COLUMNS)) {
            throw new MimikaException(file + ": expected a header with the columns Usage, Image name, "
                    + String.join(", ", FerPlusVotes.COLUMNS));
        }
    }

    private static void read(String[] fields, String where, FaceSet faces, int[] seen, float[] votes) {
        if (fields.length != COLUMNS) {
            throw new MimikaException(where + fields.length + " columns, expected " + COLUMNS);
        }
        Split split;
        try {
            split = Split.fromUsage(fields[0].strip());
        } catch (MimikaException e) {
            throw new MimikaException(where + e.getMessage(), e);
        }
        FaceView view = faces.split(split);
        int at = seen[split.ordinal()]++;
        for (int column = 0; column < FerPlusVotes.COLUMNS.size(); column++) {
            float vote = vote(fields[FIRST_VOTE + column].strip(), where, FerPlusVotes.COLUMNS.get(column));
            if (at < view.size()) {
                votes[view.row(at) * FerPlusVotes.COLUMNS.size() + column] = vote;
            }
        }
    }

    private static float vote(String text, String where, String column) {
        if (text.isEmpty() || text.length() > 4 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new MimikaException(
                    where + column + " is '" + text.toLowerCase(Locale.ROOT) + "', expected a number of votes");
        }
        return Integer.parseInt(text);
    }

    private static void checkCounts(Path file, FaceSet faces, int[] seen) {
        for (Split split : Split.all()) {
            int wanted = faces.split(split).size();
            int found = seen[split.ordinal()];
            if (wanted > 0 && wanted != found) {
                throw new MimikaException(file + ": " + found + " rows of " + split.usage() + " for " + wanted
                        + " faces; the votes must belong to the same data");
            }
        }
    }
}
