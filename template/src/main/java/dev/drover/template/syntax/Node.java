package dev.drover.template.syntax;

import java.util.List;

/** A part of a template that writes something or decides what is written. */
public sealed interface Node {
    record Text(String text) implements Node {}

    /** Writes the value of a pipeline, or only declares variables. */
    record Action(Pipeline pipeline) implements Node {}

    record If(Pipeline condition, List<Node> then, List<Node> otherwise) implements Node {}

    record With(Pipeline value, List<Node> then, List<Node> otherwise) implements Node {}

    record Range(Pipeline over, List<Node> body, List<Node> otherwise, int at) implements Node {}

    /** Another template, which sees {@code data} as its dot; no value when it is empty. */
    record Call(String template, List<Pipeline> data, int at) implements Node {}

    record Break() implements Node {}

    record Continue() implements Node {}
}
