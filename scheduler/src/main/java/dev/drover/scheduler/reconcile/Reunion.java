package dev.drover.scheduler.reconcile;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationMetric;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.alloc.NodeScoreMeta;
import dev.drover.model.alloc.TaskState;
import dev.drover.model.job.Job;
import dev.drover.model.job.Task;
import dev.drover.model.job.TaskGroups;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Chooses between an allocation that is back in sight and the one that took its place meanwhile. */
final class Reunion {
    private Reunion() {}

    /** Whether the original goes on and its replacement stops, rather than the other way round. */
    static boolean keepsOriginal(Allocation original, Allocation replacement) {
        if (isNewer(replacement, original)) {
            return false;
        }
        return switch (DisconnectPolicy.of(original).keep()) {
            case ORIGINAL -> true;
            case REPLACEMENT -> false;
            case BEST_SCORE -> byScore(original, replacement);
            case LONGEST_RUNNING -> byAge(original, replacement);
        };
    }

    /** Whether it was made from a newer version of the job. */
    static boolean isNewer(Allocation one, Allocation other) {
        Job newer = one.job();
        Job older = other.job();
        return newer != null
                && older != null
                && (newer.version() > older.version() || newer.createIndex() > older.createIndex());
    }

    /** A better node is no reason to give up what runs for what does not. */
    private static boolean byScore(Allocation original, Allocation replacement) {
        boolean originalRuns = original.clientStatus() == ClientStatus.RUNNING;
        boolean replacementRuns = replacement.clientStatus() == ClientStatus.RUNNING;
        return originalRuns == replacementRuns ? score(original) >= score(replacement) : originalRuns;
    }

    /** The score of its node when it was placed; nothing known of it counts least. */
    private static double score(Allocation allocation) {
        AllocationMetric metric = allocation.metrics();
        return metric == null
                ? Double.NEGATIVE_INFINITY
                : metric.scoreMetaData().stream()
                        .filter(meta -> meta.nodeId().equals(allocation.nodeId()))
                        .mapToDouble(NodeScoreMeta::normScore)
                        .max()
                        .orElse(Double.NEGATIVE_INFINITY);
    }

    private static boolean byAge(Allocation original, Allocation replacement) {
        Optional<Instant> first = startedAt(original);
        Optional<Instant> second = startedAt(replacement);
        return first.isPresent() && (second.isEmpty() || !first.get().isAfter(second.get()));
    }

    /** When its leader started, or the oldest of its main tasks if it has none. */
    private static Optional<Instant> startedAt(Allocation allocation) {
        List<Task> main = mainTasks(allocation);
        List<Task> leaders = main.stream().filter(Task::leader).toList();
        return (leaders.isEmpty() ? main : leaders)
                .stream()
                        .map(task -> allocation.taskStates().get(task.name()))
                        .filter(Objects::nonNull)
                        .map(TaskState::startedAt)
                        .filter(Objects::nonNull)
                        .min(Comparator.naturalOrder());
    }

    private static List<Task> mainTasks(Allocation allocation) {
        Job job = allocation.job();
        return job == null
                ? List.of()
                : TaskGroups.find(job, allocation.taskGroup()).stream()
                        .flatMap(group -> group.tasks().stream())
                        .filter(task -> task.lifecycle() == null)
                        .toList();
    }
}
