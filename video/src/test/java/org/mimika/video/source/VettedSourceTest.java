package org.mimika.video.source;

import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avutil.av_strdup;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.javacpp.BytePointer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mimika.core.MimikaException;
import org.mimika.video.Clip;
import org.mimika.video.Frame;
import org.mimika.video.FrameSource;
import org.mimika.video.Frames;
import org.mimika.video.SourceInfo;
import org.mimika.video.sink.JpegEncoder;

/** Names that no name server knows: whatever connects must have been told where. */
class VettedSourceTest {
    private static final SourceOptions OPTIONS = new SourceOptions(1, 1_000_000, Duration.ofSeconds(2));

    @TempDir
    Path folder;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private int port() {
        return server.getAddress().getPort();
    }

    /** Admits hosts that end in .example, all of which are this machine. */
    private List<InetAddress> admit(String address) {
        asked.add(address);
        String host = URI.create(address).getHost();
        if (!host.endsWith(".example")) {
            throw new MimikaException(host + " is not for you");
        }
        return List.of(InetAddress.getLoopbackAddress());
    }

    private FrameSource open(String address) {
        return Sources.open(address, OPTIONS, this::admit);
    }

    private String refused(String address) {
        MimikaException refused =
                assertThrows(MimikaException.class, () -> open(address).close());
        assertFalse(refused.getMessage().contains("\n"), refused.getMessage());
        return refused.getMessage();
    }

    private static void answer(HttpExchange exchange, int code, byte[] body) throws IOException {
        exchange.sendResponseHeaders(code, body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private static HttpHandler ranges(byte[] file, List<String> seen) {
        return exchange -> {
            String range = exchange.getRequestHeaders().getFirst("Range");
            seen.add(exchange.getRequestHeaders().getFirst("Host") + " " + range);
            exchange.getResponseHeaders().add("Accept-Ranges", "bytes");
            int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
            byte[] part = java.util.Arrays.copyOfRange(file, from, file.length);
            answer(exchange, range == null ? 200 : 206, part);
        };
    }

    @Test
    void aNameIsConnectedToWhereTheCheckSays() throws IOException {
        byte[] clip = Files.readAllBytes(Clip.of(320, 240)
                .frames(60)
                .paint((x, y, frame) -> (int) (x * 31 + y * y * 17 + frame * 77) & 255)
                .write(folder.resolve("clip.mp4")));
        List<String> seen = new CopyOnWriteArrayList<>();
        server.createContext("/clip.mp4", ranges(clip, seen));
        String address = "http://camera.example:" + port() + "/clip.mp4?a=b";
        try (FrameSource source = open(address)) {
            assertEquals(SourceInfo.Kind.VIDEO, source.info().kind());
            assertEquals(60, Frames.forEach(source, frame -> assertEquals(320, frame.width())));
        }
        assertEquals("camera.example:" + port() + " null", seen.get(0));
        // The index of this file lies at its end, so there was a second request, which was judged as well.
        assertTrue(clip.length > 200_000 && seen.size() > 1, clip.length + " bytes " + seen);
        assertEquals(seen.size(), asked.size());
        assertEquals(address, asked.get(0));
    }

    @Test
    void whatIsNotAdmittedIsNotConnectedTo() {
        List<String> seen = new CopyOnWriteArrayList<>();
        server.createContext("/", ranges(new byte[10], seen));
        String message = refused("http://127.0.0.1:" + port() + "/clip.mp4");
        assertEquals("127.0.0.1 is not for you", message);
        assertEquals("127.0.0.1 is not for you", refused("rtsp://127.0.0.1:" + port() + "/"));
        assertEquals(List.of(), seen);
    }

    @Test
    void redirectionsAreJudgedInTheirTurn() throws IOException {
        List<String> seen = new CopyOnWriteArrayList<>();
        byte[] clip = Files.readAllBytes(Clip.of(64, 48).frames(9).write(folder.resolve("clip.mkv")));
        server.createContext("/clip", ranges(clip, seen));
        server.createContext("/good", exchange -> {
            exchange.getResponseHeaders().add("Location", "http://other.example:" + port() + "/clip");
            answer(exchange, 302, new byte[0]);
        });
        server.createContext("/bad", exchange -> {
            exchange.getResponseHeaders().add("Location", "http://localhost:" + port() + "/clip");
            answer(exchange, 307, new byte[0]);
        });
        server.createContext("/file", exchange -> {
            exchange.getResponseHeaders().add("Location", "file:///etc/passwd");
            answer(exchange, 301, new byte[0]);
        });
        server.createContext("/round", exchange -> {
            exchange.getResponseHeaders().add("Location", "/round");
            answer(exchange, 301, new byte[0]);
        });
        String base = "http://camera.example:" + port();
        try (FrameSource source = open(base + "/good")) {
            assertEquals(9, Frames.forEach(source, frame -> {}));
        }
        int before = seen.size();
        assertEquals("localhost is not for you", refused(base + "/bad"));
        assertTrue(refused(base + "/file").contains("no http or https address"));
        assertTrue(refused(base + "/round").contains("from one place to the next"));
        assertEquals(before, seen.size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:9\n#EXTINF:9.0,\nhttp://camera.example:%d/secret\n",
                "ffconcat version 1.0\nfile http://camera.example:%d/secret\n",
                "<?xml version=\"1.0\"?><MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\" type=\"static\"><Period>"
                        + "<AdaptationSet><Representation><BaseURL>http://camera.example:%d/secret</BaseURL>"
                        + "</Representation></AdaptationSet></Period></MPD>",
                "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video %d RTP/AVP 26\n"
            })
    void playlistsLeadNowhere(String playlist) {
        List<String> seen = new CopyOnWriteArrayList<>();
        server.createContext("/secret", ranges(new byte[10], seen));
        byte[] text = String.format(playlist, port()).getBytes(StandardCharsets.US_ASCII);
        server.createContext("/list.m3u8", exchange -> answer(exchange, 200, text));
        assertTrue(refused("http://camera.example:" + port() + "/list.m3u8").contains("is not a video or picture"));
        assertEquals(List.of(), seen);
    }

    /** As small cameras do, which do not care that HTTP/1.0 was asked for. */
    @Test
    void aCameraThatSendsChunksIsUnderstood() throws IOException {
        byte[] jpeg = PictureBytes.of("jpg", 64, 48, (x, y) -> 0x707070);
        try (ServerSocket camera = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> {
                try (Socket socket = camera.accept()) {
                    // What is not read when a socket closes takes what was sent with it.
                    socket.getInputStream().read(new byte[2000]);
                    OutputStream out = socket.getOutputStream();
                    out.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
                    for (int i = 0; i < 500; i++) {
                        byte[] head = ("--frame\r\nContent-Type: image/jpeg\r\nContent-Length: " + jpeg.length
                                        + "\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII);
                        for (byte[] part : List.of(head, jpeg, "\r\n".getBytes(StandardCharsets.US_ASCII))) {
                            out.write((Integer.toHexString(part.length) + ";x=y\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
                            out.write(part);
                            out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
                        }
                    }
                    out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                    // The client has gone.
                }
            });
            thread.start();
            try (FrameSource source = open("http://camera.example:" + camera.getLocalPort() + "/")) {
                assertEquals(
                        500,
                        Frames.forEach(
                                source, frame -> assertEquals(0x70, frame.luma().at(9, 9), 2)));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"5\r\nabcdeX\r\n3\r\nabc\r\n0\r\n\r\n", "zz\r\n", "5\r\nabc", "ffffffffff\r\n", "", "\r\n"})
    void chunksThatAreNoneAreRefused(String body) {
        ChunkedBody chunks = new ChunkedBody(new ByteArrayInputStream(body.getBytes(StandardCharsets.US_ASCII)));
        assertThrows(IOException.class, chunks::readAllBytes);
    }

    @Test
    void aCameraOfJpegsIsLive() throws IOException {
        byte[] jpeg = PictureBytes.of("jpg", 64, 48, (x, y) -> 0x707070);
        server.createContext("/mjpeg", exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "multipart/x-mixed-replace; boundary=frame");
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                for (int i = 0; i < 200; i++) {
                    out.write(("--frame\r\nContent-Type: image/jpeg\r\nContent-Length: " + jpeg.length + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
                    out.write(jpeg);
                    out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
                }
            }
        });
        try (FrameSource source = open("http://camera.example:" + port() + "/mjpeg")) {
            assertEquals(SourceInfo.Kind.LIVE, source.info().kind());
            for (int i = 0; i < 20; i++) {
                try (Frame frame = source.read()) {
                    assertEquals(0x70, frame.luma().at(30, 30), 2);
                }
            }
        }
    }

    @Test
    void userAndPasswordAreSentAndNotTold() {
        List<String> seen = new CopyOnWriteArrayList<>();
        server.createContext("/", exchange -> {
            seen.add(exchange.getRequestHeaders().getFirst("Authorization"));
            answer(exchange, 403, new byte[0]);
        });
        String message = refused("http://me:s%40cret@camera.example:" + port() + "/");
        assertTrue(message.contains("HTTP 403") && !message.contains("cret"), message);
        assertEquals(List.of("Basic bWU6c0BjcmV0"), seen);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "SSH-2.0-OpenSSH_9\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc", "HTTP/1.1 2"})
    void whoAnswersOtherwiseIsRefused(String answer) throws IOException {
        try (ServerSocket odd = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> {
                try (Socket socket = odd.accept();
                        InputStream in = socket.getInputStream()) {
                    in.read(new byte[2000]);
                    socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                    // The client has gone.
                }
            });
            thread.start();
            assertTrue(
                    refused("http://camera.example:" + odd.getLocalPort() + "/").startsWith("camera.example"));
        }
    }

    @Test
    void silenceIsNotWaitedForLongerThanAllowed() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            long start = System.nanoTime();
            refused("http://camera.example:" + silent.getLocalPort() + "/");
            assertTrue(System.nanoTime() - start < 6e9);
        }
    }

    /** One that is never silent for long: a byte now and then, of a header that never ends. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Timeout(20)
    void whoeverWaitsForATrickleIsLetGoByAnInterrupt(boolean vetted) throws Exception {
        try (ServerSocket trickle = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            CountDownLatch flowing = new CountDownLatch(5);
            Thread server = new Thread(() -> trickle(trickle, flowing));
            server.start();
            String address = "http://camera.example:" + trickle.getLocalPort() + "/";
            CompletableFuture<Throwable> end = new CompletableFuture<>();
            Thread reader = new Thread(() -> {
                try {
                    (vetted ? open(address) : Sources.open(address.replace("camera.example", "127.0.0.1"), OPTIONS))
                            .close();
                    end.complete(null);
                } catch (Throwable e) {
                    end.complete(e);
                }
            });
            reader.start();
            flowing.await();
            reader.interrupt();
            assertInstanceOf(MimikaException.class, end.get(10, TimeUnit.SECONDS));
            server.join();
        }
    }

    private static void trickle(ServerSocket listening, CountDownLatch sent) {
        try (Socket socket = listening.accept()) {
            OutputStream out = socket.getOutputStream();
            out.write("HTTP/1.0 200 OK\r\n\r\n--frame\r\n".getBytes(StandardCharsets.US_ASCII));
            while (true) {
                out.write('x');
                sent.countDown();
                Thread.sleep(100);
            }
        } catch (IOException | InterruptedException e) {
            // The client has gone.
        }
    }

    /** Contexts come to lie where others have just been freed, before those are told of as closed. */
    @Test
    void aContextWhereAnotherWasKeepsItsPlace() {
        AVFormatContext context = avformat_alloc_context();
        context.url(av_strdup(new BytePointer("rtsp://camera.example/")));
        StayingPut old = new StayingPut(context, "rtsp://camera.example/elsewhere");
        try (StayingPut next = new StayingPut(context, "rtsp://camera.example/")) {
            old.close();
            assertEquals(0, StayingPut.LEFT.call(context));
        } finally {
            avformat_free_context(context);
        }
    }

    /** What is thrown through FFmpeg ends the process. */
    @Test
    void callbacksAnswerWhateverHappensInThem() {
        assertEquals(1, StayingPut.LEFT.call(null));
        try (BytePointer stranger = new BytePointer(1)) {
            assertEquals(-5, WebInput.READ.call(stranger, stranger, 1));
            assertEquals(-5, WebInput.SEEK.call(stranger, 0, 0));
        }
    }

    @Test
    void moreInputsThanCallbacksAreOpenAtOnce() throws IOException {
        byte[] clip = Files.readAllBytes(Clip.of(64, 48).frames(9).write(folder.resolve("clip.mkv")));
        server.createContext("/clip", ranges(clip, new CopyOnWriteArrayList<>()));
        FrameSource[] sources = new FrameSource[15];
        for (int i = 0; i < sources.length; i++) {
            sources[i] = open("http://camera.example:" + port() + "/clip");
        }
        for (FrameSource source : sources) {
            assertEquals(9, Frames.forEach(source, frame -> {}));
            source.close();
        }
    }

    @Test
    void aCertificateThatNobodyVouchesForIsRefused() throws Exception {
        Path store = folder.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=camera.example",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "secret",
                        "-alias",
                        "a",
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .start();
        keytool.getInputStream().readAllBytes();
        assertEquals(0, keytool.waitFor());
        KeyStore keys = KeyStore.getInstance(store.toFile(), "secret".toCharArray());
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, "secret".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        HttpsServer secure = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        secure.setHttpsConfigurator(new HttpsConfigurator(context));
        List<String> seen = new CopyOnWriteArrayList<>();
        secure.createContext("/", ranges(new byte[10], seen));
        secure.start();
        try {
            String message =
                    refused("https://camera.example:" + secure.getAddress().getPort() + "/");
            assertTrue(message.contains("cannot be opened"), message);
            assertEquals(List.of(), seen);
        } finally {
            secure.stop(0);
        }
    }

    private static byte[] jpeg() {
        try (JpegEncoder encoder = new JpegEncoder(64, 80)) {
            byte[] grey = new byte[64 * 48 * 3 / 2];
            java.util.Arrays.fill(grey, (byte) 126);
            java.util.Arrays.fill(grey, 64 * 48, grey.length, (byte) 128);
            return encoder.encode(ByteBuffer.wrap(grey), 64, 48);
        }
    }

    @Test
    void anRtspNameIsConnectedToWhereTheCheckSays() throws IOException {
        try (TinyRtsp rtsp = new TinyRtsp(jpeg(), "");
                FrameSource source = open("rtsp://camera.example:" + rtsp.port() + "/live")) {
            assertEquals(SourceInfo.Kind.LIVE, source.info().kind());
            for (int i = 0; i < 5; i++) {
                try (Frame frame = source.read()) {
                    assertEquals(128, frame.luma().at(30, 30), 2);
                }
            }
            assertEquals(List.of("rtsp://camera.example:" + rtsp.port() + "/live"), asked);
        }
    }

    @Test
    void anRtspServerLeadsNobodyElsewhere() throws IOException {
        try (TinyRtsp other = new TinyRtsp(jpeg(), "");
                TinyRtsp leading = new TinyRtsp(new byte[0], "rtsp://127.0.0.1:" + other.port() + "/live")) {
            try (FrameSource followed = Sources.open("rtsp://127.0.0.1:" + leading.port() + "/", OPTIONS)) {
                assertFalse(other.requests().isEmpty(), "without a check it is followed");
            }
            int before = other.requests().size();
            assertTrue(refused("rtsp://camera.example:" + leading.port() + "/").contains("leads elsewhere"));
            assertEquals(before, other.requests().size());
        }
    }
}
