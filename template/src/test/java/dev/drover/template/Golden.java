package dev.drover.template;

import dev.drover.template.functions.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.Arguments;

/**
 * Cases whose outcome was not thought up but written down from a run of the original: each line of a file in {@code golden/} has a template and what came out,
 * both as JSON texts, or the word ERROR where the original refuses the template.
 */
public final class Golden {
    public static final String ERROR = "ERROR";

    private Golden() {}

    /** The values that the templates of the cases speak of. */
    public static Map<String, @Nullable Object> data() {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("name", "web");
        data.put("count", 3L);
        data.put("pi", 3.14);
        data.put("none", null);
        data.put("yes", true);
        data.put("no", false);
        data.put("empty", "");
        data.put("list", List.of("a", "b", "c"));
        data.put("nums", List.of(3L, 1L, 2L));
        data.put("map", Map.of("b", 2L, "a", 1L));
        data.put("nested", Map.of("x", Map.of("y", "deep")));
        data.put("elist", List.of());
        data.put("emap", Map.of());
        data.put("people", List.of(Map.of("n", "Ann", "age", 30L), Map.of("n", "Bob", "age", 25L)));
        return data;
    }

    public static Stream<Arguments> cases(String file) {
        try (InputStream in = Golden.class.getResourceAsStream("/golden/" + file)) {
            String lines = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return lines.lines()
                    .map(line -> line.split("\t"))
                    .map(parts -> Arguments.of(text(parts[0]), outcome(parts[1])));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private static String outcome(String column) {
        return column.equals(ERROR) ? ERROR : "=" + text(column);
    }

    private static String text(String json) {
        return String.valueOf(JsonText.parse(json));
    }

    /** What this engine makes of a case, in the same form. */
    public static String run(TaskTemplate template, TaskTemplate.Surroundings surroundings) {
        try {
            return template.render(surroundings) instanceof TaskTemplate.Outcome.Rendered rendered
                    ? "=" + rendered.text()
                    : "WAITING";
        } catch (TemplateException refused) {
            return ERROR;
        }
    }

    /** The same for the bare language with some functions. */
    public static String run(String template, Functions functions, @Nullable Object data) {
        try {
            return "="
                    + Template.parse("t", template, Delimiters.STANDARD, functions, Limits.STANDARD)
                            .render(data, MissingKey.NO_VALUE);
        } catch (TemplateException refused) {
            return ERROR;
        }
    }
}
