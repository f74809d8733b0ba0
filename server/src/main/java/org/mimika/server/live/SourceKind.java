package org.mimika.server.live;

import java.util.Locale;

/** What sort of source it is, as far as a user cares. */
public enum SourceKind {
    /** A camera of the server's machine. */
    CAMERA,
    /** An {@code rtsp://}, {@code http://} or {@code https://} address. */
    STREAM,
    /** A file or folder of the server's machine. */
    FILE,
    /** The bundled clip. */
    DEMO,
    /** A browser that sends its pictures. */
    BROWSER;

    /** The name in JSON and in metrics. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
