package org.mimika.cli;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mimika.core.Sha256;
import picocli.CommandLine.IVersionProvider;

/** The version from the JAR's manifest, and the JVM's. */
final class Version implements IVersionProvider {
    private static final Attributes.Name DIRTY = new Attributes.Name("Git-Dirty");
    private static final String SUFFIX = "-dirty";

    @Override
    public String[] getVersion() {
        return new String[] {"mimika " + number(), "Java " + Runtime.version()};
    }

    /**
     * The version and the commit of this build, with {@code -dirty} behind it where files differed from the commit;
     * {@code "development"} where it runs from class files.
     */
    static String number() {
        return manifest().map(Version::number).orElse("development");
    }

    static String number(Attributes manifest) {
        // Built outside a Git checkout, the placeholders are left as they were.
        String version =
                manifest.getValue(Attributes.Name.IMPLEMENTATION_VERSION).replaceFirst("\\+\\$.*", "");
        return "true".equals(manifest.getValue(DIRTY)) ? version + SUFFIX : version;
    }

    /** The version, and where it stands for many builds, what tells this one from the others. */
    static String build() {
        return build(number(), System.getProperty("java.class.path"));
    }

    static String build(String number, String classPath) {
        return number.endsWith(SUFFIX) ? number + " " + hash(classPath) : number;
    }

    /** Of our own JARs; those of others come by their versions. */
    private static String hash(String classPath) {
        return Sha256.of(Stream.of(classPath.split(File.pathSeparator))
                .map(Path::of)
                .filter(jar -> jar.getFileName() != null
                        && jar.getFileName().toString().matches("mimika-.*\\.jar")
                        && Files.isRegularFile(jar))
                .map(Sha256::of)
                .collect(Collectors.joining()));
    }

    private static Optional<Attributes> manifest() {
        try {
            Path code = Path.of(Version.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            if (!Files.isRegularFile(code)) {
                return Optional.empty();
            }
            try (JarFile jar = new JarFile(code.toFile())) {
                return Optional.ofNullable(jar.getManifest())
                        .map(Manifest::getMainAttributes)
                        .filter(all -> all.containsKey(Attributes.Name.IMPLEMENTATION_VERSION));
            }
        } catch (IOException | URISyntaxException e) {
            return Optional.empty();
        }
    }
}
