package dev.drover.cli.json;

import dev.drover.model.wire.JsonTree;
import java.util.List;
import java.util.stream.Collectors;

/** How templates see data: as text, as yes or no, as items. */
final class TemplateValues {
    private TemplateValues() {}

    /** As Go prints it: maps and lists in brackets, without quotes. */
    static String text(JsonTree value) {
        return switch (value) {
            case JsonTree.Text text -> text.value();
            case JsonTree.Literal literal -> literal.equals(JsonTree.Literal.NULL) ? "<nil>" : literal.value();
            case JsonTree.Items items ->
                items.values().stream().map(TemplateValues::text).collect(Collectors.joining(" ", "[", "]"));
            case JsonTree.Fields fields ->
                fields.values().entrySet().stream()
                        .map(field -> field.getKey() + ":" + text(field.getValue()))
                        .collect(Collectors.joining(" ", "map[", "]"));
        };
    }

    /** False is what is empty: false, zero, null, and texts, lists and maps without content. */
    static boolean isTrue(JsonTree value) {
        return switch (value) {
            case JsonTree.Text text -> !text.value().isEmpty();
            case JsonTree.Literal literal ->
                !literal.equals(JsonTree.Literal.NULL) && !literal.value().equals("false") && !isZero(literal.value());
            case JsonTree.Items items -> !items.values().isEmpty();
            case JsonTree.Fields fields -> !fields.values().isEmpty();
        };
    }

    private static boolean isZero(String number) {
        return number.matches("-?0+(\\.0*)?([eE].*)?");
    }

    static List<JsonTree> items(JsonTree value) {
        return switch (value) {
            case JsonTree.Items items -> items.values();
            case JsonTree.Fields fields -> List.copyOf(fields.values().values());
            case JsonTree.Literal literal when literal.equals(JsonTree.Literal.NULL) -> List.of();
            case JsonTree.Literal literal ->
                throw new IllegalArgumentException("range can't iterate over " + literal.value());
            case JsonTree.Text text -> throw new IllegalArgumentException("range can't iterate over " + text.value());
        };
    }

    static JsonTree bool(boolean value) {
        return new JsonTree.Literal(Boolean.toString(value));
    }
}
