package org.mimika.bench.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.mimika.cli.Main;
import org.mimika.core.BundledModels;

class ServeBenchCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... args) {
        return Main.run(args, new PrintStream(out, true), new PrintStream(err, true));
    }

    private String messages() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void clientsGetTheirResults() throws Exception {
        assumeFalse(BundledModels.onClassPath().names().isEmpty(), "no model is bundled");
        String[] command = {"bench", "serve", "--clients", "2", "--rate", "5", "--minutes", "0.05", "--warm-up", "1"};
        String[] asJson = Arrays.copyOf(command, command.length + 1);
        asJson[command.length] = "--json";
        assertEquals(0, run(asJson), this::messages);
        JsonNode report = new ObjectMapper().readTree(out.toByteArray());
        assertEquals(2, report.get("clients").size());
        for (JsonNode client : report.get("clients")) {
            assertEquals(15, client.get("results").asInt(), 12, report::toString);
            assertTrue(client.get("median_millis").asDouble() > 0, report::toString);
            assertTrue(client.get("median_millis").asDouble()
                    <= client.get("p95_millis").asDouble());
        }
    }

    @Test
    void tooManyClientsAreWrongUsage() {
        assertEquals(2, run("bench", "serve", "--clients", "9"));
        assertTrue(messages().startsWith("mimika: --clients 9"), this::messages);
    }
}
