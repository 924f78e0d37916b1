package dev.drover.jobspec.hcl;

import dev.drover.jobspec.value.Type;
import dev.drover.jobspec.value.Value;
import java.util.List;
import java.util.Optional;

/**
 * A {@code variable} block.
 *
 * @param type as declared, else that of a simple default, else any
 * @param plainText whether a value on the command line is taken as it stands rather than as an expression
 */
record VariableDeclaration(
        String name,
        Type type,
        boolean plainText,
        Optional<Value> defaultValue,
        List<Validation> validations,
        SourceRange range) {
    /** A condition that the value has to meet. */
    record Validation(Expression condition, Expression message) {}
}
