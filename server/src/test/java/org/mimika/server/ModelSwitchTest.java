package org.mimika.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A model that is changed while a source plays: every row tells which one made it. */
class ModelSwitchTest {
    @RegisterExtension
    static final RunningServer RUNNING = new RunningServer(ModelSwitchTest::options);

    private final TestClient client = RUNNING.client();

    private static ServerOptions options(Path folder) {
        ServerOptions one = Fixtures.options();
        return new ServerOptions(
                one.web(),
                List.of("vit", "hybrid"),
                1,
                Optional.of(folder.resolve("kept.duckdb")),
                one.media(),
                one.networks(),
                one.webhookSecret(),
                one.demo());
    }

    private JsonNode change(String id, String change) {
        return TestClient.ok(client.send("PATCH", "sources/" + id, change));
    }

    private List<String> rows(String table) {
        return new String(client.get(table).body(), UTF_8).lines().toList();
    }

    @Test
    void everyRowTellsTheModelThatMadeIt() {
        try (TestClient.Socket camera = client.open("camera")) {
            String id = camera.next("source").get("id").asText();
            long session = client.record(id);
            for (String next : List.of(
                    "{\"model\":\"vit\"}", "{\"model\":\"hybrid\"}", "{\"explain\":true}", "{\"model\":\"vit\"}")) {
                change(id, next);
                camera.send(Fixtures.portrait());
                camera.next("result");
            }
            client.awaitTaken(id, 4); // a result is told of before it is kept
            assertEquals(4, client.recorded(id));
            for (String table : List.of("sources/" + id, "recordings/" + session)) {
                List<String> csv = rows(table + "/results.csv");
                assertTrue(csv.get(0).endsWith(",model"), csv.get(0));
                assertEquals(
                        List.of("vit", "hybrid", "hybrid", "vit"),
                        csv.stream()
                                .skip(1)
                                .map(row -> row.substring(row.lastIndexOf(',') + 1))
                                .toList());
                assertTrue(rows(table + "/results.jsonl").get(1).contains("\"model\":\"hybrid\""));
            }
        }
    }
}
