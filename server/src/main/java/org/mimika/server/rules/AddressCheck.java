package org.mimika.server.rules;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;

/** Judges whether a webhook may be reached, and where. */
@FunctionalInterface
public interface AddressCheck {
    /**
     * The addresses to connect to, at least one; nothing else is connected to. May take seconds.
     *
     * @throws org.mimika.core.MimikaException if it may not be reached, which ends the delivery; one whose cause is an
     *     {@link java.io.IOException} may pass and is tried again
     */
    List<InetAddress> addresses(URI webhook);
}
