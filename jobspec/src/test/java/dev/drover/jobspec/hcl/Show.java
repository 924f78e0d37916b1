package dev.drover.jobspec.hcl;

import dev.drover.jobspec.value.Value;
import java.util.stream.Collectors;

/** Values and bodies as text, for tables of expectations. */
final class Show {
    private Show() {}

    static String value(Value value) {
        return switch (value) {
            case Value.Null none -> "null";
            case Value.Bool bool -> Boolean.toString(bool.value());
            case Value.Num number -> number.value().toPlainString();
            case Value.Text text -> quoted(text.value());
            case Value.Sequence sequence ->
                sequence.items().stream().map(Show::value).collect(Collectors.joining(", ", "[", "]"));
            case Value.Mapping mapping ->
                mapping.entries().entrySet().stream()
                        .map(entry -> quoted(entry.getKey()) + ": " + value(entry.getValue()))
                        .collect(Collectors.joining(", ", "{", "}"));
        };
    }

    private static String quoted(String text) {
        if (text.contains("${")) {
            return "\"" + text + "\"";
        }
        return "\""
                + text.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\t", "\\t")
                        .replace("\r", "\\r")
                + "\"";
    }

    /** Attributes, then blocks, all on one line. */
    static String body(EvaluatedBody body) {
        String attributes = body.attributes().stream()
                .map(attribute -> attribute.name() + "=" + value(attribute.value()))
                .collect(Collectors.joining(" "));
        String blocks = body.blocks().stream()
                .map(block -> block.type()
                        + block.labels().stream().map(label -> "." + label).collect(Collectors.joining())
                        + "{" + body(block.body()) + "}")
                .collect(Collectors.joining(" "));
        return (attributes + " " + blocks).strip();
    }

    static String diagnostics(Iterable<Diagnostic> diagnostics) {
        StringBuilder shown = new StringBuilder();
        diagnostics.forEach(diagnostic -> shown.append(DiagnosticRenderer.render(diagnostic)));
        return shown.toString();
    }
}
