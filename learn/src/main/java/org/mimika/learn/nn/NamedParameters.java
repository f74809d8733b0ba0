package org.mimika.learn.nn;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The parameters of a layer and of all layers within it, each under the path of fields that leads to it: {@code
 * blocks.0.attention.query.weight}. Names come from fields, so that a layer added elsewhere leaves old files readable.
 */
public final class NamedParameters {
    private NamedParameters() {}

    /** The parameters by name, in the order of the names. */
    public static Map<String, Parameter> of(Layer root) {
        Map<String, Parameter> found = new TreeMap<>();
        collect("", root, found);
        return Collections.unmodifiableMap(found);
    }

    private static void collect(String path, Object value, Map<String, Parameter> found) {
        if (value instanceof Parameter parameter) {
            found.put(path, parameter);
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                collect(join(path, Integer.toString(i)), list.get(i), found);
            }
        } else if (value instanceof Layer) {
            for (Field field : value.getClass().getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    collect(join(path, field.getName()), read(field, value), found);
                }
            }
        }
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static Object read(Field field, Object owner) {
        try {
            field.setAccessible(true);
            return field.get(owner);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("cannot read " + field, e);
        }
    }
}
