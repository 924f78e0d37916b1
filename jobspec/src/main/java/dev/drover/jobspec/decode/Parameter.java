package dev.drover.jobspec.decode;

import dev.drover.jobspec.hcl.EvaluatedBody;
import dev.drover.jobspec.value.Value;
import java.util.function.BiConsumer;

/**
 * An attribute with its type and where its value goes.
 *
 * @param instead for a parameter of old, what to write today; else empty
 */
record Parameter<B, V>(ParameterType<V> type, BiConsumer<B, V> set, boolean required, String instead) {
    /** Null leaves the parameter unset, as if it were not written. */
    void decode(B builder, EvaluatedBody.Attribute attribute, Scope scope) {
        if (attribute.value() instanceof Value.Null) {
            return;
        }
        if (!instead.isEmpty()) {
            scope.warning(
                    "Old parameter",
                    "\"" + attribute.name() + "\" is read for the sake of older job files. " + instead,
                    attribute.nameRange());
        }
        try {
            set.accept(builder, type.read().apply(attribute.value()));
        } catch (Mismatch mismatch) {
            scope.error(
                    "Wrong type",
                    "\"" + attribute.name() + "\" must be " + mismatch.explain(type.expected(), attribute.value()),
                    attribute.valueRange());
        }
        type.doubt()
                .apply(attribute.value())
                .ifPresent(doubt -> scope.warning("Doubtful value", doubt, attribute.valueRange()));
    }
}
