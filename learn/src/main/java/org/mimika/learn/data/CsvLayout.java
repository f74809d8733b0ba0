package org.mimika.learn.data;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.mimika.core.MimikaException;

/**
 * Which column of a CSV file holds what, read from its header line.
 *
 * @param columns how many columns a row has
 * @param emotion index of the label column
 * @param pixels index of the pixel column
 * @param usage index of the split column
 */
record CsvLayout(int columns, int emotion, int pixels, int usage) {
    /**
     * Finds the columns by name; order, case, blanks and quotes around a name do not matter.
     *
     * @throws MimikaException if a column is missing
     */
    static CsvLayout of(String header, String file) {
        List<String> names = Arrays.stream(header.split(",", -1))
                .map(name ->
                        name.replace("\uFEFF", "").replace("\"", "").strip().toLowerCase(Locale.ROOT))
                .toList();
        CsvLayout layout =
                new CsvLayout(names.size(), names.indexOf("emotion"), names.indexOf("pixels"), names.indexOf("usage"));
        if (layout.emotion < 0 || layout.pixels < 0 || layout.usage < 0) {
            String shown = header.length() > 80 ? header.substring(0, 80) + "..." : header;
            throw new MimikaException(file + ": expected a header with the columns emotion, pixels and Usage, found '"
                    + shown.strip().replaceAll("[\\p{Cntrl}\\uFFFD]", "?") + "'");
        }
        return layout;
    }
}
