package org.mimika.video.source;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;
import org.mimika.core.MimikaException;

/**
 * What an http or https address gives, of which each connection and each redirection is judged first. Used by one thread;
 * owns its connection, the opener closes it.
 */
final class WebBytes implements AutoCloseable {
    private static final int MOST_REDIRECTIONS = 5;

    private final String name;
    private final AddressCheck check;
    private final Duration timeout;
    private URI uri;
    private WebConnection connection;
    private final long length;
    private final boolean seekable;
    private long position;

    /**
     * Connects.
     *
     * @param name what to call it in messages
     * @throws MimikaException if an address is not admitted, or nothing useful comes from it
     */
    WebBytes(String name, String address, AddressCheck check, Duration timeout) {
        this.name = name;
        this.check = check;
        this.timeout = timeout;
        try {
            uri = new URI(address);
            connection = connect(0);
        } catch (URISyntaxException e) {
            throw new MimikaException(name + " is no address");
        } catch (IOException e) {
            throw new MimikaException(name + " cannot be opened: " + MimikaException.reason(e), e);
        }
        length = connection.length();
        seekable = length >= 0 && connection.header("accept-ranges").equalsIgnoreCase("bytes");
    }

    private WebConnection connect(long from) throws IOException {
        for (int i = 0; i <= MOST_REDIRECTIONS; i++) {
            WebConnection next = new WebConnection(uri, check.admit(uri.toString()), from, timeout);
            String location = next.header("location");
            if (next.status() / 100 != 3 || location.isEmpty()) {
                return usable(next, from);
            }
            next.close();
            redirect(location);
        }
        throw new IOException("it leads from one place to the next");
    }

    private void redirect(String location) throws IOException {
        try {
            URI next = uri.resolve(new URI(location));
            String scheme = next.getScheme() == null ? "" : next.getScheme().toLowerCase(Locale.ROOT);
            if (!scheme.equals("http") && !scheme.equals("https") || next.getHost() == null) {
                throw new IOException("it leads to what is no http or https address");
            }
            uri = next;
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new IOException("it leads to what is no address");
        }
    }

    private static WebConnection usable(WebConnection next, long from) throws IOException {
        if (next.status() != (from > 0 ? 206 : 200)) {
            next.close();
            throw new IOException("it answers with HTTP " + next.status());
        }
        return next;
    }

    /** What to call it. */
    String name() {
        return name;
    }

    /** The whole length in bytes; -1 if it is not known, as of a live stream. */
    long length() {
        return length;
    }

    /** Whether {@link #seek} works. */
    boolean seekable() {
        return seekable;
    }

    /**
     * Reads some bytes, waiting for the first.
     *
     * @return how many; -1 at the end
     * @throws IOException if the connection breaks off, also before the length that was stated
     */
    int read(byte[] bytes, int most) throws IOException {
        if (connection == null) {
            connection = connect(position);
        }
        int count = connection.body().read(bytes, 0, most);
        if (count < 0 && length >= 0 && position < length) {
            throw new IOException("it breaks off");
        }
        position += Math.max(0, count);
        return count;
    }

    /** Goes on reading from there, through a new connection. */
    void seek(long to) {
        if (to != position) {
            close();
            position = to;
        }
    }

    @Override
    public void close() {
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }
}
