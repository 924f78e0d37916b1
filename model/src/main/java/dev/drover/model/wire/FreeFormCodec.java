package dev.drover.model.wire;

import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whatever JSON holds, as text, boolean, {@link Long}, {@link Double} or {@link BigDecimal} (numbers that fit neither), list and map. Records inside are
 * written by their own codec.
 */
final class FreeFormCodec implements Codec {
    /** Deeper nesting is an attack or a fault, and would end in a stack overflow. */
    private static final int MAX_DEPTH = 200;

    @Override
    public Object read(JsonReader reader) {
        return read(reader, 0);
    }

    private Object read(JsonReader reader, int depth) {
        if (depth > MAX_DEPTH) {
            throw new WireException("JSON is nested deeper than " + MAX_DEPTH + " levels");
        }
        return switch (reader.currentToken()) {
            case BEGIN_OBJECT -> readObject(reader, depth);
            case BEGIN_ARRAY -> readArray(reader, depth);
            case STRING -> reader.readString();
            case BOOLEAN -> reader.readBoolean();
            case NUMBER -> number(reader.readDecimal());
            case NULL -> throw new IllegalStateException("null is handled by the caller");
        };
    }

    private Map<String, Object> readObject(JsonReader reader, int depth) {
        Map<String, Object> values = new LinkedHashMap<>();
        reader.beginObject();
        while (reader.hasNextField()) {
            String key = reader.nextField();
            if (!reader.isNullValue()) {
                values.put(key, read(reader, depth + 1));
            }
        }
        reader.endObject();
        return Defaults.map(values);
    }

    private List<Object> readArray(JsonReader reader, int depth) {
        List<Object> values = new ArrayList<>();
        reader.beginArray();
        while (reader.hasNextElement()) {
            if (!reader.isNullValue()) {
                values.add(read(reader, depth + 1));
            }
        }
        reader.endArray();
        return List.copyOf(values);
    }

    private static Object number(BigDecimal number) {
        if (number.stripTrailingZeros().scale() <= 0
                && number.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0) {
            return number.longValueExact();
        }
        double nearest = number.doubleValue();
        return BigDecimal.valueOf(nearest).compareTo(number) == 0 ? (Object) nearest : number;
    }

    @Override
    public void write(JsonWriter writer, Object value, Style style) {
        switch (value) {
            case String text -> writer.value(text);
            case Boolean bool -> writer.value(bool.booleanValue());
            case Integer number -> writer.value(number.intValue());
            case Long number -> writer.value(number.longValue());
            case Double number -> writer.value(number.doubleValue());
            case BigDecimal number -> writer.value(number);
            case Map<?, ?> map -> new CollectionCodecs.MapCodec(this, false).write(writer, map, style);
            case List<?> list -> new CollectionCodecs.ListCodec(this).write(writer, list, style);
            case Object other -> Codecs.of(other.getClass()).write(writer, other, style);
        }
    }
}
