package dev.drover.template.functions;

import dev.drover.template.Call;
import dev.drover.template.Functions;
import dev.drover.template.value.GoText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Texts cut, joined and changed. The text itself comes last, so that it can be piped in. */
final class TextFunctions {
    static final Functions FUNCTIONS = Functions.builder()
            .add("indent", 2, call -> indented(call))
            .add("join", 2, call -> join(call.list(1), call.text(0)))
            .add("split", 2, TextFunctions::split)
            .add("splitToMap", 3, TextFunctions::splitToMap)
            .add("trim", 2, call -> Texts.trim(call.text(1), call.text(0), true, true))
            .add("trimPrefix", 2, call -> trimPrefix(call.text(1), call.text(0)))
            .add("trimSuffix", 2, call -> trimSuffix(call.text(1), call.text(0)))
            .add("trimSpace", 1, call -> call.text(0).strip())
            .add("toLower", 1, call -> Texts.lower(call.text(0)))
            .add("toUpper", 1, call -> Texts.upper(call.text(0)))
            .add("toTitle", 1, call -> Texts.title(call.text(0), "._'"))
            .add("replaceAll", 3, call -> Texts.replace(call.text(2), call.text(0), call.text(1)))
            .add("regexReplaceAll", 3, call -> Texts.replaceAll(call.text(0), call.text(2), call.text(1)))
            .add(
                    "regexMatch",
                    2,
                    call -> Texts.pattern(call.text(0)).matcher(call.text(1)).find())
            .build();

    private TextFunctions() {}

    /** Empty lines stay empty. */
    private static String indented(Call call) {
        return Texts.indent(call.text(1), call.whole(0)).replaceAll("(?m)^ +$", "");
    }

    static String join(List<?> items, String separator) {
        return items.stream().map(GoText::of).collect(Collectors.joining(separator));
    }

    private static List<String> split(Call call) {
        String text = call.text(1).strip();
        return text.isEmpty() ? List.of() : Texts.split(text, call.text(0));
    }

    /** Pairs are cut at the first separator, and each at the second. */
    private static Map<String, String> splitToMap(Call call) {
        Map<String, String> map = new LinkedHashMap<>();
        String text = call.text(2).strip();
        for (String pair : text.isEmpty() ? List.<String>of() : Texts.split(text, call.text(0))) {
            int cut = pair.indexOf(call.text(1));
            map.put(
                    cut < 0 ? pair : pair.substring(0, cut),
                    cut < 0 ? "" : pair.substring(cut + call.text(1).length()));
        }
        return map;
    }

    static String trimPrefix(String text, String prefix) {
        return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
    }

    static String trimSuffix(String text, String suffix) {
        return text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text;
    }
}
