package org.mimika.server.guard;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Finds the addresses of a host name. */
@FunctionalInterface
public interface Resolver {
    /**
     * All addresses of a name, at least one; may take seconds.
     *
     * @throws UnknownHostException if there is none
     */
    List<InetAddress> resolve(String host) throws UnknownHostException;

    /** The system's own. */
    static Resolver system() {
        return host -> List.of(InetAddress.getAllByName(host));
    }
}
