package dev.drover.model.wire;

import io.avaje.json.JsonWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lists, and maps from text. Elements that are null on the wire are dropped unless the component allows them. */
final class CollectionCodecs {
    private CollectionCodecs() {}

    record ListCodec(Codec element) implements Codec {
        @Override
        public Object read(JsonText reader) {
            List<Object> values = new ArrayList<>();
            int index = 0;
            try {
                reader.beginList();
                while (reader.hasNextElement()) {
                    if (!reader.isNull()) {
                        values.add(element.read(reader));
                    }
                    index++;
                }
                reader.endList();
            } catch (RuntimeException fault) {
                throw WireException.of(fault).inside("[" + index + "]");
            }
            return List.copyOf(values);
        }

        @Override
        public void write(JsonWriter writer, Object value, Style style) {
            writer.beginArray();
            for (Object item : (Collection<?>) value) {
                element.write(writer, item, style);
            }
            writer.endArray();
        }

        @Override
        public boolean isEmpty(Object value) {
            return ((Collection<?>) value).isEmpty();
        }
    }

    record MapCodec(Codec element, boolean keepsNull) implements Codec {
        @Override
        public Object read(JsonText reader) {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            reader.beginObject();
            while (reader.hasNextField()) {
                String key = reader.nextField();
                if (!reader.isNull()) {
                    values.put(key, element.read(reader));
                } else if (keepsNull) {
                    values.put(key, null);
                }
            }
            reader.endObject();
            return Defaults.map(values);
        }

        @Override
        public void write(JsonWriter writer, Object value, Style style) {
            writer.beginObject();
            ((Map<?, ?>) value).forEach((key, item) -> {
                writer.name((String) key);
                if (item == null) {
                    writer.nullValue();
                } else {
                    element.write(writer, item, style);
                }
            });
            writer.endObject();
        }

        @Override
        public boolean isEmpty(Object value) {
            return ((Map<?, ?>) value).isEmpty();
        }
    }
}
