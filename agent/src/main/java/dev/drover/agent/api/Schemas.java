package dev.drover.agent.api;

import dev.drover.model.acl.Secret;
import dev.drover.model.wire.DurationText;
import dev.drover.model.wire.Wire;
import dev.drover.model.wire.WireName;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** JSON Schemas of records, from the names that they have on the wire. A record is described once and referred to by its simple name. */
final class Schemas {
    private static final Map<Type, Map<String, Object>> SCALARS = Map.ofEntries(
            Map.entry(String.class, Map.of("type", "string")),
            Map.entry(Secret.class, Map.of("type", "string")),
            Map.entry(boolean.class, Map.of("type", "boolean")),
            Map.entry(Boolean.class, Map.of("type", "boolean")),
            Map.entry(int.class, Map.of("type", "integer", "format", "int32")),
            Map.entry(Integer.class, Map.of("type", "integer", "format", "int32")),
            Map.entry(long.class, Map.of("type", "integer", "format", "int64")),
            Map.entry(Long.class, Map.of("type", "integer", "format", "int64")),
            Map.entry(double.class, Map.of("type", "number", "format", "double")),
            Map.entry(Double.class, Map.of("type", "number", "format", "double")),
            Map.entry(
                    Duration.class,
                    Map.of("type", "integer", "format", "int64", "description", "A duration in nanoseconds.")),
            Map.entry(Instant.class, Map.of("type", "string", "format", "date-time")));

    private static final Map<String, Object> DURATION_TEXT = Map.of(
            "type",
            List.of("string", "integer"),
            "description",
            "A duration such as 30s; a number of nanoseconds is read too.");

    private final Map<String, Object> described = new TreeMap<>();
    private final Map<String, Class<?>> names = new TreeMap<>();

    /** The records referred to so far, by name. */
    Map<String, Object> described() {
        return described;
    }

    /** A schema of what a class is on the wire. */
    Map<String, Object> of(Type type) {
        Map<String, Object> scalar = SCALARS.get(type);
        if (scalar != null) {
            return scalar;
        }
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            return collection(generic.getRawType(), of(arguments[arguments.length - 1]));
        }
        if (!(type instanceof Class<?> plain)) {
            throw new IllegalArgumentException("no schema for " + type.getTypeName());
        }
        if (plain.isRecord()) {
            return reference(plain);
        }
        if (plain.isEnum()) {
            return Map.of(
                    "type",
                    "string",
                    "enum",
                    Arrays.stream(plain.getEnumConstants())
                            .map(constant -> ((WireName) constant).wireName())
                            .toList());
        }
        return plain == Object.class ? Map.of() : collection(plain, Map.of());
    }

    static Map<String, Object> list(Map<String, Object> element) {
        return Map.of("type", "array", "items", element);
    }

    static Map<String, Object> byName(Map<String, Object> element) {
        return Map.of("type", "object", "additionalProperties", element);
    }

    private static Map<String, Object> collection(Type type, Map<String, Object> element) {
        if (type == Map.class) {
            return byName(element);
        }
        if (type == List.class) {
            return list(element);
        }
        throw new IllegalArgumentException("no schema for " + type.getTypeName());
    }

    private Map<String, Object> reference(Class<?> type) {
        String name = type.getSimpleName();
        Class<?> known = names.putIfAbsent(name, type);
        if (known == null) {
            described.put(name, record(type));
        } else if (known != type) {
            throw new IllegalArgumentException(known + " and " + type + " have the same simple name; rename one");
        }
        return Map.of("$ref", "#/components/schemas/" + name);
    }

    private Map<String, Object> record(Class<?> type) {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            Wire wire = component.getAnnotation(Wire.class);
            properties.put(wire == null ? component.getName() : wire.value(), component(component));
        }
        return Map.of("type", "object", "properties", properties);
    }

    private Map<String, Object> component(RecordComponent component) {
        AnnotatedType type = component.getAnnotatedType();
        Map<String, Object> schema = type.isAnnotationPresent(DurationText.class) ? DURATION_TEXT : of(type.getType());
        // Everything but what the language cannot leave empty is null when there is nothing to say.
        return component.getType().isPrimitive() ? schema : orNull(schema);
    }

    private static Map<String, Object> orNull(Map<String, Object> schema) {
        return schema.isEmpty() ? schema : Map.of("anyOf", List.of(schema, Map.of("type", "null")));
    }
}
