package dev.drover.jobspec.decode;

import dev.drover.jobspec.hcl.EvaluatedBody;
import dev.drover.jobspec.hcl.SourceRange;
import dev.drover.jobspec.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * A map with free keys, such as {@code env} or {@code config}: as a block or as an attribute with an object.
 *
 * @param blockPreferred whether the attribute form deserves a warning
 */
record MapRule<B, V>(MapType<V> type, BiConsumer<B, Map<String, V>> set, boolean blockPreferred) {
    void decode(B builder, EvaluatedBody.Attribute attribute, Scope scope) {
        if (attribute.value() instanceof Value.Null) {
            return;
        }
        if (!(attribute.value() instanceof Value.Mapping mapping)) {
            scope.error(
                    "Wrong type",
                    "\"" + attribute.name() + "\" must be a block or a map, found "
                            + Mismatch.describe(attribute.value()) + "; write " + attribute.name() + " { ... }.",
                    attribute.valueRange());
            return;
        }
        if (blockPreferred) {
            scope.warning(
                    "Old form",
                    "\"" + attribute.name() + "\" is a block today; write " + attribute.name()
                            + " { ... } without the equals sign.",
                    attribute.nameRange());
        }
        Map<String, V> entries = new LinkedHashMap<>();
        mapping.entries().forEach((key, value) -> put(entries, key, value, attribute.valueRange(), scope));
        set.accept(builder, entries);
    }

    private void put(Map<String, V> entries, String key, Value value, SourceRange range, Scope scope) {
        if (value instanceof Value.Null) {
            return;
        }
        try {
            entries.put(key, type.read().apply(value));
        } catch (Mismatch mismatch) {
            scope.error("Wrong type", "\"" + key + "\" must be " + mismatch.explain(type.expected(), value), range);
        }
    }

    void decode(B builder, List<EvaluatedBody.Block> blocks, Scope scope) {
        EvaluatedBody.Block block = blocks.getFirst();
        for (EvaluatedBody.Block other : blocks.subList(1, blocks.size())) {
            scope.repeated(block.type(), block.headRange(), other.headRange());
        }
        if (!block.labels().isEmpty()) {
            scope.error(
                    "Label not allowed",
                    "A \"" + block.type() + "\" block takes no label; write " + block.type() + " { ... }.",
                    block.headRange());
        }
        set.accept(builder, type.nested() ? freeForm(block, scope) : flat(block, scope));
    }

    @SuppressWarnings("unchecked") // only the free form, whose values are any objects, is nested
    private Map<String, V> freeForm(EvaluatedBody.Block block, Scope scope) {
        return (Map<String, V>) FreeForm.body(block.body(), scope);
    }

    private Map<String, V> flat(EvaluatedBody.Block block, Scope scope) {
        Map<String, V> entries = new LinkedHashMap<>();
        for (EvaluatedBody.Attribute attribute : block.body().attributes()) {
            put(entries, attribute.name(), attribute.value(), attribute.valueRange(), scope);
        }
        for (EvaluatedBody.Block inner : block.body().blocks()) {
            scope.error(
                    "Block not allowed",
                    "\"" + block.type() + "\" holds " + inner.type() + " = ... pairs only, whose values are "
                            + type.expected().replaceFirst("^an? ", "") + "s.",
                    inner.headRange());
        }
        return entries;
    }
}
