package dev.drover.jobspec.decode;

import dev.drover.jobspec.hcl.Diagnostics;
import dev.drover.jobspec.hcl.SourceRange;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where decoding stands: the block at hand, those around it, and the place for faults. */
final class Scope {
    private final Diagnostics diagnostics;
    private final boolean complete;
    private final @Nullable Scope outer;
    private final @Nullable Schema<?, ?> schema;
    private final SourceRange range;

    private Scope(
            Diagnostics diagnostics,
            boolean complete,
            @Nullable Scope outer,
            @Nullable Schema<?, ?> schema,
            SourceRange range) {
        this.diagnostics = diagnostics;
        this.complete = complete;
        this.outer = outer;
        this.schema = schema;
        this.range = range;
    }

    static Scope outermost(Diagnostics diagnostics, boolean complete, SourceRange range) {
        return new Scope(diagnostics, complete, null, null, range);
    }

    Scope inside(Schema<?, ?> block, SourceRange head) {
        return new Scope(diagnostics, complete, this, block, head);
    }

    /** The head of the block, or the whole file. */
    SourceRange range() {
        return range;
    }

    /** The nearest block around this one in which a name may stand. */
    Optional<String> outerBlockWith(String name) {
        for (Scope scope = outer; scope != null; scope = scope.outer) {
            if (scope.schema != null
                    && !scope.schema.name().isEmpty()
                    && scope.schema.names().contains(name)) {
                return Optional.of(scope.schema.name());
            }
        }
        return Optional.empty();
    }

    void error(String summary, String detail, SourceRange where) {
        diagnostics.error(summary, detail, where);
    }

    /** Reports something that has to be in this block, unless it may have been there and was faulty. */
    void missing(String summary, String detail) {
        if (complete) {
            error(summary, detail, range);
        }
    }

    void warning(String summary, String detail, SourceRange where) {
        diagnostics.warning(summary, detail, where);
    }

    /** Reports something that may stand there only once. */
    void repeated(String what, SourceRange first, SourceRange second) {
        error(
                "Repeated block",
                what + " stands there already, at " + first.location() + "; keep one of the two.",
                second);
    }
}
