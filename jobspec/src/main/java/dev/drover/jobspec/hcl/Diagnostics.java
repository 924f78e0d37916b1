package dev.drover.jobspec.hcl;

import dev.drover.jobspec.hcl.Diagnostic.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects faults and warnings up to a limit each, so that a broken file costs neither memory nor screens of text. */
public final class Diagnostics {
    /** Errors, and likewise warnings, that are kept; what follows is counted only. */
    public static final int LIMIT = 50;

    private final List<Diagnostic> kept = new ArrayList<>();
    private int errors;
    private int warnings;

    /** Keeps an error unless there are enough already. */
    public void error(String summary, String detail, SourceRange range) {
        add(new Diagnostic(Severity.ERROR, summary, detail, range));
    }

    /** Keeps a warning unless there are enough already. */
    public void warning(String summary, String detail, SourceRange range) {
        add(new Diagnostic(Severity.WARNING, summary, detail, range));
    }

    /** Keeps a diagnostic unless there are enough of its severity already. */
    public void add(Diagnostic diagnostic) {
        int count = diagnostic.severity() == Severity.ERROR ? ++errors : ++warnings;
        if (count <= LIMIT) {
            kept.add(diagnostic);
        }
    }

    /** Keeps all of the list, up to the limit. */
    public void addAll(List<Diagnostic> diagnostics) {
        diagnostics.forEach(this::add);
    }

    /** True when an error was added, kept or not. */
    public boolean hasErrors() {
        return errors > 0;
    }

    /** True when no more errors are kept. */
    public boolean isFull() {
        return errors >= LIMIT;
    }

    /** What was kept, in the order of arrival. */
    public List<Diagnostic> list() {
        return List.copyOf(kept);
    }

    /** What was kept, by place; for faults of one file that were found in several passes. */
    List<Diagnostic> inOrder() {
        return kept.stream()
                .sorted(Comparator.comparingInt(diagnostic -> diagnostic.range().start()))
                .toList();
    }
}
