package org.mimika.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The OpenAPI document and the server say the same, in both directions. */
class OpenApiTest {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final Contract CONTRACT = TestClient.CONTRACT;

    @RegisterExtension
    static final RunningServer RUNNING = new RunningServer();

    private final TestClient client = RUNNING.client();

    @Test
    void everyRouteIsDocumentedAndEveryDocumentedOneIsThere() {
        assertEquals(RUNNING.server().routes(), CONTRACT.operations());
    }

    @Test
    void theDocumentIsServedAndWhole() {
        JsonNode served = TestClient.ok(client.get("openapi.json"));
        assertEquals(CONTRACT.document(), served);
        assertEquals("3.1.0", served.get("openapi").asText());
        List<JsonNode> references = served.findValues("$ref");
        assertTrue(references.size() > 50);
        Set<String> used = new HashSet<>();
        for (JsonNode reference : references) {
            String pointer = reference.asText().substring(1);
            assertFalse(served.at(pointer).isMissingNode(), pointer);
            used.add(pointer);
        }
        for (String kind : List.of("schemas", "responses", "parameters", "headers")) {
            served.at("/components/" + kind)
                    .fieldNames()
                    .forEachRemaining(name -> assertTrue(
                            used.contains("/components/" + kind + "/" + name) || name.equals("PictureHeader"),
                            () -> name + " is not used"));
        }
    }

    @Test
    void operationsAreNamedOnceAndHaveTheParametersOfTheirPaths() {
        Set<String> ids = new HashSet<>();
        for (String name : CONTRACT.operations()) {
            JsonNode operation = CONTRACT.operation(name);
            assertTrue(ids.add(operation.get("operationId").asText()), name);
            JsonNode path = CONTRACT.document().get("paths").get(name.split(" ")[1]);
            boolean declared = false;
            for (JsonNode holder : List.of(path, operation)) {
                for (JsonNode parameter : holder.path("parameters")) {
                    declared |= CONTRACT.resolved(parameter).get("in").asText().equals("path");
                }
            }
            assertEquals(name.contains("{id}"), declared, name);
        }
    }

    /** For every request with a JSON body: each field of each wrong kind, a field too many, one too few, no object. */
    @Test
    void bodiesThatTheSchemaForbidsAreRefused() throws IOException {
        String source = client.add("{\"input\":\"demo\",\"loop\":true}");
        int tried = 0;
        for (String name : CONTRACT.operations()) {
            JsonNode body = CONTRACT.operation(name).at("/requestBody/content/application~1json/schema");
            if (body.isMissingNode() || name.endsWith("/login")) {
                continue;
            }
            String schema = body.get("$ref").asText().replaceFirst(".*/", "");
            for (String wrong : forbidden(schema)) {
                String[] request = name.replace("{id}", source).split(" ");
                HttpResponse<byte[]> answer = client.send(request[0], request[1], wrong);
                assertEquals(400, answer.statusCode(), () -> name + " " + wrong + new String(answer.body(), UTF_8));
                tried++;
            }
        }
        assertTrue(tried > 40, () -> "too few tried");
        client.send("DELETE", "sources/" + source, "");
    }

    private static List<String> forbidden(String schema) throws IOException {
        JsonNode properties = CONTRACT.document().at("/components/schemas/" + schema + "/properties");
        ObjectNode good = good(schema);
        List<String> candidates = new ArrayList<>(
                List.of("", "[]", "7", "null", "\"demo\"", "{", "{}", good + "x", good + "{}", "[" + good + "]"));
        properties.fieldNames().forEachRemaining(field -> {
            for (String value : List.of("7", "1.5", "-1", "\"wrong\"", "true", "[]", "{}", "null", "1e99", "\"\"")) {
                candidates.add(good.deepCopy().putRawValue(field, raw(value)).toString());
            }
            candidates.add(good.deepCopy().without(field).toString());
        });
        candidates.add(good.deepCopy().put("more", 1).toString());
        candidates.add("{\"input\":\"demo\",\"input\":\"camera:0\",\"model\":null,\"model\":null}");
        candidates.removeIf(candidate -> allowed(schema, candidate));
        return candidates;
    }

    private static com.fasterxml.jackson.databind.util.RawValue raw(String value) {
        return new com.fasterxml.jackson.databind.util.RawValue(value);
    }

    /** The least that is allowed. */
    private static ObjectNode good(String schema) {
        ObjectNode good = JSON.createObjectNode();
        if (schema.equals("NewSource")) {
            good.put("input", "demo");
        } else if (schema.equals("NewRule")) {
            good.put("emotion", "happy").put("above", 0.5);
        }
        assertTrue(CONTRACT.allows(schema, good), schema);
        return good;
    }

    private static boolean allowed(String schema, String text) {
        try (var parser = JSON.createParser(text)) {
            JsonNode node = JSON.readTree(parser);
            return node != null && parser.nextToken() == null && CONTRACT.allows(schema, node);
        } catch (IOException e) {
            return false;
        }
    }
}
