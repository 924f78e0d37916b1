package dev.drover.jobspec.decode;

import dev.drover.jobspec.hcl.EvaluatedBody;
import dev.drover.jobspec.hcl.SourceRange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Blocks of one type inside another: how often they may stand there, and where they go. */
record BlockRule<B, V>(Schema<?, V> schema, BiConsumer<B, List<V>> set, boolean repeatable, boolean required) {
    void decode(B builder, List<EvaluatedBody.Block> blocks, Scope scope) {
        List<V> values = new ArrayList<>();
        Map<String, SourceRange> labelled = new HashMap<>();
        for (EvaluatedBody.Block block : blocks) {
            if (!repeatable && !values.isEmpty()) {
                scope.repeated(schema.name(), blocks.getFirst().headRange(), block.headRange());
                continue;
            }
            if (!block.labels().isEmpty() && schema.labelsAreUnique()) {
                SourceRange first = labelled.putIfAbsent(block.labels().getFirst(), block.headRange());
                if (first != null) {
                    scope.repeated(schema.name() + " \"" + block.labels().getFirst() + "\"", first, block.headRange());
                }
            }
            values.add(schema.decode(block, scope));
        }
        set.accept(builder, values);
    }
}
