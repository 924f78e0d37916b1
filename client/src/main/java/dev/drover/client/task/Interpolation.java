package dev.drover.client.task;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces {@code ${...}} by the variables of a task: {@code NOMAD_*} and other environment variables, {@code env["X"]}, {@code attr.*},
 * {@code meta.*} and {@code node.*}. What is unknown stays as written, since it may be meant for a shell.
 */
public final class Interpolation {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{\\s*([^${}]+?)\\s*\\}");
    private static final Pattern ENVIRONMENT = Pattern.compile("env\\[\"([^\"]+)\"\\]");

    private final Map<String, String> variables;

    /**
     * An interpolation with these variables.
     *
     * @param variables by the name between the braces; environment variables by their plain name
     */
    Interpolation(Map<String, String> variables) {
        this.variables = Map.copyOf(variables);
    }

    public String text(String text) {
        if (!text.contains("${")) {
            return text;
        }
        return REFERENCE
                .matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(lookUp(match.group(1), match.group())));
    }

    private String lookUp(String reference, String written) {
        Matcher environment = ENVIRONMENT.matcher(reference);
        return variables.getOrDefault(environment.matches() ? environment.group(1) : reference, written);
    }

    List<String> texts(List<String> texts) {
        return texts.stream().map(this::text).toList();
    }

    /** A driver's configuration with all its keys and texts, however deep. */
    Map<String, Object> config(Map<String, Object> config) {
        Map<String, Object> result = new LinkedHashMap<>();
        config.forEach((key, value) -> result.put(text(key), value(value)));
        return result;
    }

    private Object value(Object value) {
        return switch (value) {
            case String text -> text(text);
            case List<?> list -> {
                List<Object> values = new ArrayList<>();
                list.forEach(element -> values.add(value(element)));
                yield values;
            }
            case Map<?, ?> map -> {
                Map<String, Object> values = new LinkedHashMap<>();
                map.forEach((key, element) -> values.put(text(String.valueOf(key)), value(element)));
                yield values;
            }
            default -> value;
        };
    }
}
