package dev.drover.jobspec.value;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/** The type that a variable is declared with. */
public sealed interface Type {
    /** Whatever comes, unchanged. */
    record Any() implements Type {}

    /** One of the three simple types. */
    enum Primitive implements Type {
        STRING,
        NUMBER,
        BOOL
    }

    record ListOf(Type item) implements Type {}

    record SetOf(Type item) implements Type {}

    record MapOf(Type item) implements Type {}

    record ObjectOf(SequencedMap<String, Attribute> attributes) implements Type {}

    record TupleOf(List<Type> items) implements Type {}

    /**
     * An attribute of an object type.
     *
     * @param defaultValue what stands for an optional attribute that is absent, {@code null} if nothing else is said
     */
    record Attribute(Type type, boolean optional, Optional<Value> defaultValue) {}

    /** The type as one writes it. */
    default String display() {
        return switch (this) {
            case Any any -> "any";
            case Primitive primitive -> primitive.name().toLowerCase(Locale.ROOT);
            case ListOf list -> "list(" + list.item().display() + ")";
            case SetOf set -> "set(" + set.item().display() + ")";
            case MapOf map -> "map(" + map.item().display() + ")";
            case ObjectOf object ->
                object.attributes().entrySet().stream()
                        .map(Type::displayAttribute)
                        .collect(Collectors.joining(", ", "object({", "})"));
            case TupleOf tuple ->
                tuple.items().stream().map(Type::display).collect(Collectors.joining(", ", "tuple([", "])"));
        };
    }

    private static String displayAttribute(Map.Entry<String, Attribute> entry) {
        String type = entry.getValue().type().display();
        return entry.getKey() + "=" + (entry.getValue().optional() ? "optional(" + type + ")" : type);
    }

    /** True for the types whose values are written without HCL syntax on the command line. */
    default boolean isPrimitive() {
        return this instanceof Primitive;
    }

    /** The type of a simple value; lists, objects and null are of any type. */
    static Type of(Value value) {
        return switch (value) {
            case Value.Bool bool -> Primitive.BOOL;
            case Value.Num number -> Primitive.NUMBER;
            case Value.Text text -> Primitive.STRING;
            case Value.Null none -> new Any();
            case Value.Sequence sequence -> new Any();
            case Value.Mapping mapping -> new Any();
        };
    }
}
