package dev.drover.cli.json;

import dev.drover.cli.Failure;
import dev.drover.model.wire.JsonTree;
import dev.drover.template.Delimiters;
import dev.drover.template.FunctionException;
import dev.drover.template.Functions;
import dev.drover.template.Limits;
import dev.drover.template.MissingKey;
import dev.drover.template.Template;
import dev.drover.template.TemplateException;
import dev.drover.template.functions.Builtins;
import dev.drover.template.value.GoTypes;
import dev.drover.template.value.NilPointer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints data by a template in Go's language. Beside the functions of the language there is {@code json}. */
public final class DataTemplate {
    private static final Functions FUNCTIONS = Functions.builder()
            .addAll(Builtins.FUNCTIONS)
            .add("json", 1, call -> tree(call.value(0)).pretty())
            .build();

    private DataTemplate() {}

    /** Throws {@link Failure} where the template is not understood or does not fit the data. */
    public static String render(String template, JsonTree data) {
        try {
            return Template.parse("format", template, Delimiters.STANDARD, FUNCTIONS, Limits.STANDARD)
                    .render(value(data), MissingKey.ERROR);
        } catch (TemplateException fault) {
            throw new Failure("Error formatting the data: " + fault.getMessage());
        }
    }

    private static Object value(JsonTree tree) {
        return switch (tree) {
            case JsonTree.Text text -> text.value();
            case JsonTree.Items items ->
                items.values().stream().map(DataTemplate::value).toList();
            case JsonTree.Fields fields -> {
                Map<String, Object> map = new LinkedHashMap<>();
                fields.values().forEach((name, field) -> map.put(name, value(field)));
                yield map;
            }
            case JsonTree.Literal literal -> literal(literal.value());
        };
    }

    private static Object literal(String text) {
        return switch (text) {
            case "null" -> NilPointer.NIL;
            case "true", "false" -> Boolean.valueOf(text);
            default -> number(new BigDecimal(text), text.matches("-?[0-9]+"));
        };
    }

    private static Object number(BigDecimal number, boolean whole) {
        if (!whole) {
            return number.doubleValue();
        }
        BigInteger exact = number.toBigInteger();
        return exact.bitLength() < Long.SIZE ? (Object) exact.longValue() : exact;
    }

    private static JsonTree tree(@Nullable Object value) {
        return switch (GoTypes.plain(value)) {
            case null -> JsonTree.Literal.NULL;
            case NilPointer nil -> JsonTree.Literal.NULL;
            case String text -> new JsonTree.Text(text);
            case List<?> list ->
                new JsonTree.Items(list.stream().map(DataTemplate::tree).toList());
            case Map<?, ?> map -> {
                LinkedHashMap<String, JsonTree> fields = new LinkedHashMap<>();
                map.forEach((name, field) -> fields.put(String.valueOf(name), tree(field)));
                yield new JsonTree.Fields(fields);
            }
            case Boolean bool -> new JsonTree.Literal(bool.toString());
            case Long number -> new JsonTree.Literal(number.toString());
            case BigInteger number -> new JsonTree.Literal(number.toString());
            case Double number -> new JsonTree.Literal(number.toString());
            default -> throw new FunctionException("there is no JSON for a " + GoTypes.name(value));
        };
    }
}
