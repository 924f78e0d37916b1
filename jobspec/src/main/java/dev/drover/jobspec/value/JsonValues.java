package dev.drover.jobspec.value;

import dev.drover.model.wire.JsonTree;
import dev.drover.model.wire.WireException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** Values from JSON: nulls, key order and every digit of a number survive. */
public final class JsonValues {
    private JsonValues() {}

    /** Throws {@link WireException} with the place and reason when the text is not JSON. */
    public static Value parse(String json) {
        return of(JsonTree.parse(json));
    }

    private static Value of(JsonTree tree) {
        return switch (tree) {
            case JsonTree.Fields fields -> {
                SequencedMap<String, Value> entries = new LinkedHashMap<>();
                fields.values().forEach((name, value) -> entries.put(name, of(value)));
                yield Value.of(entries);
            }
            case JsonTree.Items items ->
                Value.of(items.values().stream().map(JsonValues::of).toList());
            case JsonTree.Text text -> Value.of(text.value());
            case JsonTree.Literal literal ->
                switch (literal.value()) {
                    case "null" -> Value.Null.VALUE;
                    case "true" -> Value.Bool.TRUE;
                    case "false" -> Value.Bool.FALSE;
                    case String number -> Value.of(new BigDecimal(number));
                };
        };
    }
}
