package dev.drover.template.functions;

import dev.drover.template.FunctionException;
import dev.drover.template.Limits;
import dev.drover.template.value.GoObject;
import dev.drover.template.value.GoText;
import dev.drover.template.value.GoTypes;
import dev.drover.template.value.JsonNumbers;
import dev.drover.template.value.MapOrder;
import java.math.BigInteger;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A map as TOML: plain keys first, then a table for each map inside, in the order of the keys. */
final class TomlText {
    private static final int MAX_DEPTH = 100;

    private final StringBuilder out = new StringBuilder();

    private TomlText() {}

    static String write(@Nullable Object value) {
        if (!(GoTypes.plain(value) instanceof Map<?, ?> map)) {
            throw new FunctionException("TOML is made of a map, not of " + GoTypes.name(value));
        }
        TomlText text = new TomlText();
        text.table("", map, 0);
        return text.out.toString().strip();
    }

    private void table(String path, Map<?, ?> map, int depth) {
        if (depth > MAX_DEPTH || out.length() > Limits.STANDARD.output()) {
            throw new FunctionException("the value is too large or too deep to be written as TOML");
        }
        String margin = "  ".repeat(depth);
        for (Map.Entry<?, ?> entry : MapOrder.entries(map)) {
            Object value = GoTypes.plain(entry.getValue());
            if (value != null && !(value instanceof Map) && !isTables(value)) {
                out.append(margin)
                        .append(key(entry))
                        .append(" = ")
                        .append(inline(value, depth))
                        .append('\n');
            }
        }
        for (Map.Entry<?, ?> entry : MapOrder.entries(map)) {
            String name = path.isEmpty() ? key(entry) : path + "." + key(entry);
            if (GoTypes.plain(entry.getValue()) instanceof Map<?, ?> inner) {
                head("[" + name + "]", depth);
                table(name, inner, depth + 1);
            } else if (GoTypes.plain(entry.getValue()) instanceof List<?> list && isTables(list)) {
                for (Object item : list) {
                    head("[[" + name + "]]", depth);
                    table(name, (Map<?, ?>) item, depth + 1);
                }
            }
        }
    }

    private void head(String head, int depth) {
        out.append(out.isEmpty() || depth > 0 ? "" : "\n")
                .repeat("  ", depth)
                .append(head)
                .append('\n');
    }

    private static boolean isTables(Object value) {
        return value instanceof List<?> list && !list.isEmpty() && list.stream().allMatch(Map.class::isInstance);
    }

    private static String key(Map.Entry<?, ?> entry) {
        String key = GoText.of(entry.getKey());
        return key.matches("[A-Za-z0-9_-]+") ? key : JsonWriter.compact(key, false);
    }

    private static String inline(@Nullable Object value, int depth) {
        if (depth > MAX_DEPTH) {
            throw new FunctionException("the value is too deep to be written as TOML");
        }
        return switch (GoTypes.plain(value)) {
            case null -> throw new FunctionException("TOML has no word for nothing in a list");
            case Boolean bool -> bool.toString();
            case Long number -> number.toString();
            case BigInteger number -> number.toString();
            case Double number -> {
                String text = JsonNumbers.text(number);
                yield text.matches("-?[0-9]+") ? text + ".0" : text;
            }
            case ZonedDateTime time -> time.toOffsetDateTime().toString();
            case List<?> list ->
                list.stream().map(item -> inline(item, depth + 1)).collect(Collectors.joining(", ", "[", "]"));
            case Map<?, ?> map ->
                MapOrder.entries(map).stream()
                        .map(entry -> key(entry) + " = " + inline(entry.getValue(), depth + 1))
                        .collect(Collectors.joining(", ", "{", "}"));
            case GoObject object -> inline(object.text(), depth);
            default -> JsonWriter.compact(GoText.of(value), false);
        };
    }
}
