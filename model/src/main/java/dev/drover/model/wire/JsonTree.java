package dev.drover.model.wire;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;

/**
 * JSON as it came: numbers keep their digits, fields their order, and nulls are kept; which the records of the model do not
 * need, but printing and expressions do.
 */
public sealed interface JsonTree {
    /** Larger exponents are refused: adding such a number to 1 would need that many digits. */
    int MAX_EXPONENT = 10_000;

    record Fields(SequencedMap<String, JsonTree> values) implements JsonTree {
        public Fields {
            values = Collections.unmodifiableSequencedMap(values);
        }
    }

    record Items(List<JsonTree> values) implements JsonTree {
        public Items {
            values = List.copyOf(values);
        }
    }

    record Text(String value) implements JsonTree {}

    /** A number, true, false or null, as written. */
    record Literal(String value) implements JsonTree {
        public static final Literal NULL = new Literal("null");
    }

    /** Throws {@link WireException} with the place and reason when the text is not JSON. */
    static JsonTree parse(String json) {
        try (JsonReader reader = JsonReader.ofTree(json)) {
            JsonTree tree = read(reader);
            reader.end();
            return tree;
        }
    }

    private static JsonTree read(JsonReader reader) {
        return switch (reader.token()) {
            case START_OBJECT -> readFields(reader);
            case START_ARRAY -> {
                List<JsonTree> items = new ArrayList<>();
                while (reader.nextElement()) {
                    items.add(read(reader));
                }
                yield new Items(items);
            }
            case VALUE_STRING -> new Text(reader.readText());
            case VALUE_TRUE, VALUE_FALSE -> new Literal(Boolean.toString(reader.readBoolean()));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Literal(number(reader));
            case VALUE_NULL -> Literal.NULL;
            case NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT ->
                throw reader.fault("expected a value");
        };
    }

    private static JsonTree readFields(JsonReader reader) {
        SequencedMap<String, JsonTree> fields = new LinkedHashMap<>();
        for (String name = reader.nextField(); name != null; name = reader.nextField()) {
            fields.put(name, read(reader));
        }
        return new Fields(fields);
    }

    private static String number(JsonReader reader) {
        String number = reader.readNumber();
        try {
            if (Math.abs((long) new BigDecimal(number).scale()) > MAX_EXPONENT) {
                throw reader.fault("a number with an exponent of more than " + MAX_EXPONENT);
            }
            return number;
        } catch (NumberFormatException fault) {
            throw reader.fault("a number with an exponent of more than " + MAX_EXPONENT);
        }
    }

    /** The same with the fields of every object in alphabetical order. */
    default JsonTree sorted() {
        return switch (this) {
            case Fields fields -> {
                TreeMap<String, JsonTree> sorted = new TreeMap<>();
                fields.values().forEach((name, value) -> sorted.put(name, value.sorted()));
                yield new Fields(sorted);
            }
            case Items items ->
                new Items(items.values().stream().map(JsonTree::sorted).toList());
            case Text text -> text;
            case Literal literal -> literal;
        };
    }

    /** For people: four spaces a level. */
    default String pretty() {
        StringWriter out = new StringWriter();
        try (JsonGenerator writer = JsonFactories.TREES.createGenerator(JsonFactories.PRETTY, out)) {
            write(writer);
        }
        return out.toString();
    }

    /** Compact, with {@code < > &} and what ends a line in scripts as escapes. */
    default String htmlSafe() {
        StringWriter out = new StringWriter();
        try (JsonGenerator writer = JsonFactories.HTML_SAFE.createGenerator(ObjectWriteContext.empty(), out)) {
            write(writer);
        }
        return out.toString();
    }

    private void write(JsonGenerator writer) {
        switch (this) {
            case Fields fields -> {
                writer.writeStartObject();
                fields.values().forEach((name, value) -> {
                    writer.writeName(name);
                    value.write(writer);
                });
                writer.writeEndObject();
            }
            case Items items -> {
                writer.writeStartArray();
                items.values().forEach(item -> item.write(writer));
                writer.writeEndArray();
            }
            case Text text -> writer.writeString(text.value());
            case Literal literal -> writer.writeRawValue(literal.value());
        }
    }
}
