package dev.drover.model.wire;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/**
 * Whatever JSON holds, as text, boolean, {@link Long}, {@link Double} or {@link BigDecimal} (numbers that fit neither), list and map. Records inside are
 * written by their own codec.
 */
final class FreeFormCodec implements Codec {
    private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE);

    @Override
    public Object read(JsonReader reader) {
        return switch (reader.token()) {
            case START_OBJECT -> readObject(reader);
            case START_ARRAY -> readArray(reader);
            case VALUE_STRING -> reader.readText();
            case VALUE_TRUE, VALUE_FALSE -> reader.readBoolean();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(reader.readDecimal());
            case VALUE_NULL -> throw new IllegalStateException("null is handled by the caller");
            case NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT ->
                throw reader.fault("expected a value");
        };
    }

    private Map<String, Object> readObject(JsonReader reader) {
        Map<String, Object> values = new LinkedHashMap<>();
        reader.beginObject();
        for (String key = reader.nextField(); key != null; key = reader.nextField()) {
            if (!reader.isNull()) {
                values.put(key, read(reader));
            }
        }
        return Defaults.map(values);
    }

    private List<Object> readArray(JsonReader reader) {
        List<Object> values = new ArrayList<>();
        reader.beginList();
        while (reader.nextElement()) {
            if (!reader.isNull()) {
                values.add(read(reader));
            }
        }
        return List.copyOf(values);
    }

    private static Object number(BigDecimal number) {
        if (number.abs().compareTo(LARGEST) <= 0 && number.stripTrailingZeros().scale() <= 0) {
            return number.longValueExact();
        }
        double nearest = number.doubleValue();
        if (Double.isInfinite(nearest)) {
            return number;
        }
        return BigDecimal.valueOf(nearest).compareTo(number) == 0 ? (Object) nearest : number;
    }

    @Override
    public void write(JsonGenerator writer, Object value, Style style) {
        switch (value) {
            case String text -> writer.writeString(text);
            case Boolean bool -> writer.writeBoolean(bool.booleanValue());
            case Integer number -> writer.writeNumber(number.intValue());
            case Long number -> writer.writeNumber(number.longValue());
            case Double number -> writer.writeNumber(number.doubleValue());
            case BigDecimal number -> writer.writeNumber(number);
            case Map<?, ?> map -> new CollectionCodecs.MapCodec(this, false).write(writer, map, style);
            case List<?> list -> new CollectionCodecs.ListCodec(this).write(writer, list, style);
            case Object other -> Codecs.of(other.getClass()).write(writer, other, style);
        }
    }
}
