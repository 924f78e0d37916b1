package dev.drover.model.wire;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Takes JSON apart without the mapping to records: each leaf under its path, null and empty told apart. */
final class JsonPaths {
    private JsonPaths() {}

    static Map<String, String> of(String json) {
        Map<String, String> leaves = new TreeMap<>();
        collect(JsonTree.parse(json), "", leaves);
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

    private static void collect(JsonTree tree, String path, Map<String, String> leaves) {
        switch (tree) {
            case JsonTree.Literal literal -> leaves.put(path, plain(literal.value()));
            case JsonTree.Text text -> leaves.put(path, '"' + text.value() + '"');
            case JsonTree.Items items when items.values().isEmpty() -> leaves.put(path, "[]");
            case JsonTree.Items items -> {
                for (int index = 0; index < items.values().size(); index++) {
                    collect(items.values().get(index), path + "[" + index + "]", leaves);
                }
            }
            case JsonTree.Fields fields when fields.values().isEmpty() -> leaves.put(path, "{}");
            case JsonTree.Fields fields ->
                fields.values().forEach((name, value) -> collect(value, path + "." + name, leaves));
        }
    }

    private static String plain(String literal) {
        if (Character.isLetter(literal.charAt(0))) {
            return literal;
        }
        BigDecimal number = new BigDecimal(literal);
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
