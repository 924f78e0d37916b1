package dev.drover.model.wire;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Lists, and maps from text. Elements that are null on the wire are dropped unless the component allows them. */
final class CollectionCodecs {
    private CollectionCodecs() {}

    record ListCodec(Codec element) implements Codec {
        @Override
        public Object read(JsonReader reader) {
            List<Object> values = new ArrayList<>();
            int index = 0;
            try {
                reader.beginList();
                while (reader.nextElement()) {
                    if (!reader.isNull()) {
                        values.add(element.read(reader));
                    }
                    index++;
                }
            } catch (RuntimeException fault) {
                throw WireException.of(fault).inside("[" + index + "]");
            }
            return List.copyOf(values);
        }

        @Override
        public void write(JsonGenerator writer, Object value, Style style) {
            writer.writeStartArray();
            for (Object item : (Collection<?>) value) {
                element.write(writer, item, style);
            }
            writer.writeEndArray();
        }

        @Override
        public boolean isEmpty(Object value) {
            return ((Collection<?>) value).isEmpty();
        }
    }

    record MapCodec(Codec element, boolean keepsNull) implements Codec {
        @Override
        public Object read(JsonReader reader) {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            reader.beginObject();
            for (String key = reader.nextField(); key != null; key = reader.nextField()) {
                if (!reader.isNull()) {
                    values.put(key, element.read(reader));
                } else if (keepsNull) {
                    values.put(key, null);
                }
            }
            return Defaults.map(values);
        }

        @Override
        public void write(JsonGenerator writer, Object value, Style style) {
            writer.writeStartObject();
            ((Map<?, ?>) value).forEach((key, item) -> {
                writer.writeName((String) key);
                if (item == null) {
                    writer.writeNull();
                } else {
                    element.write(writer, item, style);
                }
            });
            writer.writeEndObject();
        }

        @Override
        public boolean isEmpty(Object value) {
            return ((Map<?, ?>) value).isEmpty();
        }
    }
}
