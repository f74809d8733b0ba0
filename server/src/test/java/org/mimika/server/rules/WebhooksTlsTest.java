package org.mimika.server.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mimika.core.Emotion;

/** The connection goes to a number; the certificate is that of the name. */
@Timeout(60)
class WebhooksTlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final WebhookOptions ONCE =
            new WebhookOptions(1, Duration.ZERO, Duration.ZERO, Duration.ofSeconds(20), 4);

    @TempDir
    Path folder;

    private final InetAddress loopback = InetAddress.getLoopbackAddress();
    private final AtomicInteger received = new AtomicInteger();
    private HttpsServer server;
    private SSLContext context;

    @BeforeEach
    void serve() throws Exception {
        context = context(certificateOf("hook.example"));
        server = HttpsServer.create(new InetSocketAddress(loopback, 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", exchange -> {
            received.incrementAndGet();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    /** A key and a certificate for it that nobody has signed, made by the JDK's own tool. */
    private KeyStore certificateOf(String name) throws Exception {
        Path file = folder.resolve("keys.p12");
        String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process process = new ProcessBuilder(
                        tool,
                        "-genkeypair",
                        "-alias",
                        "key",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=test",
                        "-ext",
                        "SAN=dns:" + name,
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertEquals(0, process.waitFor());
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        return keys;
    }

    private static SSLContext context(KeyStore keys) throws Exception {
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD);
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(keys);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
        return context;
    }

    private WebhookOutcome outcome(String host, SSLSocketFactory tls) throws InterruptedException {
        WebhookSecret secret = WebhookSecret.generate();
        URI hook = URI.create("https://" + host + ":" + server.getAddress().getPort() + "/");
        try (Webhooks webhooks = new Webhooks(ONCE, secret, uri -> List.of(loopback), tls)) {
            Rule rule =
                    new Rule("r1", new Rule.Condition(Emotion.HAPPY, 0.5, 0), Optional.empty(), Optional.of(hook), 0);
            webhooks.accept(new RuleEvent("e", rule, new RuleEvent.Sighting("s1", 1, 0.7f, 0, 0), Instant.now()));
            while (true) {
                for (WebhookOutcome one : WebhookOutcome.values()) {
                    if (webhooks.counted(one) > 0) {
                        return one;
                    }
                }
                Thread.sleep(5);
            }
        }
    }

    @Test
    void aCertificateOfTheNameIsTaken() throws InterruptedException {
        assertEquals(WebhookOutcome.DELIVERED, outcome("hook.example", context.getSocketFactory()));
        assertEquals(1, received.get());
    }

    @Test
    void oneOfAnotherNameOrOfNobodyTrustedIsNot() throws InterruptedException {
        assertEquals(WebhookOutcome.FAILED, outcome("other.example", context.getSocketFactory()));
        assertEquals(WebhookOutcome.FAILED, outcome("hook.example", (SSLSocketFactory) SSLSocketFactory.getDefault()));
        assertEquals(0, received.get());
    }
}
