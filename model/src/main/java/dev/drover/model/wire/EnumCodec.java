package dev.drover.model.wire;

import io.avaje.json.JsonWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/** Enums by their {@link WireName}. An empty text stands for the first constant. */
final class EnumCodec implements Codec {
    private final Map<String, Object> byName = new LinkedHashMap<>();

    EnumCodec(Class<?> type) {
        for (Object constant : type.getEnumConstants()) {
            byName.put(((WireName) constant).wireName(), constant);
        }
        byName.putIfAbsent("", type.getEnumConstants()[0]);
    }

    @Override
    public Object read(JsonText reader) {
        String name = reader.readText();
        Object constant = byName.get(name);
        if (constant == null) {
            throw new WireException("\"" + name + "\" is none of " + byName.keySet());
        }
        return constant;
    }

    @Override
    public void write(JsonWriter writer, Object value, Style style) {
        writer.value(((WireName) value).wireName());
    }
}
