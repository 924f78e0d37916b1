package dev.drover.model.wire;

import io.avaje.json.JsonReader;
import io.avaje.json.stream.JsonStream;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Takes JSON apart without any of our mapping: each leaf under its path, null and empty told apart. */
final class JsonPaths {
    private static final JsonStream STREAM = JsonStream.builder().build();

    private JsonPaths() {}

    static Map<String, String> of(String json) {
        Map<String, String> leaves = new TreeMap<>();
        try (JsonReader reader = STREAM.reader(json)) {
            collect(reader, "", leaves);
        }
        return leaves;
    }

    /** Each leaf that differs, as {@code path: expected -> actual}. */
    static List<String> differences(String expected, String actual) {
        Map<String, String> expectedLeaves = of(expected);
        Map<String, String> actualLeaves = of(actual);
        Set<String> paths = new TreeSet<>(expectedLeaves.keySet());
        paths.addAll(actualLeaves.keySet());
        return paths.stream()
                .filter(path -> !Objects.equals(expectedLeaves.get(path), actualLeaves.get(path)))
                .map(path -> path + ": " + expectedLeaves.getOrDefault(path, "absent") + " -> "
                        + actualLeaves.getOrDefault(path, "absent"))
                .toList();
    }

    private static void collect(JsonReader reader, String path, Map<String, String> leaves) {
        switch (reader.currentToken()) {
            case NULL -> {
                reader.isNullValue();
                leaves.put(path, "null");
            }
            case BOOLEAN -> leaves.put(path, String.valueOf(reader.readBoolean()));
            case STRING -> leaves.put(path, '"' + reader.readString() + '"');
            case NUMBER -> leaves.put(path, plain(reader.readDecimal()));
            case BEGIN_ARRAY -> array(reader, path, leaves);
            case BEGIN_OBJECT -> object(reader, path, leaves);
        }
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    private static void array(JsonReader reader, String path, Map<String, String> leaves) {
        reader.beginArray();
        int index = 0;
        while (reader.hasNextElement()) {
            collect(reader, path + "[" + index++ + "]", leaves);
        }
        reader.endArray();
        if (index == 0) {
            leaves.put(path, "[]");
        }
    }

    private static void object(JsonReader reader, String path, Map<String, String> leaves) {
        reader.beginObject();
        boolean empty = true;
        while (reader.hasNextField()) {
            empty = false;
            String name = reader.nextField();
            collect(reader, path + "." + name, leaves);
        }
        reader.endObject();
        if (empty) {
            leaves.put(path, "{}");
        }
    }
}
