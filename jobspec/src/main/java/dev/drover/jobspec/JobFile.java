package dev.drover.jobspec;

import dev.drover.jobspec.hcl.Diagnostic;
import dev.drover.jobspec.hcl.Diagnostic.Severity;
import dev.drover.jobspec.hcl.DiagnosticRenderer;
import dev.drover.model.job.Job;
import dev.drover.model.job.JobSubmission;
import java.util.List;
import java.util.Optional;

/**
 * A parsed job file.
 *
 * @param job present when there are no errors; as written, without the defaults that a server fills in
 * @param submission the source with the values that were given for its variables, to be kept beside the job
 */
public record JobFile(Optional<Job> job, List<Diagnostic> diagnostics, JobSubmission submission) {
    public JobFile {
        diagnostics = List.copyOf(diagnostics);
    }

    public List<Diagnostic> errors() {
        return only(Severity.ERROR);
    }

    public List<Diagnostic> warnings() {
        return only(Severity.WARNING);
    }

    private List<Diagnostic> only(Severity severity) {
        return diagnostics.stream()
                .filter(diagnostic -> diagnostic.severity() == severity)
                .toList();
    }

    /** All errors and warnings as text for people: place, source line with carets, and what to do. */
    public String explain() {
        return DiagnosticRenderer.render(diagnostics);
    }
}
