package dev.drover.template.functions;

import dev.drover.template.Call;
import dev.drover.template.Functions;
import dev.drover.template.value.Quotes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Texts. */
final class SprigTexts {
    static final Functions FUNCTIONS = Functions.builder()
            .addAll(cutting())
            .add("upper", 1, call -> Texts.upper(call.text(0)))
            .add("lower", 1, call -> Texts.lower(call.text(0)))
            .add("title", 1, call -> Texts.title(call.text(0), "_"))
            .add("untitle", 1, call -> WordCases.untitle(call.text(0)))
            .add("swapcase", 1, call -> WordCases.swapped(call.text(0)))
            .add("snakecase", 1, call -> WordCases.joined(call.text(0), '_'))
            .add("kebabcase", 1, call -> WordCases.joined(call.text(0), '-'))
            .add("camelcase", 1, call -> WordCases.camel(call.text(0)))
            .add("repeat", 2, call -> Texts.repeat(call.text(1), Casts.whole(call.value(0))))
            .add("wrap", 2, call -> Wrapping.wrap(call.text(1), call.small(0), "\n", false))
            .add("wrapWith", 3, call -> Wrapping.wrap(call.text(2), call.small(0), call.text(1), true))
            .add("contains", 2, call -> call.text(1).contains(call.text(0)))
            .add("hasPrefix", 2, call -> call.text(1).startsWith(call.text(0)))
            .add("hasSuffix", 2, call -> call.text(1).endsWith(call.text(0)))
            .add("quote", 0, Functions.ANY, call -> quoted(call))
            .add("squote", 0, Functions.ANY, call -> joined(call, "'", "'"))
            .add("cat", 0, Functions.ANY, call -> joined(call, "", ""))
            .add("indent", 2, call -> Texts.indent(call.text(1), call.whole(0)))
            .add("nindent", 2, call -> "\n" + Texts.indent(call.text(1), call.whole(0)))
            .add("replace", 3, call -> Texts.replace(call.text(2), call.text(0), call.text(1)))
            .add("plural", 3, call -> Casts.whole(call.value(2)) == 1 ? call.text(0) : call.text(1))
            .add("toString", 1, call -> Casts.text(call.value(0)))
            .add("split", 2, call -> numbered(Texts.split(call.text(1), call.text(0))))
            .add(
                    "splitn",
                    3,
                    call -> numbered(Arrays.asList(
                            call.text(2).split(java.util.regex.Pattern.quote(call.text(0)), call.small(1)))))
            .add("splitList", 2, call -> Texts.split(call.text(1), call.text(0)))
            .add("toStrings", 1, call -> Casts.texts(call.value(0)))
            .add("join", 2, call -> String.join(call.text(0), Casts.texts(call.value(1))))
            .add("sortAlpha", 1, call -> sorted(call))
            .add("hello", 0, call -> "Hello!")
            .build();

    private static final int SHORTEST_ABBREVIATION = 4;

    private SprigTexts() {}

    private static Functions cutting() {
        return Functions.builder()
                .add("trim", 1, call -> call.text(0).strip())
                .add("trimAll", 2, call -> Texts.trim(call.text(1), call.text(0), true, true))
                .add("trimall", 2, call -> Texts.trim(call.text(1), call.text(0), true, true))
                .add("trimPrefix", 2, call -> TextFunctions.trimPrefix(call.text(1), call.text(0)))
                .add("trimSuffix", 2, call -> TextFunctions.trimSuffix(call.text(1), call.text(0)))
                .add("nospace", 1, call -> call.text(0).replaceAll("\\s", ""))
                .add("initials", 1, call -> WordCases.initials(call.text(0)))
                .add("abbrev", 2, SprigTexts::abbreviated)
                .add("trunc", 2, call -> truncated(call.text(1), call.small(0)))
                .add("substr", 3, SprigTexts::substring)
                .build();
    }

    private static Object abbreviated(Call call) {
        int width = call.small(0);
        String text = call.text(1);
        return width < SHORTEST_ABBREVIATION || text.length() <= width ? text : bytes(text, 0, width - 3) + "...";
    }

    /** From the start, or with a negative length from the end. */
    private static String truncated(String text, int length) {
        int size = text.getBytes(StandardCharsets.UTF_8).length;
        if (length < 0) {
            return size + length > 0 ? bytes(text, size + length, size) : text;
        }
        return size > length ? bytes(text, 0, length) : text;
    }

    private static String substring(Call call) {
        String text = call.text(2);
        int size = text.getBytes(StandardCharsets.UTF_8).length;
        int from = Math.clamp(call.whole(0), 0, size);
        int to = call.whole(1) < 0 || call.whole(1) > size ? size : call.small(1);
        return from > to ? "" : bytes(text, from, to);
    }

    private static String bytes(String text, int from, int to) {
        return new String(Arrays.copyOfRange(text.getBytes(StandardCharsets.UTF_8), from, to), StandardCharsets.UTF_8);
    }

    private static String quoted(Call call) {
        return call.arguments().stream()
                .filter(Objects::nonNull)
                .map(value -> Quotes.quote(Casts.text(value), false))
                .collect(Collectors.joining(" "));
    }

    private static String joined(Call call, String before, String after) {
        return call.arguments().stream()
                .filter(Objects::nonNull)
                .map(value -> before + Casts.text(value) + after)
                .collect(Collectors.joining(" "));
    }

    private static Map<String, String> numbered(List<String> parts) {
        Map<String, String> map = new LinkedHashMap<>();
        for (String part : parts) {
            map.put(String.format(Locale.ROOT, "_%d", map.size()), part);
        }
        return map;
    }

    private static List<String> sorted(Call call) {
        return Casts.texts(call.value(0)).stream()
                .sorted(dev.drover.template.value.MapOrder::byCodePoint)
                .toList();
    }
}
