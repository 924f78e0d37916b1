package dev.drover.jobspec;

import dev.drover.jobspec.hcl.Diagnostic;
import dev.drover.jobspec.hcl.DiagnosticRenderer;
import java.util.List;
import java.util.Optional;

/**
 * A parsed file that describes something other than a job.
 *
 * @param value present when there are no errors
 */
public record SpecFile<T>(Optional<T> value, List<Diagnostic> diagnostics) {
    public SpecFile {
        diagnostics = List.copyOf(diagnostics);
    }

    /** All errors and warnings as text for people: place, source line with carets, and what to do. */
    public String explain() {
        return DiagnosticRenderer.render(diagnostics);
    }
}
