package dev.drover.jobspec.hcl;

import java.util.List;

/** What became of a file that was to be formatted. */
public sealed interface Formatted {
    /** The text in canonical style; the same text when it was so before. */
    record Text(String text) implements Formatted {}

    /** The file has syntax errors and is left alone. */
    record Refused(List<Diagnostic> diagnostics) implements Formatted {}
}
