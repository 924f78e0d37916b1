package dev.drover.jobspec.hcl;

/**
 * One thing wrong, or worth a warning, at one place of a source.
 *
 * @param summary a few words, such as {@code Unknown attribute}
 * @param detail what was expected and how to mend it, as a sentence
 */
public record Diagnostic(Severity severity, String summary, String detail, SourceRange range) {
    /** Whether the job file can still be used. */
    public enum Severity {
        ERROR,
        WARNING
    }
}
