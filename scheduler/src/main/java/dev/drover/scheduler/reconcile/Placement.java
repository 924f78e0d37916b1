package dev.drover.scheduler.reconcile;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.RescheduleTracker;
import dev.drover.model.job.Job;
import dev.drover.model.job.TaskGroup;
import dev.drover.state.plan.AllocationStop;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Optional;

/**
 * An allocation that is wanted and still needs a node.
 *
 * @param job version that it belongs to; an older one while a newer is still being tried by canaries
 * @param previous allocation whose place it takes
 * @param stopWith stop of the previous one that only happens if this placement succeeds
 * @param deploymentId deployment that it counts for, or empty
 * @param nodeId node it must go to, or empty for any
 */
@RecordBuilder
public record Placement(
        String name,
        TaskGroup group,
        Job job,
        Optional<Allocation> previous,
        Optional<AllocationStop> stopWith,
        Optional<RescheduleTracker> tracker,
        String deploymentId,
        boolean canary,
        boolean rescheduled,
        Optional<String> nodeId) {}
