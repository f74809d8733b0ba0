package org.mimika.core;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The models on the class path: {@code org/mimika/models/NAME.onnx}, listed in {@code org/mimika/models/index.txt}, one
 * name a line; blank lines and lines that begin with {@code #} mean nothing. Indexes of several jars add up. Immutable.
 */
public final class BundledModels {
    private static final String FOLDER = "org/mimika/models/";

    private final ClassLoader loader;
    private final Set<String> names;

    /**
     * The models that this loader sees.
     *
     * @throws MimikaException if an index cannot be read
     */
    public BundledModels(ClassLoader loader) {
        this.loader = loader;
        names = readIndexes(loader);
    }

    /** The models beside Mimika's own classes. */
    public static BundledModels onClassPath() {
        return new BundledModels(BundledModels.class.getClassLoader());
    }

    /** All names, in the order of the index; empty where the models are not on the class path. */
    public List<String> names() {
        return List.copyOf(names);
    }

    /** Whether there is a model of this name. */
    public boolean has(String name) {
        return names.contains(name);
    }

    /**
     * The bytes of a model's ONNX file.
     *
     * @throws MimikaException if there is no such model
     */
    public byte[] read(String name) {
        if (!has(name)) {
            throw new MimikaException("no bundled model '" + name + "': " + inventory());
        }
        try (InputStream in = loader.getResourceAsStream(FOLDER + name + ".onnx")) {
            if (in == null) {
                throw new MimikaException("bundled model '" + name + "' is listed, but " + FOLDER + name
                        + ".onnx is not on the class path: build the models module again");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new MimikaException("bundled model '" + name + "' cannot be read: " + e.getMessage(), e);
        }
    }

    /** What is bundled, for messages. */
    public String inventory() {
        return names.isEmpty() ? "none is bundled" : "bundled are " + String.join(", ", names);
    }

    private static Set<String> readIndexes(ClassLoader loader) {
        Set<String> names = new LinkedHashSet<>();
        try {
            for (URL index : Collections.list(loader.getResources(FOLDER + "index.txt"))) {
                names.addAll(readIndex(index));
            }
        } catch (IOException e) {
            throw new MimikaException("the list of bundled models cannot be read: " + e.getMessage(), e);
        }
        return Collections.unmodifiableSet(names);
    }

    private static List<String> readIndex(URL index) throws IOException {
        List<String> names = new ArrayList<>();
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(index.openStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    names.add(line.strip());
                }
            }
        }
        return names;
    }
}
