package org.mimika.video.source;

import java.net.InetAddress;
import java.util.List;

/** Judges addresses that somebody else named, before anything connects to them. Thread-safe. */
@FunctionalInterface
public interface AddressCheck {
    /**
     * Where an address leads; nothing else is connected to, and its name is not resolved again.
     *
     * @param address the whole of it, with its user and password if it has them
     * @return the numbers of its host, each of which may be connected to; at least one
     * @throws org.mimika.core.MimikaException if it may not be, in one line and without the password
     */
    List<InetAddress> admit(String address);
}
