package dev.drover.scheduler.reconcile;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.job.Job;
import dev.drover.model.job.TaskGroups;
import dev.drover.model.job.UpdateKind;
import java.util.HashMap;
import java.util.Map;

/** What the job means for allocations of its older versions; each version is compared once, however many allocations it has. */
final class UpdateKinds {
    private record Key(long version, long createIndex, String group) {}

    private final Job job;
    private final Map<Key, UpdateKind> known = new HashMap<>();

    UpdateKinds(Job job) {
        this.job = job;
    }

    UpdateKind of(Allocation allocation) {
        Job own = allocation.job();
        if (own == null || Classifier.sameVersion(allocation, job)) {
            return UpdateKind.NONE;
        }
        return known.computeIfAbsent(
                new Key(own.version(), own.createIndex(), allocation.taskGroup()),
                unseen -> kind(own, allocation.taskGroup()));
    }

    /** A version that says the same as an older one (after a revert) is still another one, and its allocations count for it. */
    private UpdateKind kind(Job own, String group) {
        UpdateKind kind = TaskGroups.updateKind(own, job, group);
        return kind == UpdateKind.NONE ? UpdateKind.IN_PLACE : kind;
    }
}
