package org.mimika.learn.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.mimika.core.MimikaException;

/**
 * Reads recipes. A recipe file states only where it differs from {@code defaults.yaml}, which lies beside this class
 * and names every key; an unknown key is refused.
 */
public final class Recipes {
    private static final ObjectMapper YAML = YAMLMapper.builder(
                    new YAMLFactory().disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER))
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private Recipes() {}

    /**
     * The recipe of a bundled name ({@code hybrid}) or of a file, with single values replaced.
     *
     * @param nameOrFile which recipe
     * @param overrides values by dotted key, {@code optimiser.rate}; they win over the recipe
     * @throws MimikaException for an unknown recipe, an unknown key or a bad value, naming it
     */
    public static Recipe load(String nameOrFile, Map<String, String> overrides) {
        ObjectNode tree = bundled("defaults");
        Path file = Path.of(nameOrFile);
        if (Files.isRegularFile(file)) {
            merge(tree, parse(file), "", file.toString());
        } else {
            merge(tree, bundled(nameOrFile), "", nameOrFile);
        }
        overrides.forEach((key, value) -> merge(tree, nested(key, value), "", "--set"));
        try {
            return YAML.treeToValue(tree, Recipe.class);
        } catch (JsonProcessingException e) {
            Throwable root = e;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            String why = root instanceof JsonProcessingException json ? json.getOriginalMessage() : root.getMessage();
            throw new MimikaException(
                    "recipe " + nameOrFile + ": " + why.lines().findFirst().orElse(""), e);
        }
    }

    /** The recipe as YAML, every value stated. */
    public static String format(Recipe recipe) {
        try {
            return YAML.writeValueAsString(recipe);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a recipe is always writable", e);
        }
    }

    private static ObjectNode bundled(String name) {
        try (InputStream in = Recipes.class.getResourceAsStream("recipes/" + name + ".yaml")) {
            if (in == null) {
                throw new MimikaException("no recipe '" + name + "': neither a file nor a bundled recipe");
            }
            return object(YAML.readTree(in), name);
        } catch (IOException e) {
            throw new MimikaException("recipe " + name + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static ObjectNode parse(Path file) {
        try {
            return object(YAML.readTree(file.toFile()), file.toString());
        } catch (JsonProcessingException e) {
            throw new MimikaException("recipe " + file + " is not YAML: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new MimikaException("recipe " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static ObjectNode object(JsonNode tree, String where) {
        if (tree == null || tree.isMissingNode() || tree.isNull()) {
            return YAML.createObjectNode(); // an empty file: nothing differs
        }
        if (tree instanceof ObjectNode object) {
            return object;
        }
        throw new MimikaException("recipe " + where + ": expected keys and values");
    }

    private static ObjectNode nested(String key, String value) {
        ObjectNode root = YAML.createObjectNode();
        ObjectNode at = root;
        String[] path = key.split("\\.");
        for (int i = 0; i < path.length - 1; i++) {
            at = at.putObject(path[i]);
        }
        at.put(path[path.length - 1], value);
        return root;
    }

    /** Puts the values of {@code changes} into {@code target}, which must have each of their keys. */
    private static void merge(ObjectNode target, ObjectNode changes, String path, String where) {
        changes.properties().forEach(change -> {
            String key = path + change.getKey();
            JsonNode old = target.get(change.getKey());
            if (old == null) {
                throw new MimikaException("recipe " + where + ": unknown key '" + key + "'; known here: "
                        + String.join(", ", (Iterable<String>) target::fieldNames));
            }
            if (old instanceof ObjectNode inner) {
                if (!(change.getValue() instanceof ObjectNode changedInner)) {
                    throw new MimikaException("recipe " + where + ": '" + key + "' is a group of values");
                }
                merge(inner, changedInner, key + ".", where);
            } else {
                target.set(change.getKey(), change.getValue());
            }
        });
    }
}
