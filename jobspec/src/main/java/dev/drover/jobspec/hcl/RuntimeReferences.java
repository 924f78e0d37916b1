package dev.drover.jobspec.hcl;

import java.util.Optional;
import java.util.Set;

/**
 * References that only the node of a running task can resolve, such as {@code ${attr.kernel.name}}. They pass through evaluation as
 * the text they are.
 */
final class RuntimeReferences {
    private static final Set<String> ROOTS = Set.of("attr", "node", "meta", "env", "device", "secret");

    private RuntimeReferences() {}

    /** True for the roots that may also stand outside of strings. */
    static boolean isKnownRoot(String root) {
        return ROOTS.contains(root) || root.startsWith("NOMAD_");
    }

    /** The root name, when the expression is a name or a traversal that begins with one. */
    static Optional<Expression.Variable> root(Expression expression) {
        return switch (expression) {
            case Expression.Variable variable -> Optional.of(variable);
            case Expression.Traversal traversal
            when traversal.source() instanceof Expression.Variable variable -> Optional.of(variable);
            default -> Optional.empty();
        };
    }

    /** True when the expression is a reference that stays as it is in this context. */
    static boolean isDeferred(Expression expression, EvalContext context) {
        return root(expression)
                .map(Expression.Variable::name)
                .filter(name -> !context.knows(name))
                .filter(name -> !name.equals("var") && !name.equals("local"))
                .filter(name -> context.isInsideTemplate() || isKnownRoot(name))
                .isPresent();
    }
}
