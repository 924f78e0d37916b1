package dev.drover.jobspec.hcl;

import java.util.ArrayList;
import java.util.List;

/** Runs the parts of a larger computation and keeps their faults, to throw them as one when all parts were tried. */
final class FaultCollector {
    private final List<Diagnostic> diagnostics = new ArrayList<>();
    private boolean failed;

    /** Runs a part. A fault about limits ends everything at once. */
    void collect(Runnable part) {
        try {
            part.run();
        } catch (EvaluationFault fault) {
            if (fault.isLimit()) {
                throw fault;
            }
            failed = true;
            if (diagnostics.size() < Diagnostics.LIMIT) {
                diagnostics.addAll(fault.diagnostics());
            }
        }
    }

    boolean failed() {
        return failed;
    }

    List<Diagnostic> diagnostics() {
        return List.copyOf(diagnostics);
    }

    void throwIfAny() {
        if (failed) {
            throw new EvaluationFault(List.copyOf(diagnostics));
        }
    }
}
