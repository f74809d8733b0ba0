package org.mimika.learn.weights;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import org.mimika.core.MimikaException;
import org.mimika.core.Sha256;

/**
 * The folder that downloaded weights are kept in. A file appears there whole, once its hash was compared; several
 * processes may ask for the same one at a time, of which one downloads and the others wait.
 */
public final class WeightCache {
    /** The variable of the environment that names the folder. */
    public static final String VARIABLE = "MIMIKA_WEIGHTS";

    private static final long POLL_MILLIS = 200;

    private final Path folder;
    private final Download.Options options;

    WeightCache(Path folder, Download.Options options) {
        this.folder = folder;
        this.options = options;
    }

    /** In this folder. */
    public static WeightCache in(Path folder) {
        return new WeightCache(folder, Download.Options.DEFAULT);
    }

    /**
     * Where {@value #VARIABLE} says, else among the user's caches, as the XDG base directory specification places
     * them.
     *
     * @param environment its variables
     * @param home the user's folder
     */
    public static WeightCache of(Map<String, String> environment, Path home) {
        String chosen = environment.getOrDefault(VARIABLE, "");
        if (!chosen.isBlank()) {
            return in(Path.of(chosen));
        }
        Path caches = Path.of(environment.getOrDefault("XDG_CACHE_HOME", ""));
        return in((caches.isAbsolute() ? caches : home.resolve(".cache"))
                .resolve("mimika")
                .resolve("weights"));
    }

    /** That of this process. */
    public static WeightCache ofUser() {
        return of(System.getenv(), Path.of(System.getProperty("user.home")));
    }

    /** Where a file is, or would be. */
    public Path place(PublishedFile published) {
        return folder.resolve(published.file());
    }

    /**
     * A file that is there already.
     *
     * @throws MimikaException if it is not, or its hash is another
     */
    public Path find(PublishedFile published) {
        Path file = place(published);
        if (!Files.isRegularFile(file)) {
            throw new MimikaException("no weights at " + file + ": " + byHand(published));
        }
        return check(published, file);
    }

    /**
     * A file that is there already, or is downloaded now.
     *
     * @throws MimikaException if it cannot be had, with what to do by hand, or its hash is another
     */
    public Path fetch(PublishedFile published, DownloadListener listener) {
        try {
            Files.createDirectories(folder);
            Path lock = folder.resolve(published.file() + ".lock");
            try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                await(channel, listener);
                Path file = place(published);
                return Files.isRegularFile(file) ? check(published, file) : download(published, file, listener);
            }
        } catch (IOException e) {
            throw new MimikaException(
                    "cannot download " + published.address() + ": " + reason(e) + "; " + byHand(published), e);
        }
    }

    private static void await(FileChannel channel, DownloadListener listener) throws IOException {
        while (!isFree(channel)) {
            listener.onProgress(0, 0, "waiting for another process's download");
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new MimikaException("stopped while another process downloads", e);
            }
        }
    }

    private static boolean isFree(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock(); // the system frees it with the channel
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false; // another thread's
        }
    }

    private Path download(PublishedFile published, Path file, DownloadListener listener) throws IOException {
        Path part = folder.resolve(published.file() + ".part");
        Optional<ExpectedHash> wanted = published.sha256();
        Download download = new Download(published.address(), part, wanted.isPresent(), options);
        boolean continued = Files.exists(part);
        Optional<String> stated = download.run(listener);
        String hash = hash(part, listener);
        if (continued && !fits(wanted, stated, hash)) {
            download.clear(); // its older bytes may be another file's
            stated = download.run(listener);
            hash = hash(part, listener);
        }
        if (!fits(wanted, stated, hash)) {
            download.clear();
            String expected = wanted.map(ExpectedHash::hex).orElse(stated.orElse(""));
            throw new MimikaException("what " + published.address() + " sends has SHA-256 " + hash + ", expected "
                    + expected + ": it was not kept");
        }
        Files.writeString(record(file), hash + "  " + file.getFileName() + "\n");
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        download.clear();
        return file;
    }

    private static String hash(Path part, DownloadListener listener) throws IOException {
        listener.onProgress(Files.size(part), Files.size(part), "checking");
        return Sha256.of(part);
    }

    private static boolean fits(Optional<ExpectedHash> wanted, Optional<String> stated, String hash) {
        return wanted.map(sha256 -> sha256.matches(hash)).orElse(true)
                && stated.map(hash::equals).orElse(true);
    }

    /** What {@code sha256sum} would have written when the file came. */
    private static Path record(Path file) {
        return file.resolveSibling(file.getFileName() + ".sha256");
    }

    private static Path check(PublishedFile published, Path file) {
        Optional<ExpectedHash> wanted = published.sha256().or(() -> recorded(file));
        String hash = wanted.isPresent() ? Sha256.of(file) : "";
        if (wanted.isPresent() && !wanted.get().matches(hash)) {
            throw new MimikaException(file + " has SHA-256 " + hash + ", expected "
                    + wanted.get().hex() + ": delete it to have it fetched again");
        }
        return file;
    }

    private static Optional<ExpectedHash> recorded(Path file) {
        try {
            return Optional.of(new ExpectedHash(Files.readString(record(file)).split(" ")[0]));
        } catch (IOException | MimikaException e) {
            return Optional.empty(); // put there by hand
        }
    }

    private String byHand(PublishedFile published) {
        return "get " + published.address() + " another way and put it at " + place(published)
                + ", or name a file with --init FILE";
    }

    private static String reason(IOException e) {
        if (e instanceof UnknownHostException) {
            return "the host " + e.getMessage() + " is not known here (is there a network?)";
        }
        if (e instanceof ConnectException || e instanceof NoRouteToHostException) {
            return "no connection (" + e.getMessage() + ")";
        }
        return e instanceof SocketTimeoutException ? "the server does not answer" : MimikaException.reason(e);
    }
}
