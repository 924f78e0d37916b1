package dev.drover.model.wire;

import java.io.OutputStream;
import java.io.StringWriter;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.util.ByteArrayBuilder;

/**
 * JSON in and out, one mapping for API, log and files. A record says the name and the empty form of each component with
 * {@link Wire}; the rules for null and empty are those of the compatible wire, which no general mapper knows.
 *
 * <p>Reading throws {@link WireException} with the place and reason when the text is not JSON or does not fit.
 */
public final class Json {
    private Json() {}

    public static <T> T read(Class<T> type, byte[] json) {
        return type.cast(readAs(type, json));
    }

    public static <T> T read(Class<T> type, String json) {
        return read(type, json.getBytes(StandardCharsets.UTF_8));
    }

    public static <T> List<T> readList(Class<T> element, byte[] json) {
        return ((List<?>) readAs(new CollectionCodecs.ListCodec(Codecs.of(element)), json))
                .stream().map(element::cast).toList();
    }

    /** Any JSON object as text, boolean, number, list and map. */
    @SuppressWarnings("unchecked") // the free-form codec makes only this shape
    public static Map<String, Object> readObject(byte[] json) {
        return (Map<String, Object>) readAs(Map.class, json);
    }

    private static Object readAs(Type type, byte[] json) {
        return readAs(Codecs.of(type), json);
    }

    private static Object readAs(Codec codec, byte[] json) {
        try (JsonReader text = JsonReader.ofRecord(json)) {
            if (text.isNull()) {
                throw new WireException("expected a value, found null");
            }
            Object value = codec.read(text);
            text.end();
            return value;
        } catch (RuntimeException fault) {
            throw WireException.of(fault);
        }
    }

    public static byte[] writeBytes(Object value) {
        return bytes(value, Codec.Style.COMPACT);
    }

    public static String write(Object value) {
        return new String(writeBytes(value), StandardCharsets.UTF_8);
    }

    /** As {@link #write(Object)}, with every field, even where the wire leaves out empty ones. */
    public static String writeEveryField(Object value) {
        return new String(bytes(value, Codec.Style.EVERY_FIELD), StandardCharsets.UTF_8);
    }

    /** As small as can be for a reader that is {@link #read} itself: fields are left out that are the same when they are absent. */
    public static byte[] writeSparse(Object value) {
        return bytes(value, Codec.Style.SPARSE);
    }

    public static void write(Object value, OutputStream out) {
        try (JsonGenerator writer = bytesWriter(out)) {
            write(writer, value, Codec.Style.COMPACT);
        }
    }

    /** For people: four spaces a level. */
    public static String writePretty(Object value) {
        StringWriter out = new StringWriter();
        try (JsonGenerator writer = JsonFactories.RECORDS.createGenerator(JsonFactories.PRETTY, out)) {
            write(writer, value, Codec.Style.COMPACT);
        }
        return out.toString();
    }

    private static byte[] bytes(Object value, Codec.Style style) {
        try (ByteArrayBuilder out = new ByteArrayBuilder()) {
            try (JsonGenerator writer = bytesWriter(out)) {
                write(writer, value, style);
            }
            return out.toByteArray();
        }
    }

    private static JsonGenerator bytesWriter(OutputStream out) {
        return JsonFactories.RECORDS.createGenerator(ObjectWriteContext.empty(), out, JsonEncoding.UTF8);
    }

    private static void write(JsonGenerator writer, Object value, Codec.Style style) {
        Codecs.of(value instanceof Map ? Map.class : value instanceof List ? List.class : value.getClass())
                .write(writer, value, style);
    }
}
