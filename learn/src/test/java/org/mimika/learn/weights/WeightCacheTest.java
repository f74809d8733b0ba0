package org.mimika.learn.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mimika.core.MimikaException;
import org.mimika.core.Sha256;

/** Downloads from a local server that fails in every way a server fails. */
class WeightCacheTest {
    private static final DownloadListener SILENT = (done, total, state) -> {};
    private static final byte[] CONTENT = drawn(1);
    private static final byte[] OTHER = drawn(2);

    @TempDir
    Path folder;

    private FlakyServer server;
    private WeightCache cache;

    @BeforeEach
    void start() throws IOException {
        server = new FlakyServer(CONTENT);
        cache = new WeightCache(folder.resolve("cache/weights"), new Download.Options(30_000, 3, 1));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aFileIsDownloadedOnceAndCheckedEachTime() throws IOException {
        List<String> states = new ArrayList<>();
        Path file =
                cache.fetch(published(CONTENT), (done, total, state) -> states.add(done + "/" + total + " " + state));
        assertArrayEquals(CONTENT, Files.readAllBytes(file));
        assertTrue(states.contains(CONTENT.length + "/" + CONTENT.length + " downloading"), states::toString);
        assertEquals(file, cache.fetch(published(CONTENT), SILENT));
        assertEquals(file, cache.find(published(CONTENT)));
        assertEquals(List.of("all"), server.asked);
        assertLeftNothingBeside(file);
        Files.write(file, OTHER);
        assertTrue(refused(published(CONTENT)).contains("delete it"));
        assertTrue(refused(unhashed()).contains("delete it")); // by what was recorded when it came
    }

    @Test
    void aDownloadThatBreaksOffGoesOnWhereItBroke() throws IOException {
        server.breaks = 5;
        server.breakAfter = 10_000;
        Path file = cache.fetch(unhashed(), SILENT);
        assertArrayEquals(CONTENT, Files.readAllBytes(file));
        assertEquals(6, server.asked.size());
        assertTrue(server.asked.get(1).matches("bytes=[1-9]\\d*-"), server.asked::toString);
        assertLeftNothingBeside(file);
    }

    @Test
    void aLaterProcessGoesOnWhereAnEarlierOneWasStopped() throws IOException {
        MimikaException stopped = assertThrows(
                MimikaException.class,
                () -> cache.fetch(unhashed(), (done, total, state) -> {
                    if (done > 100_000) {
                        throw new MimikaException("stopped");
                    }
                }));
        assertEquals("stopped", stopped.getMessage());
        assertFalse(Files.exists(cache.place(unhashed())));
        assertArrayEquals(CONTENT, Files.readAllBytes(cache.fetch(unhashed(), SILENT)));
        assertTrue(server.asked.get(1).startsWith("bytes="), server.asked::toString);
    }

    @Test
    void aServerThatIgnoresRangesSendsAllAgain() throws IOException {
        server.ranges = false;
        server.breaks = 2;
        server.breakAfter = 10_000;
        assertArrayEquals(CONTENT, Files.readAllBytes(cache.fetch(published(CONTENT), SILENT)));
    }

    @Test
    void aFileThatChangedInBetweenIsTakenAnewByItsTag() throws IOException {
        stopAfter(100_000, unhashed());
        server.content = OTHER;
        server.tag = "\"two\"";
        assertArrayEquals(OTHER, Files.readAllBytes(cache.fetch(unhashed(), SILENT)));
        assertEquals(2, server.asked.size());
    }

    @Test
    void aFileThatChangedUnnoticedIsTakenAnewByItsHash() throws IOException {
        server.tag = null;
        stopAfter(100_000, published(OTHER));
        server.content = OTHER;
        assertArrayEquals(OTHER, Files.readAllBytes(cache.fetch(published(OTHER), SILENT)));
        assertEquals("all", server.asked.get(2));
    }

    @Test
    void withoutTagOrHashAPartIsNotTrusted() throws IOException {
        server.tag = null;
        stopAfter(100_000, unhashed());
        server.content = OTHER;
        assertArrayEquals(OTHER, Files.readAllBytes(cache.fetch(unhashed(), SILENT)));
        assertEquals(List.of("all", "all"), server.asked);
    }

    @Test
    void aPartThatIsLongerThanTheFileIsDropped() throws IOException {
        stopAfter(100_000, published(CONTENT));
        Path part = cache.place(published(CONTENT)).resolveSibling("weights.pth.part");
        Files.write(part, new byte[CONTENT.length + 5]);
        assertArrayEquals(CONTENT, Files.readAllBytes(cache.fetch(published(CONTENT), SILENT)));
    }

    @Test
    void aPartThatIsWholeAlreadyIsNotFetchedAgain() throws IOException {
        stopAfter(100_000, published(CONTENT));
        Files.write(cache.place(published(CONTENT)).resolveSibling("weights.pth.part"), CONTENT);
        server.asked.clear();
        assertArrayEquals(CONTENT, Files.readAllBytes(cache.fetch(published(CONTENT), SILENT)));
        assertEquals(List.of("bytes=" + CONTENT.length + "-"), server.asked);
    }

    @Test
    void aWrongHashIsRefusedAndNotKept() throws IOException {
        String message = refused(published(OTHER));
        assertTrue(message.contains("expected " + hash(OTHER)) && message.contains("not kept"), message);
        assertEquals(1, server.asked.size());
        assertNothingKept();
    }

    @Test
    void theFirstDigitsOfAHashAreEnough() {
        PublishedFile right = published(CONTENT);
        cache.fetch(
                right.withSha256(new ExpectedHash(hash(CONTENT).substring(0, 8).toUpperCase())), SILENT);
        assertTrue(refused(right.withSha256(new ExpectedHash("00000000"))).contains("expected 00000000"));
        assertThrows(MimikaException.class, () -> new ExpectedHash("0000000"));
        assertThrows(MimikaException.class, () -> new ExpectedHash("zz000000"));
    }

    @Test
    void theHashThatTheServerStatesOnTheWayIsHeld() throws IOException {
        server.linkedTag = hash(CONTENT);
        assertArrayEquals(CONTENT, Files.readAllBytes(cache.fetch(unhashed(), SILENT)));
        Files.delete(cache.place(unhashed()));
        server.linkedTag = hash(OTHER);
        assertTrue(refused(unhashed()).contains("expected " + hash(OTHER)));
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 410})
    void whatTheServerRefusesIsNotAskedForTwice(int status) throws IOException {
        server.status = status;
        String message = refused(published(CONTENT));
        assertTrue(
                message.contains("answers " + status) && message.contains("put it at " + cache.place(unhashed())),
                message);
        assertEquals(1, server.asked.size());
        assertNothingKept();
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503, 429})
    void aServerInTroubleIsAskedAgain(int status) throws IOException {
        server.status = status;
        server.statusTimes = 2;
        assertArrayEquals(CONTENT, Files.readAllBytes(cache.fetch(published(CONTENT), SILENT)));
        Files.delete(cache.place(unhashed()));
        server.statusTimes = Integer.MAX_VALUE;
        assertTrue(refused(published(CONTENT)).contains("answers " + status));
        assertEquals(3 + 3, server.asked.size());
    }

    @Test
    void aServerThatFallsSilentIsGivenUp() {
        server.breaks = Integer.MAX_VALUE;
        server.breakAfter = 0;
        server.pauseMillis = 5000;
        WeightCache hasty = new WeightCache(folder, new Download.Options(100, 2, 1));
        MimikaException refused = assertThrows(MimikaException.class, () -> hasty.fetch(published(CONTENT), SILENT));
        assertTrue(refused.getMessage().contains("does not answer"), refused.getMessage());
    }

    @Test
    void withoutANetworkItSaysWhichFileToPutWhere() {
        server.close();
        String message = refused(published(CONTENT));
        assertTrue(
                message.contains("no connection") && message.contains("put it at " + cache.place(unhashed())), message);
        assertTrue(message.contains(server.address("weights.pth").toString()), message);
        PublishedFile nowhere = PublishedFile.of("https://no-such-host.invalid/weights.pth");
        assertTrue(refused(nowhere).contains("is there a network?"));
        assertTrue(assertThrows(MimikaException.class, () -> cache.find(published(CONTENT)))
                .getMessage()
                .contains("put it at"));
    }

    @Test
    void twoAtATimeDownloadOnce() {
        server.pauseMillis = 300;
        CompletableFuture<Path> first = CompletableFuture.supplyAsync(() -> cache.fetch(published(CONTENT), SILENT));
        CompletableFuture<Path> second = CompletableFuture.supplyAsync(() -> cache.fetch(published(CONTENT), SILENT));
        assertEquals(first.join(), second.join());
        assertEquals(1, server.asked.size());
    }

    @Test
    void theFolderIsTheUsersCache() {
        Path home = Path.of("/home/me").toAbsolutePath();
        PublishedFile file = PublishedFile.of("imagenet:resnet50");
        assertEquals(
                home.resolve(".cache/mimika/weights/resnet50-11ad3fa6.pth"),
                WeightCache.of(Map.of("XDG_CACHE_HOME", "relative"), home).place(file));
        assertEquals(
                folder.resolve("mimika/weights/resnet50-11ad3fa6.pth"),
                WeightCache.of(Map.of("XDG_CACHE_HOME", folder.toString()), home)
                        .place(file));
        assertEquals(
                folder.resolve("resnet50-11ad3fa6.pth"),
                WeightCache.of(Map.of("MIMIKA_WEIGHTS", folder.toString()), home)
                        .place(file));
    }

    @Test
    void namesAndAddressesAreKnown() {
        assertEquals(
                Optional.of(new ExpectedHash("11ad3fa6")),
                PublishedFile.of("imagenet:resnet50").sha256());
        assertEquals(
                Optional.of(new ExpectedHash("0676ba61")),
                PublishedFile.of("imagenet:resnet50-v1").sha256());
        assertEquals(
                URI.create("https://huggingface.co/google/vit-base-patch16-224-in21k/resolve/main/model.safetensors"),
                PublishedFile.of("imagenet:vit-b16").address());
        assertEquals(Optional.empty(), PublishedFile.of("imagenet:vit-b16").sha256());
        PublishedFile addressed = PublishedFile.of("https://example.org/a/../b/x-0123abcd.pth?download=1");
        assertEquals(Optional.of(new ExpectedHash("0123abcd")), addressed.sha256());
        assertFalse(addressed.file().contains("/"), addressed.file());
        assertEquals(
                4,
                Stream.of("", "?id=1", "?id=2", ":8080")
                        .map(other -> other.startsWith(":")
                                ? "https://example.org" + other + "/x.pth"
                                : "https://example.org/x.pth" + other)
                        .map(address -> PublishedFile.of(address).file())
                        .distinct()
                        .count());
        for (String wrong :
                List.of("imagenet:resnet51", "https://example.org/", "https:///x.pth", "https://a b/x.pth")) {
            MimikaException refused = assertThrows(MimikaException.class, () -> PublishedFile.of(wrong), wrong);
            assertEquals(1, refused.getMessage().lines().count());
        }
        assertFalse(PublishedFile.isMeantBy("runs/vit"));
    }

    private void stopAfter(int bytes, PublishedFile file) {
        assertThrows(
                MimikaException.class,
                () -> cache.fetch(file, (done, total, state) -> {
                    if (done > bytes) {
                        throw new MimikaException("stopped");
                    }
                }));
    }

    private String refused(PublishedFile file) {
        String message = assertThrows(MimikaException.class, () -> cache.fetch(file, SILENT))
                .getMessage();
        assertEquals(1, message.lines().count(), message);
        return message;
    }

    private void assertLeftNothingBeside(Path file) throws IOException {
        try (var files = Files.list(file.getParent())) {
            assertEquals(
                    List.of("weights.pth", "weights.pth.lock", "weights.pth.sha256"),
                    files.map(found -> found.getFileName().toString()).sorted().toList());
        }
    }

    private void assertNothingKept() throws IOException {
        try (var files = Files.list(cache.place(unhashed()).getParent())) {
            assertEquals(
                    List.of("weights.pth.lock"),
                    files.map(found -> found.getFileName().toString()).sorted().toList());
        }
    }

    private PublishedFile unhashed() {
        return new PublishedFile(null, server.address("weights.pth"), "weights.pth", Optional.empty(), "a test's");
    }

    private PublishedFile published(byte[] content) {
        return unhashed().withSha256(new ExpectedHash(hash(content)));
    }

    private String hash(byte[] content) {
        try {
            Path file = Files.createTempFile(folder, "hash", "");
            Files.write(file, content);
            return Sha256.of(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] drawn(long seed) {
        byte[] content = new byte[300_000];
        new SplittableRandom(seed).nextBytes(content);
        return content;
    }
}
