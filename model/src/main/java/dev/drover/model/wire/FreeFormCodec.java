package dev.drover.model.wire;

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
    private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE);

    @Override
    public Object read(JsonText reader) {
        return switch (reader.kind()) {
            case OBJECT -> readObject(reader);
            case LIST -> readArray(reader);
            case TEXT -> reader.readText();
            case BOOLEAN -> reader.readBoolean();
            case NUMBER -> number(reader.readDecimal());
            case NULL -> throw new IllegalStateException("null is handled by the caller");
        };
    }

    private Map<String, Object> readObject(JsonText reader) {
        Map<String, Object> values = new LinkedHashMap<>();
        reader.beginObject();
        while (reader.hasNextField()) {
            String key = reader.nextField();
            if (!reader.isNull()) {
                values.put(key, read(reader));
            }
        }
        reader.endObject();
        return Defaults.map(values);
    }

    private List<Object> readArray(JsonText reader) {
        List<Object> values = new ArrayList<>();
        reader.beginList();
        while (reader.hasNextElement()) {
            if (!reader.isNull()) {
                values.add(read(reader));
            }
        }
        reader.endList();
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
