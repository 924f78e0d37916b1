package dev.drover.jobspec.decode;

import dev.drover.jobspec.hcl.EvaluatedBody;
import dev.drover.jobspec.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Bodies whose shape only a driver or plugin knows, as texts, booleans, numbers, lists and maps. Blocks of one type become a list of
 * maps under the type, whether there is one or more; a label becomes one more such list around the content. Nulls are left out, as on the wire.
 */
final class FreeForm {
    private static final int MAX_DEPTH = 200;

    private FreeForm() {}

    /** A value in the shape that the wire reads back. Throws {@link Mismatch} when it is nested too deeply. */
    static Object plain(Value value) {
        return plain(value, 0);
    }

    private static Object plain(Value value, int depth) {
        if (depth > MAX_DEPTH) {
            throw new Mismatch("It is nested deeper than " + MAX_DEPTH + " levels.");
        }
        return switch (value) {
            case Value.Null n -> throw new Mismatch("");
            case Value.Bool bool -> bool.value();
            case Value.Text text -> text.value();
            case Value.Num number -> number(number.value());
            case Value.Sequence sequence ->
                sequence.items().stream()
                        .filter(item -> !(item instanceof Value.Null))
                        .map(item -> plain(item, depth + 1))
                        .toList();
            case Value.Mapping mapping -> {
                Map<String, Object> entries = new LinkedHashMap<>();
                mapping.entries().forEach((key, item) -> {
                    if (!(item instanceof Value.Null)) {
                        entries.put(key, plain(item, depth + 1));
                    }
                });
                yield entries;
            }
        };
    }

    private static Object number(BigDecimal number) {
        boolean whole = number.stripTrailingZeros().scale() <= 0;
        if (whole && number.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0) {
            return number.longValueExact();
        }
        double nearest = number.doubleValue();
        return Double.isFinite(nearest) && BigDecimal.valueOf(nearest).compareTo(number) == 0
                ? (Object) nearest
                : number;
    }

    /** The content of a block. */
    static Map<String, Object> body(EvaluatedBody body, Scope scope) {
        return body(body, scope, 0);
    }

    private static Map<String, Object> body(EvaluatedBody body, Scope scope, int depth) {
        Map<String, Object> content = new LinkedHashMap<>();
        for (EvaluatedBody.Attribute attribute : body.attributes()) {
            if (!(attribute.value() instanceof Value.Null)) {
                try {
                    content.put(attribute.name(), plain(attribute.value(), depth));
                } catch (Mismatch mismatch) {
                    scope.error(
                            "Nested too deeply",
                            mismatch.explain("\"" + attribute.name() + "\" must be simpler", attribute.value()),
                            attribute.valueRange());
                }
            }
        }
        Map<String, List<Object>> blocks = new LinkedHashMap<>();
        for (EvaluatedBody.Block block : body.blocks()) {
            if (depth >= MAX_DEPTH) {
                scope.error(
                        "Nested too deeply", "Blocks may be nested " + MAX_DEPTH + " levels deep.", block.headRange());
                break;
            }
            if (content.containsKey(block.type())) {
                scope.error(
                        "Repeated name",
                        "\"" + block.type() + "\" is an attribute and a block in one body; keep one of them.",
                        block.headRange());
            }
            Map<String, Object> inner = body(block.body(), scope, depth + 1);
            for (String label : block.labels().reversed()) {
                inner = new LinkedHashMap<>(Map.of(label, List.of(inner)));
            }
            blocks.computeIfAbsent(block.type(), type -> new ArrayList<>()).add(inner);
        }
        content.putAll(blocks);
        return content;
    }
}
