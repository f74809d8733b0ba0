package org.mimika.learn.weights;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.mimika.core.MimikaException;

/**
 * Brings one file into {@code part}, which a later attempt, also of a later process, continues where this one broke
 * off. A server says by its ETag whether the file is still the same; where it cannot, a part is only continued if the
 * whole file's hash is known. Belongs to one thread, and to the process that holds the cache's lock.
 *
 * @param address where from
 * @param part the file that grows
 * @param checked whether the whole file's hash will be compared
 * @param options of the transfer
 */
record Download(URI address, Path part, boolean checked, Options options) {
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int RANGE_NOT_SATISFIABLE = 416;
    private static final int BUFFER = 1 << 16;

    /**
     * How patient a transfer is.
     *
     * @param timeoutMillis of connecting, and of any pause of the server
     * @param attempts in a row that bring nothing
     * @param pauseMillis before a further attempt; doubled each time
     */
    record Options(int timeoutMillis, int attempts, long pauseMillis) {
        static final Options DEFAULT = new Options(30_000, 5, 1000);
    }

    /** A refusal that no further attempt changes. */
    private static final class Refused extends IOException {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }

    /**
     * Downloads to the end.
     *
     * @return the SHA-256 that the server itself stated, if it did
     * @throws IOException if it does not come to the end; the part stays
     */
    Optional<String> run(DownloadListener listener) throws IOException {
        int failures = 0;
        while (true) {
            long before = size();
            try {
                return attempt(listener);
            } catch (Refused | UnknownHostException | NoRouteToHostException | ConnectException e) {
                throw e;
            } catch (IOException e) {
                failures = size() > before ? 0 : failures + 1;
                if (failures >= options.attempts()) {
                    throw e;
                }
                pause(failures, listener);
            }
        }
    }

    private void pause(int failures, DownloadListener listener) {
        listener.onProgress(size(), 0, "waiting");
        try {
            Thread.sleep(options.pauseMillis() << Math.max(0, failures - 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MimikaException("the download of " + address + " was stopped", e);
        }
    }

    private Optional<String> attempt(DownloadListener listener) throws IOException {
        long have = size();
        Optional<String> tag = tag();
        if (have > 0 && tag.isEmpty() && !checked) {
            Files.delete(part);
            have = 0;
        }
        Map<String, String> headers = new HashMap<>();
        if (have > 0) {
            headers.put("Range", "bytes=" + have + "-");
            tag.ifPresent(validator -> headers.put("If-Range", validator));
        }
        try (HttpGet get = HttpGet.open(address, headers, options.timeoutMillis())) {
            if (get.status() == RANGE_NOT_SATISFIABLE && get.isWhole(have)) {
                return get.linkedSha256(); // stopped between the last byte and its new name
            }
            if (get.status() == RANGE_NOT_SATISFIABLE && have > 0) {
                Files.delete(part); // longer than the file is now
                throw new IOException("the server has no more of it");
            }
            requireFile(get.status());
            long start = get.start();
            if (start != have && start != 0) {
                throw new IOException("the server sends another part than was asked for");
            }
            remember(get.validator());
            receive(get, start, listener);
            return get.linkedSha256();
        }
    }

    private static void requireFile(int status) throws IOException {
        if (status == HttpURLConnection.HTTP_OK || status == HttpURLConnection.HTTP_PARTIAL) {
            return;
        }
        String answer = "the server answers " + status;
        if (status >= 500 || status == TOO_MANY_REQUESTS || status == HttpURLConnection.HTTP_CLIENT_TIMEOUT) {
            throw new IOException(answer);
        }
        throw new Refused(answer);
    }

    private void receive(HttpGet get, long start, DownloadListener listener) throws IOException {
        long total = get.total();
        requireRoom(total - start);
        try (FileChannel out = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                InputStream in = get.body()) {
            out.truncate(start); // all of it, where the server begins anew
            out.position(start);
            byte[] buffer = new byte[BUFFER];
            long done = start;
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                write(out, ByteBuffer.wrap(buffer, 0, n));
                done += n;
                listener.onProgress(done, total, "downloading");
            }
            if (total > 0 && done != total) {
                throw new IOException("the connection ended after " + done + " of " + total + " bytes");
            }
            out.force(true);
        }
    }

    private static void write(FileChannel out, ByteBuffer bytes) throws Refused {
        try {
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
        } catch (IOException e) {
            Refused refused = new Refused("it cannot be written: " + MimikaException.reason(e));
            refused.initCause(e);
            throw refused;
        }
    }

    private void requireRoom(long bytes) throws IOException {
        long free = Files.getFileStore(part.toAbsolutePath().getParent()).getUsableSpace();
        if (bytes > free) {
            throw new Refused("the disk has " + (free >> 20) + " MB left, of the " + (bytes >> 20) + " MB needed");
        }
    }

    private long size() {
        try {
            return Files.exists(part) ? Files.size(part) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    private Path tagFile() {
        return part.resolveSibling(part.getFileName() + ".etag");
    }

    private Optional<String> tag() throws IOException {
        return Files.exists(tagFile()) ? Optional.of(Files.readString(tagFile())) : Optional.empty();
    }

    private void remember(Optional<String> tag) throws IOException {
        if (tag.isPresent()) {
            Files.writeString(tagFile(), tag.get());
        } else {
            Files.deleteIfExists(tagFile());
        }
    }

    /** Takes away what a download leaves beside its file. */
    void clear() throws IOException {
        Files.deleteIfExists(part);
        Files.deleteIfExists(tagFile());
    }
}
