package org.mimika.cli;

import picocli.CommandLine.IVersionProvider;

/** The version from the JAR's manifest, and the JVM's. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"mimika " + number(), "Java " + Runtime.version()};
    }

    /** The version and the commit of this build; {@code "development"} where it runs from class files. */
    static String number() {
        String version = Version.class.getPackage().getImplementationVersion();
        // Built outside a Git checkout, the commit's placeholder is left as it was.
        return version == null ? "development" : version.replaceFirst("\\+\\$.*", "");
    }
}
