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
        } else {
            before += amount;
            // A sidecar starts with those that run before and stays beside the main ones.
            during += lifecycle.sidecar() ? amount : 0;
        }
    }

    long peak() {
        return Math.max(before, Math.max(during, after));
    }
}
