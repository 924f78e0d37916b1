package dev.drover.jobspec.functions;

import dev.drover.jobspec.value.Value;
import dev.drover.model.wire.JsonTree;
import java.util.TreeMap;

/**
 * Values as compact JSON, keys in ascending order. The characters {@code < > &} are escaped, since job files and the tools around them
 * expect the form that is safe inside HTML.
 */
final class JsonText {
    private JsonText() {}

    static String encode(Value value) {
        return tree(value).htmlSafe();
    }

    static String quote(String text) {
        return new JsonTree.Text(text).htmlSafe();
    }

    private static JsonTree tree(Value value) {
        return switch (value) {
            case Value.Null n -> JsonTree.Literal.NULL;
            case Value.Bool bool -> new JsonTree.Literal(Boolean.toString(bool.value()));
            case Value.Num number -> new JsonTree.Literal(Texts.ofNumber(number.value()));
            case Value.Text text -> new JsonTree.Text(text.value());
            case Value.Sequence sequence ->
                new JsonTree.Items(sequence.items().stream().map(JsonText::tree).toList());
            case Value.Mapping mapping -> {
                TreeMap<String, JsonTree> fields = new TreeMap<>(Texts.ORDER);
                mapping.entries().forEach((key, item) -> fields.put(key, tree(item)));
                yield new JsonTree.Fields(fields);
            }
        };
    }
}
