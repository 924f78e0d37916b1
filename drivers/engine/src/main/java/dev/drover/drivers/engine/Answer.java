package dev.drover.drivers.engine;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads values inside an answer by their path; what is missing or of another kind is empty, zero or false. */
public final class Answer {
    private Answer() {}

    public static String text(Map<String, Object> answer, String... path) {
        return find(answer, path) instanceof String text ? text : "";
    }

    public static long number(Map<String, Object> answer, String... path) {
        return find(answer, path) instanceof Number number ? number.longValue() : 0;
    }

    public static boolean flag(Map<String, Object> answer, String... path) {
        return Boolean.TRUE.equals(find(answer, path));
    }

    @SuppressWarnings("unchecked") // JSON objects have text keys
    public static Map<String, Object> object(Map<String, Object> answer, String... path) {
        return find(answer, path) instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    public static List<?> list(Map<String, Object> answer, String... path) {
        return find(answer, path) instanceof List<?> list ? list : List.of();
    }

    private static @Nullable Object find(Map<String, Object> answer, String... path) {
        Object value = answer;
        for (String name : path) {
            value = value instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return value;
    }
}
