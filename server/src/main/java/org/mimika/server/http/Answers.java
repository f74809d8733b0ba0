package org.mimika.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.Locale;

/** What all routes do alike: parameters in, JSON out. */
final class Answers {
    private Answers() {}

    static void json(Context context, JsonNode body) {
        context.contentType("application/json")
                .header("Cache-Control", "no-store")
                .result(body.toString());
    }

    /** The constant that a client names in small letters; {@code where} it did so is for the message. */
    static <E extends Enum<E>> E oneOf(String where, String text, Class<E> type) {
        return Arrays.stream(type.getEnumConstants())
                .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst()
                .orElseThrow(() -> Problem.bad(where + " is '" + text + "': expected one of "
                        + Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT)));
    }

    /** A parameter that is a whole number of these bounds; the other value where it is missing. */
    static long whole(Context context, String parameter, long missing, long least, long most) {
        String text = context.queryParam(parameter);
        if (text == null) {
            return missing;
        }
        try {
            long value = Long.parseLong(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw Problem.bad("the parameter '" + parameter + "' is '" + text + "': expected a whole number"
                + (most < Long.MAX_VALUE ? " from " + least + " to " + most : ""));
    }
}
