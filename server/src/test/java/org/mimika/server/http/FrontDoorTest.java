package org.mimika.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FrontDoorTest {
    private final CountDownLatch two = new CountDownLatch(2);
    private final CountDownLatch done = new CountDownLatch(1);
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void start() throws Exception {
        server.addConnector(connector);
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws Exception {
                if (request.getHttpURI().getPathQuery().contains("results")) {
                    two.countDown();
                    assertTrue(done.await(10, TimeUnit.SECONDS));
                }
                response.write(true, UTF_8.encode("here"), callback);
                return true;
            }
        });
        FrontDoor.build(server, new Traffic(1, 1, 2, Duration.ofSeconds(1), 1));
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        done.countDown();
        server.stop();
    }

    private CompletableFuture<HttpResponse<String>> get(String path) {
        return send(to(path));
    }

    /** Without a body: the handler here reads none, and Jetty ends connections on which one comes after the answer. */
    private CompletableFuture<HttpResponse<String>> post(String path) {
        return send(to(path).POST(BodyPublishers.noBody()));
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/api/v1/" + path));
    }

    private CompletableFuture<HttpResponse<String>> send(HttpRequest.Builder request) {
        return client.sendAsync(request.build(), BodyHandlers.ofString());
    }

    /** A place is given back a moment after the answer has gone out. */
    private static void awaitPlace(Supplier<CompletableFuture<HttpResponse<String>>> request) {
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            while (request.get().join().statusCode() == 503) {
                Thread.sleep(10);
            }
        });
    }

    @Test
    void onlySoManyTablesAreMadeAtOnceAndAllElseGoesOn() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> tables = new ArrayList<>();
        for (String path : List.of("sources/s1/results.parquet", "recordings/1/results.csv")) {
            tables.add(get(path));
        }
        assertTrue(two.await(10, TimeUnit.SECONDS));
        for (String path :
                List.of("sources/s1/results.csv", "recordings/7/results.jsonl", "sources/s1/results.parquet/")) {
            HttpResponse<String> busy = get(path).join();
            assertEquals("here", get("health").join().body());
            assertEquals(503, busy.statusCode());
            assertEquals("1", busy.headers().firstValue("Retry-After").orElseThrow());
            assertTrue(new ObjectMapper()
                    .readTree(busy.body())
                    .get("error")
                    .asText()
                    .contains("try again"));
        }
        done.countDown();
        tables.forEach(table -> assertEquals("here", table.join().body()));
        awaitPlace(() -> get("sources/s1/results.csv"));
    }

    @Test
    void bodiesLoginsAndPicturesKeepNoPlaceFromOneAnother() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> held = new ArrayList<>();
        for (String path : List.of("rules?results", "faces?results")) {
            held.add(post(path));
        }
        assertTrue(two.await(10, TimeUnit.SECONDS));
        assertEquals(503, post("sources").join().statusCode());
        assertEquals(503, post("faces").join().statusCode());
        assertEquals(503, post("faces/").join().statusCode());
        assertEquals("here", post("login").join().body());
        assertEquals("here", get("rules").join().body());
        done.countDown();
        held.forEach(one -> assertEquals("here", one.join().body()));
        awaitPlace(() -> post("sources"));
        awaitPlace(() -> post("faces"));
    }

    /** Places are given back, also by those whom nobody waited for. */
    @Test
    void refusalsBesideEndsLoseNoPlace() {
        done.countDown();
        for (int round = 0; round < 50; round++) {
            List<CompletableFuture<HttpResponse<String>>> crowd = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                crowd.add(post("rules"));
            }
            crowd.forEach(CompletableFuture::join);
        }
        awaitPlace(() -> post("rules"));
    }
}
