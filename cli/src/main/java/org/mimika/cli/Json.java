package org.mimika.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.mimika.learn.compare.ReportJson;

/**
 * How results become JSON: records by their components, names in snake_case ({@code macroF1} is {@code macro_f1}),
 * undefined figures (NaN) as null, since JSON has no NaN.
 */
public final class Json {
    /** The target that stands for standard output. */
    static final String STDOUT = "-";

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .addModule(ReportJson.undefinedAsNull())
            .build();

    private Json() {}

    /** The JSON text of a value, indented, ending without a line feed. */
    public static String text(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not serialisable: " + value.getClass(), e);
        }
    }

    /** The JSON text of a value on a single line, for streams that are read line by line. */
    static String line(Object value) {
        try {
            return MAPPER.writer().without(SerializationFeature.INDENT_OUTPUT).writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not serialisable: " + value.getClass(), e);
        }
    }

    /**
     * Writes a value to a file, or to standard output where {@code target} is {@link #STDOUT}. The file appears whole
     * or not at all.
     *
     * @throws org.mimika.core.MimikaException if the file cannot be written
     */
    static void write(Object value, String target, Console console) {
        String text = text(value);
        if (target.equals(STDOUT)) {
            console.out().println(text);
            return;
        }
        WholeFile.write(Path.of(target), (text + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
