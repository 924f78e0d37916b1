package dev.drover.model.wire;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

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
    public Object read(JsonReader reader) {
        String name = reader.readText();
        Object constant = byName.get(name);
        if (constant == null) {
            throw new WireException("\"" + name + "\" is none of " + byName.keySet());
        }
        return constant;
    }

    @Override
    public void write(JsonGenerator writer, Object value, Style style) {
        writer.writeString(((WireName) value).wireName());
    }
}
