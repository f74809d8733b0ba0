package org.mimika.server.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A request's JSON object, read field by field; whatever is not as it should be is a {@link Problem} that names it. */
final class JsonBody {
    /** One value and no more; a field that comes twice would mean two things to two readers. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** A tree takes many times the room of its text. */
    private static final int MOST_BYTES = 64 << 10;

    private final JsonNode object;

    private JsonBody(JsonNode object) {
        this.object = object;
    }

    private static JsonNode tree(Context context, int mostBytes) {
        try {
            byte[] body = context.bodyInputStream().readNBytes(mostBytes + 1);
            if (body.length > mostBytes) {
                throw new Problem(HttpStatus.CONTENT_TOO_LARGE, "the JSON is larger than " + mostBytes + " bytes");
            }
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw Problem.bad("the body is no JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new Problem(HttpStatus.REQUEST_TIMEOUT, "the body broke off");
        }
    }

    /** The body, which may have these fields and no others. */
    static JsonBody of(Context context, String... fields) {
        return of(tree(context, MOST_BYTES), fields);
    }

    /** The body of so many bytes at most, which may have these fields and no others. */
    static JsonBody small(Context context, int mostBytes, String... fields) {
        return of(tree(context, mostBytes), fields);
    }

    /** An object, which may have these fields and no others. */
    static JsonBody of(JsonNode object, String... fields) {
        if (object == null || !object.isObject()) {
            throw Problem.bad("the body is no JSON object: expected " + Arrays.toString(fields));
        }
        List<String> known = List.of(fields);
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw Problem.bad("unknown field '" + name + "': expected some of " + known);
            }
        });
        return new JsonBody(object);
    }

    /** A field that must be there. */
    String text(String field) {
        return required(field, optionalText(field));
    }

    /** A field that must be there. */
    double number(String field) {
        return required(field, value(field, JsonNode::isNumber, "a number")).doubleValue();
    }

    private static <T> T required(String field, Optional<T> value) {
        return value.orElseThrow(() -> Problem.bad("the field '" + field + "' is missing"));
    }

    Optional<String> optionalText(String field) {
        return value(field, JsonNode::isTextual, "a text").map(JsonNode::textValue);
    }

    Optional<Boolean> optionalFlag(String field) {
        return value(field, JsonNode::isBoolean, "true or false").map(JsonNode::booleanValue);
    }

    Optional<Long> optionalWhole(String field) {
        return value(field, node -> node.canConvertToExactIntegral() && node.canConvertToLong(), "a whole number")
                .map(JsonNode::longValue);
    }

    /** One of an enumeration's names, in small letters. */
    <E extends Enum<E>> Optional<E> optionalOneOf(String field, Class<E> type) {
        return optionalText(field).map(text -> Answers.oneOf("the field '" + field + "'", text, type));
    }

    /** Null counts as absent. */
    private Optional<JsonNode> value(String field, Function<JsonNode, Boolean> check, String expected) {
        JsonNode value = object.get(field);
        if (value == null || value.isNull()) {
            return Optional.empty();
        }
        if (!check.apply(value)) {
            throw Problem.bad("the field '" + field + "' is " + (value.isContainerNode() ? "no single value" : value)
                    + ": expected " + expected);
        }
        return Optional.of(value);
    }
}
