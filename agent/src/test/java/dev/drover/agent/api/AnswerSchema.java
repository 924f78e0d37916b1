package dev.drover.agent.api;

import dev.drover.model.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares answers with what a document of OpenAPI says of them, as far as schemas go that this API has; what has no name there is a fault. */
final class AnswerSchema {
    private final Map<?, ?> document;
    private final Set<String> faults = new TreeSet<>();

    AnswerSchema(Map<?, ?> document) {
        this.document = document;
    }

    /** The schema of the JSON that a GET answers with, or null. */
    static @Nullable Object of(Map<?, ?> document, String template) {
        return at(document, "paths", template, "get", "responses", "200", "content", "application/json", "schema");
    }

    private static @Nullable Object at(@Nullable Object tree, String... names) {
        Object place = tree;
        for (String name : names) {
            place = place instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return place;
    }

    /** What does not fit, by its place. */
    Set<String> faults(String name, Object schema, String answer) {
        Map<?, ?> tree = Json.readObject(("{\"it\":" + answer + "}").getBytes(StandardCharsets.UTF_8));
        check(name, schema, tree.get("it"));
        return faults;
    }

    private void check(String place, @Nullable Object schema, @Nullable Object value) {
        // Readers of JSON leave out what is null.
        if (!(schema instanceof Map<?, ?> form) || value == null || form.isEmpty()) {
            return;
        }
        if (form.get("anyOf") instanceof List<?> forms) {
            check(place, forms.getFirst(), value);
        } else if (form.get("$ref") instanceof String reference) {
            String name = reference.substring(reference.lastIndexOf('/') + 1);
            check(place, at(document, "components", "schemas", name), value);
        } else if (!kinds(form).contains(kind(value))) {
            faults.add(place + " is " + kind(value) + ", not " + form.get("type"));
        } else if (form.get("enum") instanceof List<?> words && !words.contains(value)) {
            faults.add(place + " is " + value + ", not one of " + words);
        } else if (value instanceof List<?> items) {
            items.forEach(item -> check(place + "[]", form.get("items"), item));
        } else if (value instanceof Map<?, ?> fields) {
            fields(place, form, fields);
        }
    }

    private void fields(String place, Map<?, ?> form, Map<?, ?> fields) {
        Object element = form.get("additionalProperties");
        Map<?, ?> properties = form.get("properties") instanceof Map<?, ?> named ? named : null;
        fields.forEach((name, value) -> {
            if (properties == null) {
                check(place + "." + name, element, value);
            } else if (properties.containsKey(name)) {
                check(place + "." + name, properties.get(name), value);
            } else {
                faults.add(place + "." + name + " is not described");
            }
        });
    }

    private static List<?> kinds(Map<?, ?> form) {
        Object type = form.get("type");
        List<?> kinds = type instanceof List<?> several ? several : List.of(String.valueOf(type));
        return kinds.contains("number") ? List.of("number", "integer") : kinds;
    }

    private static String kind(Object value) {
        return switch (value) {
            case Map<?, ?> _ -> "object";
            case List<?> _ -> "array";
            case String _ -> "string";
            case Boolean _ -> "boolean";
            case Long _, Integer _ -> "integer";
            case Number number when number.doubleValue() == Math.rint(number.doubleValue()) -> "integer";
            case Number _ -> "number";
            default -> throw new IllegalArgumentException("not JSON: " + value);
        };
    }
}
