package org.mimika.learn.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.stream.Collectors;
import org.mimika.core.MimikaException;

/** How records stand in YAML files; failures name the file and what is wrong in it. */
public final class Yaml {
    private static final ObjectMapper MAPPER = YAMLMapper.builder(new YAMLFactory()
                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                    .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES))
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .build();

    private Yaml() {}

    static String format(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not writable as YAML: " + value, e);
        }
    }

    /**
     * The keys and values of a file; none if it is empty.
     *
     * @param where the file, for messages
     * @throws MimikaException if it is not YAML
     */
    public static ObjectNode parse(InputStream in, String where) throws IOException {
        JsonNode tree = tree(in, where);
        if (tree == null || tree.isMissingNode() || tree.isNull()) {
            return MAPPER.createObjectNode(); // an empty file
        }
        if (tree instanceof ObjectNode object) {
            return object;
        }
        throw new MimikaException(where + ": expected keys and values");
    }

    /** Whatever stands in a file; of an empty one nothing. */
    static JsonNode tree(InputStream in, String where) throws IOException {
        try {
            return MAPPER.readTree(in);
        } catch (JsonProcessingException e) {
            String why = e.getOriginalMessage().replaceFirst("^(\\w+\\.)+\\w+: ", "");
            throw new MimikaException(where + " is not YAML: " + why, e);
        }
    }

    /**
     * A record of these keys and values.
     *
     * @param where the file, for messages
     * @throws MimikaException if a key is unknown, or the record refuses a value; the message names it
     */
    public static <T> T convert(ObjectNode tree, Class<T> type, String where) {
        try {
            return MAPPER.treeToValue(tree, type);
        } catch (JsonProcessingException e) {
            Throwable root = e;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            String why = root instanceof JsonProcessingException json ? json.getOriginalMessage() : root.getMessage();
            String line = why.startsWith("Cannot map `null`")
                    ? "it has no value"
                    : why.lines().findFirst().orElse("bad value");
            throw new MimikaException(where + ": " + key(e) + line, e);
        }
    }

    /** The dotted key of a value that is not of its type; empty where a record itself refused it and names it. */
    private static String key(JsonProcessingException e) {
        return e instanceof MismatchedInputException mismatch
                ? mismatch.getPath().stream()
                                .map(JsonMappingException.Reference::getFieldName)
                                .collect(Collectors.joining("."))
                        + ": "
                : "";
    }
}
