package org.mimika.learn.weights;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One GET that follows redirects itself, since Java follows none that change between http and https, and hides the
 * headers on the way: HuggingFace states a file's hash before it sends one on. Closes the connection when closed.
 */
final class HttpGet implements AutoCloseable {
    private static final int REDIRECTS = 8;
    private static final Pattern RANGE = Pattern.compile("bytes (\\d+)-\\d+/(\\d+|\\*)");
    private static final Pattern LINKED = Pattern.compile("\"?([0-9a-f]{64})\"?");

    private final HttpURLConnection connection;
    private final Optional<String> linkedSha256;

    private HttpGet(HttpURLConnection connection, Optional<String> linkedSha256) {
        this.connection = connection;
        this.linkedSha256 = linkedSha256;
    }

    /**
     * Asks and waits for the answer's head.
     *
     * @param headers to send
     * @param timeoutMillis of connecting, and of any pause in the answer
     */
    static HttpGet open(URI address, Map<String, String> headers, int timeoutMillis) throws IOException {
        URL url = address.toURL();
        Optional<String> linked = Optional.empty();
        for (int i = 0; i <= REDIRECTS; i++) {
            HttpURLConnection connection = connect(url, headers, timeoutMillis);
            Matcher stated = LINKED.matcher(String.valueOf(connection.getHeaderField("X-Linked-Etag")));
            linked = stated.matches() ? Optional.of(stated.group(1)) : linked;
            String target = connection.getHeaderField("Location");
            if (connection.getResponseCode() / 100 != 3 || target == null) {
                return new HttpGet(connection, linked);
            }
            connection.disconnect();
            url = redirected(url, target);
        }
        throw new IOException("it redirects without end");
    }

    private static URL redirected(URL from, String target) throws IOException {
        URL to = new URL(from, target);
        if (from.getProtocol().equals("https") && !to.getProtocol().equals("https")) {
            throw new IOException("it redirects from https to " + to.getProtocol());
        }
        return to;
    }

    private static HttpURLConnection connect(URL url, Map<String, String> headers, int timeoutMillis)
            throws IOException {
        URLConnection opened = url.openConnection();
        if (!(opened instanceof HttpURLConnection connection)) {
            throw new IOException(url.getProtocol() + " is not http");
        }
        connection.setInstanceFollowRedirects(false);
        connection.setConnectTimeout(timeoutMillis);
        connection.setReadTimeout(timeoutMillis);
        connection.setUseCaches(false);
        connection.setRequestProperty("Accept-Encoding", "identity");
        connection.setRequestProperty("User-Agent", "mimika");
        headers.forEach(connection::setRequestProperty);
        connection.getResponseCode();
        return connection;
    }

    int status() throws IOException {
        return connection.getResponseCode();
    }

    InputStream body() throws IOException {
        return connection.getInputStream();
    }

    /** Where the body begins within the file. */
    long start() throws IOException {
        if (status() != HttpURLConnection.HTTP_PARTIAL) {
            return 0;
        }
        Matcher range = range();
        return Long.parseLong(range.group(1));
    }

    /** The whole file's size; 0 if the server does not say. */
    long total() throws IOException {
        if (status() == HttpURLConnection.HTTP_PARTIAL) {
            String total = range().group(2);
            return total.equals("*") ? 0 : Long.parseLong(total);
        }
        return Math.max(0, connection.getContentLengthLong());
    }

    /** Whether a refused range began where the file ends. */
    boolean isWhole(long bytes) {
        return bytes > 0 && ("bytes */" + bytes).equals(connection.getHeaderField("Content-Range"));
    }

    private Matcher range() throws IOException {
        Matcher range = RANGE.matcher(String.valueOf(connection.getHeaderField("Content-Range")));
        if (!range.matches() || range.group(1).length() > 18 || range.group(2).length() > 18) {
            throw new IOException("it sends a part without saying which");
        }
        return range;
    }

    /** By what the server would know that the file is still the same; empty where it cannot tell. */
    Optional<String> validator() {
        String tag = connection.getHeaderField("ETag");
        if (tag != null && !tag.startsWith("W/") && tag.length() < 200) {
            return Optional.of(tag);
        }
        return Optional.empty();
    }

    /** The hash that HuggingFace states of a file that it keeps elsewhere. */
    Optional<String> linkedSha256() {
        return linkedSha256;
    }

    @Override
    public void close() {
        connection.disconnect();
    }
}
