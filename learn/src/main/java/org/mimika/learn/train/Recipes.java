package org.mimika.learn.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.mimika.core.MimikaException;
import org.mimika.learn.zoo.Zoo;

/**
 * Reads recipes. A recipe file states only where it differs from {@code recipes/defaults.yaml}, which names and
 * explains every key; an unknown key is refused.
 */
public final class Recipes {
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]+");

    private Recipes() {}

    /** A recipe as YAML, every value stated. */
    public static String text(Recipe recipe) {
        return Yaml.format(recipe);
    }

    /**
     * The recipe of a bundled name ({@code hybrid}) or of a file, with single values replaced. A file beside that has
     * a bundled recipe's name is meant only with its path, {@code ./hybrid}.
     *
     * @param nameOrFile which recipe
     * @param overrides values by dotted key, {@code optimiser.rate}; they win over the recipe
     * @throws MimikaException for an unknown recipe, an unknown key or a bad value, naming it
     */
    public static Recipe load(String nameOrFile, Map<String, String> overrides) {
        String where = "recipe " + nameOrFile;
        ObjectNode tree = parse(bundled("defaults"), where);
        merge(tree, read(nameOrFile, where), "", where);
        overrides.forEach((key, value) -> merge(tree, nested(key, value), "", "--set " + key));
        Recipe recipe = Yaml.convert(tree, Recipe.class, where);
        Zoo.require(recipe.model());
        return recipe;
    }

    /** Whether a recipe of this name is bundled. */
    public static boolean isBundled(String name) {
        return NAME.matcher(name).matches() && Recipes.class.getResource("recipes/" + name + ".yaml") != null;
    }

    private static ObjectNode read(String nameOrFile, String where) {
        InputStream bundled = NAME.matcher(nameOrFile).matches() ? bundled(nameOrFile) : null;
        if (bundled != null) {
            return parse(bundled, where);
        }
        Path file = Path.of(nameOrFile);
        if (!Files.isRegularFile(file)) {
            throw new MimikaException("no " + where + ": neither a bundled recipe nor a file");
        }
        try {
            return parse(Files.newInputStream(file), where);
        } catch (IOException e) {
            throw new MimikaException(where + " cannot be read: " + MimikaException.reason(e), e);
        }
    }

    private static InputStream bundled(String name) {
        return Recipes.class.getResourceAsStream("recipes/" + name + ".yaml");
    }

    /** Closes the stream. */
    private static ObjectNode parse(InputStream in, String where) {
        try (in) {
            return Yaml.parse(in, where);
        } catch (IOException e) {
            throw new MimikaException(where + " cannot be read: " + MimikaException.reason(e), e);
        }
    }

    private static ObjectNode nested(String key, String value) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ObjectNode at = root;
        String[] path = key.split("\\.", -1);
        for (int i = 0; i < path.length - 1; i++) {
            at = at.putObject(path[i]);
        }
        at.put(path[path.length - 1], value);
        return root;
    }

    /** Puts the values of {@code changes} into {@code target}, which must have each of their keys. */
    private static void merge(ObjectNode target, ObjectNode changes, String path, String where) {
        for (Map.Entry<String, JsonNode> change : changes.properties()) {
            String key = path + change.getKey();
            JsonNode old = target.get(change.getKey());
            if (old == null) {
                throw new MimikaException(where + ": unknown key '" + key + "'; known here: "
                        + String.join(", ", (Iterable<String>) target::fieldNames));
            }
            if (old instanceof ObjectNode inner) {
                if (!(change.getValue() instanceof ObjectNode changedInner)) {
                    throw new MimikaException(where + ": '" + key + "' is a group of values, not one");
                }
                merge(inner, changedInner, key + ".", where);
            } else if (change.getValue().isContainerNode()) {
                throw new MimikaException(where + ": '" + key + "' is one value, not a group");
            } else {
                target.set(change.getKey(), change.getValue());
            }
        }
    }
}
