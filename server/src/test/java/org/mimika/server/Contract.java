package org.mimika.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The OpenAPI document, to hold what the server says against it. Remembers what it was shown, so that a test can tell
 * that nothing in the document went untried. Thread-safe.
 */
final class Contract {
    private static final String ADDRESS = "https://mimika.invalid/openapi.json";
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    /** Held, so that its level is too: the validator remarks on every keyword of OpenAPI. */
    private static final Logger REMARKS = Logger.getLogger("com.networknt");

    private final JsonNode document;
    private final SchemaRegistry schemas;
    private final Map<String, JsonNode> operations = new HashMap<>();
    private final Set<String> seen = Collections.newSetFromMap(new ConcurrentHashMap<>());

    Contract() {
        REMARKS.setLevel(Level.SEVERE);
        try (InputStream in = Contract.class.getResourceAsStream("/org/mimika/server/openapi.json")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            document = new ObjectMapper().readTree(text);
            schemas = SchemaRegistry.withDialect(
                    Dialects.getOpenApi31(), registry -> registry.schemas(Map.of(ADDRESS, text)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
            for (Map.Entry<String, JsonNode> item : path.getValue().properties()) {
                if (METHODS.contains(item.getKey())) {
                    operations.put(item.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(), item.getValue());
                }
            }
        }
    }

    JsonNode document() {
        return document;
    }

    /** Such as {@code GET /api/v1/models}. */
    Set<String> operations() {
        return new TreeSet<>(operations.keySet());
    }

    JsonNode operation(String name) {
        return operations.get(name);
    }

    /** Every success and every type of message that the document promises, as {@link #seen} names them. */
    Set<String> promises() {
        Set<String> all = new TreeSet<>();
        operations.forEach((name, operation) -> {
            operation.get("responses").fieldNames().forEachRemaining(status -> {
                if (status.startsWith("2")) {
                    all.add(name + " " + status);
                }
            });
            JsonNode messages = resolved(operation.at("/x-websocket/server")).path("oneOf");
            messages.forEach(message -> all.add(name + " " + name(message)));
        });
        return all;
    }

    Set<String> seen() {
        return new TreeSet<>(seen);
    }

    /** Fails if the document does not foresee this answer. What it does not list may be answered with 404, 405 or 501. */
    void check(String method, String path, HttpResponse<byte[]> answer) {
        String request = method + " " + path;
        Optional<String> operation = find(request);
        String type = answer.headers().firstValue("Content-Type").orElse("").replaceFirst(";.*", "");
        int status = answer.statusCode();
        if (operation.isEmpty()) {
            if (path.startsWith("/api/")) { // all else is a file of the dashboard
                require(
                        Set.of(404, 405, 501).contains(status),
                        request,
                        "answers " + status + ", which is not documented");
                valid("Error", request, answer.body());
            }
            return;
        }
        JsonNode foreseen =
                resolved(operations.get(operation.get()).path("responses").path(Integer.toString(status)));
        require(!foreseen.isMissingNode(), request, "answers " + status + ", which is not documented: " + text(answer));
        seen.add(operation.get() + " " + status);
        JsonNode content = foreseen.path("content");
        require(
                content.isMissingNode() ? answer.body().length == 0 : content.has(type),
                request,
                "answers with '" + type + "': " + content);
        foreseen.path("headers")
                .fieldNames()
                .forEachRemaining(header -> require(
                        answer.headers().firstValue(header).isPresent() || status == 503,
                        request,
                        "lacks the header " + header));
        JsonNode schema = content.path(type).path("schema");
        if (type.equals("application/json")) {
            valid(schema, request, parse(answer.body()));
        } else if (type.equals("application/jsonl")) {
            text(answer).lines().forEach(line -> valid(schema, request, parse(line.getBytes(StandardCharsets.UTF_8))));
        }
    }

    /** Fails if the socket at this path should not say this. */
    void check(String path, JsonNode message) {
        String operation = find("GET " + path).orElseThrow();
        JsonNode server = operations.get(operation).at("/x-websocket/server");
        String type = message.path("type").asText();
        for (JsonNode one : resolved(server).get("oneOf")) {
            if (resolved(one).at("/properties/type/const").asText().equals(type)) {
                valid(one, path, message);
                seen.add(operation + " " + name(one));
                return;
            }
        }
        throw new AssertionError(path + " says '" + type + "', which is not documented: " + message);
    }

    /** Whether the schema of this name lets this pass. */
    boolean allows(String schema, JsonNode node) {
        return problems(schema, node).isEmpty();
    }

    /** Fails unless the schema of this name lets this pass. */
    void valid(String schema, String where, byte[] json) {
        valid(reference(schema), where, parse(json));
    }

    private JsonNode reference(String schema) {
        return new ObjectMapper().createObjectNode().put("$ref", "#/components/schemas/" + schema);
    }

    private void valid(JsonNode schema, String where, JsonNode node) {
        List<String> problems = new ArrayList<>();
        if (schema.has("$ref")) {
            problems.addAll(problems(name(schema), node));
        } else if (schema.has("oneOf")) {
            long fits = 0;
            for (JsonNode one : schema.get("oneOf")) {
                List<String> found = problems(name(one), node);
                problems.addAll(found);
                fits += found.isEmpty() ? 1 : 0;
            }
            if (fits == 1) {
                return;
            }
        }
        require(problems.isEmpty(), where, problems + " in " + node);
    }

    private List<String> problems(String schema, JsonNode node) {
        Schema compiled = schemas.getSchema(SchemaLocation.of(ADDRESS + "#/components/schemas/" + schema));
        return compiled.validate(node).stream().map(Object::toString).toList();
    }

    /** The node, or what its reference leads to. */
    JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
    }

    private static String name(JsonNode reference) {
        return reference.get("$ref").asText().replaceFirst(".*/", "");
    }

    private Optional<String> find(String request) {
        return operations.keySet().stream()
                .filter(name -> request.matches(name.replace(".", "\\.").replaceAll("\\{[^}]*}", "[^/]+")))
                .findFirst();
    }

    private static JsonNode parse(byte[] json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (IOException e) {
            throw new AssertionError("no JSON: " + new String(json, StandardCharsets.UTF_8), e);
        }
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private static void require(boolean holds, String where, String otherwise) {
        if (!holds) {
            throw new AssertionError(where + " " + otherwise);
        }
    }
}
