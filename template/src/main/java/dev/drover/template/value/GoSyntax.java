package dev.drover.template.value;

import dev.drover.template.FunctionException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values as they would stand in a program of Go: {@code %#v}. */
final class GoSyntax {
    private static final int MAX_DEPTH = 100;

    private GoSyntax() {}

    static String of(@Nullable Object value) {
        return of(value, 0);
    }

    private static String of(@Nullable Object value, int depth) {
        if (depth > MAX_DEPTH) {
            throw new FunctionException("the value is too deep to be written");
        }
        return switch (value) {
            case null -> depth == 0 ? "<nil>" : "interface {}(nil)";
            case String text -> Quotes.quote(text, false);
            case List<?> list ->
                list.stream()
                        .map(item -> of(item, depth + 1))
                        .collect(Collectors.joining(", ", "[]interface {}{", "}"));
            case Map<?, ?> map ->
                MapOrder.entries(map).stream()
                        .map(entry -> of(entry.getKey(), depth + 1) + ":" + of(entry.getValue(), depth + 1))
                        .collect(Collectors.joining(", ", "map[string]interface {}{", "}"));
            case GoObject object -> object.type() + "{" + object.text() + "}";
            default -> GoText.of(value);
        };
    }
}
