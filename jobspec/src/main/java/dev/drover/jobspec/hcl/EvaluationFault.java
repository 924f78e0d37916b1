package dev.drover.jobspec.hcl;

import dev.drover.jobspec.hcl.Diagnostic.Severity;
import java.util.List;

/**
 * Leaves the evaluation of an expression that has no value. It never crosses the border of the package: who evaluates an attribute
 * turns it into diagnostics, {@code try} and {@code can} swallow it.
 */
final class EvaluationFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Diagnostic> diagnostics;
    private final boolean limit;

    private EvaluationFault(List<Diagnostic> diagnostics, boolean limit) {
        super(
                diagnostics.isEmpty()
                        ? "reported already"
                        : diagnostics.getFirst().detail(),
                null,
                false,
                false);
        this.diagnostics = diagnostics;
        this.limit = limit;
    }

    EvaluationFault(List<Diagnostic> diagnostics) {
        this(diagnostics, false);
    }

    EvaluationFault(String summary, String detail, SourceRange range) {
        this(List.of(new Diagnostic(Severity.ERROR, summary, detail, range)), false);
    }

    /** A fault that {@code try} does not catch: the expression takes too much time or memory. */
    static EvaluationFault limit(String detail, SourceRange range) {
        return new EvaluationFault(List.of(new Diagnostic(Severity.ERROR, "Too large", detail, range)), true);
    }

    /** For what depends on something whose fault is reported already. */
    static EvaluationFault reported() {
        return new EvaluationFault(List.of(), false);
    }

    List<Diagnostic> diagnostics() {
        return diagnostics;
    }

    boolean isLimit() {
        return limit;
    }
}
