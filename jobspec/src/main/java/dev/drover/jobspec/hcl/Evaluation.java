package dev.drover.jobspec.hcl;

import dev.drover.jobspec.hcl.Diagnostic.Severity;
import java.util.List;

/** An evaluated file. When there are errors, the attributes and blocks at fault are left out of the body. */
public record Evaluation(EvaluatedBody body, List<Diagnostic> diagnostics) {
    /** True when the body is not complete and should not be used. */
    public boolean hasErrors() {
        return diagnostics.stream().anyMatch(diagnostic -> diagnostic.severity() == Severity.ERROR);
    }
}
