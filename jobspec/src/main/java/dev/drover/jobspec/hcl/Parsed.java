package dev.drover.jobspec.hcl;

import dev.drover.jobspec.hcl.Diagnostic.Severity;
import java.util.List;

/**
 * A parsed file. The body holds everything that could be understood, also when there are faults.
 *
 * @param modernisations where the file uses an old form that is accepted with a warning, and what {@code fmt} puts there
 */
public record Parsed(Body body, List<Diagnostic> diagnostics, List<Modernisation> modernisations) {
    /** Text to insert at an offset of the file. */
    public record Modernisation(int offset, String insertion) {}

    /** A parsed expression that stands alone, such as the value of a {@code -var} flag. */
    public record Alone(Expression expression, List<Diagnostic> diagnostics) {
        /** True when the expression cannot be used. */
        public boolean hasErrors() {
            return diagnostics.stream().anyMatch(diagnostic -> diagnostic.severity() == Severity.ERROR);
        }
    }

    /** True when the file cannot be used. */
    public boolean hasErrors() {
        return diagnostics.stream().anyMatch(diagnostic -> diagnostic.severity() == Severity.ERROR);
    }
}
