package dev.drover.state.usage;

import dev.drover.model.job.TaskLifecycle;
import org.jspecify.annotations.Nullable;

/** Sums for the tasks before, beside and after the main ones. */
final class Phases {
    private long before;
    private long during;
    private long after;

    void add(@Nullable TaskLifecycle lifecycle, long amount) {
        if (lifecycle == null || lifecycle.hook().equals("poststart")) {
            during += amount;
        } else if (lifecycle.hook().equals("poststop")) {
            after += amount;
        } else if (lifecycle.sidecar()) {
            during += amount;
        } else {
            before += amount;
        }
    }

    long peak() {
        return Math.max(before, Math.max(during, after));
    }
}
