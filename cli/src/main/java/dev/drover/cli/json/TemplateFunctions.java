package dev.drover.cli.json;

import dev.drover.model.wire.JsonTree;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The functions that templates may call. */
final class TemplateFunctions {
    private static final Pattern VERB = Pattern.compile("%[-+ 0#]*[0-9]*(\\.[0-9]+)?([a-zA-Z%])");

    private TemplateFunctions() {}

    static JsonTree call(String name, List<JsonTree> arguments) {
        return switch (name) {
            case "len" -> length(only(name, arguments));
            case "index" -> index(arguments);
            case "json" -> new JsonTree.Text(only(name, arguments).pretty());
            case "print" -> text(arguments, "");
            case "println" -> new JsonTree.Text(TemplateValues.text(text(arguments, " ")) + "\n");
            case "printf" -> printf(arguments);
            case "not" -> TemplateValues.bool(!TemplateValues.isTrue(only(name, arguments)));
            case "and" ->
                arguments.stream()
                        .filter(value -> !TemplateValues.isTrue(value))
                        .findFirst()
                        .orElseGet(() -> last(name, arguments));
            case "or" ->
                arguments.stream().filter(TemplateValues::isTrue).findFirst().orElseGet(() -> last(name, arguments));
            case "eq" ->
                TemplateValues.bool(arguments.stream().skip(1).anyMatch(value -> same(arguments.getFirst(), value)));
            case "ne" -> TemplateValues.bool(!same(first(name, arguments), last(name, arguments)));
            default ->
                throw new IllegalArgumentException(
                        "function \"" + name
                                + "\" is not supported here; known are and, eq, index, json, len, ne, not, or, print, printf, println");
        };
    }

    private static JsonTree only(String name, List<JsonTree> arguments) {
        if (arguments.size() != 1) {
            throw new IllegalArgumentException(name + " takes one argument, not " + arguments.size());
        }
        return arguments.getFirst();
    }

    private static JsonTree first(String name, List<JsonTree> arguments) {
        if (arguments.isEmpty()) {
            throw new IllegalArgumentException(name + " needs an argument");
        }
        return arguments.getFirst();
    }

    private static JsonTree last(String name, List<JsonTree> arguments) {
        first(name, arguments);
        return arguments.getLast();
    }

    private static boolean same(JsonTree left, JsonTree right) {
        return TemplateValues.text(left).equals(TemplateValues.text(right));
    }

    private static JsonTree length(JsonTree value) {
        int length = switch (value) {
            case JsonTree.Text text -> text.value().length();
            case JsonTree.Items items -> items.values().size();
            case JsonTree.Fields fields -> fields.values().size();
            case JsonTree.Literal literal when literal.equals(JsonTree.Literal.NULL) -> 0;
            case JsonTree.Literal literal ->
                throw new IllegalArgumentException("len of " + literal.value() + " is not known");
        };
        return new JsonTree.Literal(Integer.toString(length));
    }

    private static JsonTree index(List<JsonTree> arguments) {
        JsonTree at = first("index", arguments);
        for (JsonTree key : arguments.subList(1, arguments.size())) {
            at = element(at, TemplateValues.text(key));
        }
        return at;
    }

    private static JsonTree element(JsonTree of, String key) {
        return switch (of) {
            case JsonTree.Fields fields -> {
                JsonTree found = fields.values().get(key);
                yield found == null ? JsonTree.Literal.NULL : found;
            }
            case JsonTree.Items items -> {
                if (!key.matches("[0-9]{1,9}")
                        || Integer.parseInt(key) >= items.values().size()) {
                    throw new IllegalArgumentException("index out of range: " + key + " of "
                            + items.values().size() + " items");
                }
                yield items.values().get(Integer.parseInt(key));
            }
            case JsonTree.Text text -> throw new IllegalArgumentException("can't index \"" + text.value() + "\"");
            case JsonTree.Literal literal -> throw new IllegalArgumentException("can't index " + literal.value());
        };
    }

    private static JsonTree text(List<JsonTree> arguments, String between) {
        return new JsonTree.Text(arguments.stream().map(TemplateValues::text).collect(Collectors.joining(between)));
    }

    private static JsonTree printf(List<JsonTree> arguments) {
        Matcher verb = VERB.matcher(TemplateValues.text(first("printf", arguments)));
        StringBuilder out = new StringBuilder();
        int next = 1;
        while (verb.find()) {
            String text = "%";
            if (!verb.group(2).equals("%")) {
                if (next >= arguments.size()) {
                    throw new IllegalArgumentException("printf has no argument for " + verb.group());
                }
                text = format(verb.group(), verb.group(2), arguments.get(next++));
            }
            verb.appendReplacement(out, Matcher.quoteReplacement(text));
        }
        verb.appendTail(out);
        return new JsonTree.Text(out.toString());
    }

    private static String format(String whole, String verb, JsonTree value) {
        String text = TemplateValues.text(value);
        String flags = whole.substring(0, whole.length() - 1);
        try {
            return switch (verb) {
                case "s", "v" -> String.format(Locale.ROOT, flags.replace("+", "") + "s", text);
                case "q" -> new JsonTree.Text(text).pretty();
                case "d" -> String.format(Locale.ROOT, flags + "d", Long.parseLong(text));
                case "x" -> String.format(Locale.ROOT, flags + "x", Long.parseLong(text));
                case "f" -> String.format(Locale.ROOT, flags + "f", Double.parseDouble(text));
                case "t" -> text;
                default -> throw new IllegalArgumentException("printf does not know " + whole);
            };
        } catch (NumberFormatException fault) {
            throw new IllegalArgumentException("printf " + whole + " needs a number, not " + text, fault);
        }
    }
}
