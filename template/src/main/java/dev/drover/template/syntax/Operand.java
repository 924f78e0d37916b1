package dev.drover.template.syntax;

import java.util.List;

/** A word of a command. {@code at} is its offset in the text of the template. */
public sealed interface Operand {
    int at();

    record Dot(int at) implements Operand {}

    record Nil(int at) implements Operand {}

    /** A text, number or truth value as the evaluator knows it. */
    record Constant(Object value, int at) implements Operand {}

    /** Fields of the dot. */
    record Field(List<String> names, int at) implements Operand {}

    record Variable(String name, List<String> fields, int at) implements Operand {}

    record Function(String name, int at) implements Operand {}

    /** A pipeline in parentheses. */
    record Nested(Pipeline pipeline, int at) implements Operand {}

    /** Fields of what another operand gives. */
    record Chain(Operand of, List<String> names, int at) implements Operand {}

    /** How the source has it, for messages. */
    default String label() {
        return switch (this) {
            case Dot dot -> ".";
            case Nil nil -> "nil";
            case Constant constant -> constant.value().toString();
            case Field field -> dotted("", field.names());
            case Variable variable -> dotted(variable.name(), variable.fields());
            case Function function -> function.name();
            case Nested nested -> "(...)";
            case Chain chain -> dotted(chain.of().label(), chain.names());
        };
    }

    private static String dotted(String start, List<String> names) {
        return names.isEmpty() ? start : start + "." + String.join(".", names);
    }
}
