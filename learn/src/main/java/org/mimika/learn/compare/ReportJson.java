package org.mimika.learn.compare;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.util.Locale;
import java.util.OptionalLong;
import org.mimika.core.MimikaException;

/**
 * How the figures of a comparison become JSON, and back: records by their components in snake_case ({@code macroF1} is
 * {@code macro_f1}), enumerations in small letters, undefined figures (NaN) and unknown counts as null, pixels as
 * Base64. What was written is read back equal.
 */
public final class ReportJson {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .addModule(undefinedAsNull())
            .addModule(new SimpleModule("reports")
                    .addDeserializer(Double.class, new NullIsNan())
                    .addDeserializer(double.class, new NullIsNan())
                    .addSerializer(OptionalLong.class, new CountOrNull())
                    .addDeserializer(OptionalLong.class, new NullIsEmpty())
                    .addSerializer(new SmallLetters()))
            .build();

    private ReportJson() {}

    /** Writes figures that are undefined (NaN) as null, since JSON has no NaN. */
    public static Module undefinedAsNull() {
        return new SimpleModule("undefined as null")
                .addSerializer(Double.class, new FiniteOrNull())
                .addSerializer(double.class, new FiniteOrNull());
    }

    /** The JSON text of a record of this package, indented, ending without a line feed. */
    public static String text(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not serialisable: " + value.getClass(), e);
        }
    }

    /**
     * Reads what {@link #text} wrote.
     *
     * @param where what it is, for messages
     * @throws MimikaException if it is not such JSON, or its figures are none
     */
    public static <T> T read(String text, Class<T> type, String where) {
        try {
            T value = MAPPER.readValue(text, type);
            if (value == null) {
                throw new MimikaException(where + " is empty");
            }
            return value;
        } catch (JsonProcessingException e) {
            String why = e.getOriginalMessage().lines().findFirst().orElse("damaged");
            throw new MimikaException(where + " is not what this version of Mimika writes: " + why, e);
        }
    }

    private static final class FiniteOrNull extends JsonSerializer<Double> {
        @Override
        public void serialize(Double value, JsonGenerator json, SerializerProvider provider) throws IOException {
            if (Double.isFinite(value)) {
                json.writeNumber(value);
            } else {
                json.writeNull();
            }
        }
    }

    private static final class NullIsNan extends JsonDeserializer<Double> {
        @Override
        public Double deserialize(JsonParser json, DeserializationContext context) throws IOException {
            return json.getDoubleValue();
        }

        @Override
        public Double getNullValue(DeserializationContext context) {
            return Double.NaN;
        }
    }

    private static final class CountOrNull extends JsonSerializer<OptionalLong> {
        @Override
        public void serialize(OptionalLong value, JsonGenerator json, SerializerProvider provider) throws IOException {
            if (value.isPresent()) {
                json.writeNumber(value.getAsLong());
            } else {
                json.writeNull();
            }
        }
    }

    private static final class NullIsEmpty extends JsonDeserializer<OptionalLong> {
        @Override
        public OptionalLong deserialize(JsonParser json, DeserializationContext context) throws IOException {
            return OptionalLong.of(json.getLongValue());
        }

        @Override
        public OptionalLong getNullValue(DeserializationContext context) {
            return OptionalLong.empty();
        }
    }

    private static final class SmallLetters extends JsonSerializer<Enum<?>> {
        @Override
        @SuppressWarnings({"unchecked", "rawtypes"})
        public Class<Enum<?>> handledType() {
            return (Class) Enum.class;
        }

        @Override
        public void serialize(Enum<?> value, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(value.name().toLowerCase(Locale.ROOT));
        }
    }
}
