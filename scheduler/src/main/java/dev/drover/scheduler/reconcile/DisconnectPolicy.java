package dev.drover.scheduler.reconcile;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.job.DisconnectStrategy;
import dev.drover.model.job.Job;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.job.TaskGroups;
import dev.drover.state.Statuses;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a group wants when its node falls silent, from its {@code disconnect} block or from the three older parameters that the
 * block replaced.
 *
 * @param lostAfter how long an allocation may run on unseen; empty when it counts as lost at once
 * @param stopOnClientAfter how long the node itself lets it run on; until then nobody can tell that it has ended
 * @param replace whether another one runs while it is not seen
 * @param keep which of the two goes on when it is seen again
 */
public record DisconnectPolicy(
        Optional<Duration> lostAfter, Optional<Duration> stopOnClientAfter, boolean replace, Keep keep) {
    private static final DisconnectPolicy NONE =
            new DisconnectPolicy(Optional.empty(), Optional.empty(), true, Keep.BEST_SCORE);

    /** Which of two allocations with the same name goes on. */
    public enum Keep {
        ORIGINAL,
        REPLACEMENT,
        BEST_SCORE,
        LONGEST_RUNNING;

        static Keep of(String word) {
            return switch (word) {
                case "keep_original" -> ORIGINAL;
                case "keep_replacement" -> REPLACEMENT;
                case "longest_running" -> LONGEST_RUNNING;
                default -> BEST_SCORE;
            };
        }
    }

    /** The policy of the version that the allocation runs. */
    public static DisconnectPolicy of(Allocation allocation) {
        Job job = allocation.job();
        return job == null
                ? NONE
                : TaskGroups.find(job, allocation.taskGroup())
                        .map(DisconnectPolicy::of)
                        .orElse(NONE);
    }

    /** Whether the allocation may go on for a while on a node that nobody hears of. */
    public static boolean mayRunUnseen(Allocation allocation) {
        boolean runs =
                allocation.clientStatus() == ClientStatus.RUNNING || allocation.clientStatus() == ClientStatus.UNKNOWN;
        return runs
                && !Statuses.terminal(allocation)
                && of(allocation).lostAfter().isPresent();
    }

    static DisconnectPolicy of(TaskGroup group) {
        DisconnectStrategy block = group.disconnect();
        return block == null
                ? new DisconnectPolicy(
                        positive(group.maxClientDisconnect()),
                        positive(group.stopAfterClientDisconnect()),
                        !group.preventRescheduleOnLost(),
                        Keep.BEST_SCORE)
                : new DisconnectPolicy(
                        positive(block.lostAfter()),
                        positive(block.stopOnClientAfter()),
                        !Boolean.FALSE.equals(block.replace()),
                        Keep.of(block.reconcile()));
    }

    private static Optional<Duration> positive(@Nullable Duration duration) {
        return Optional.ofNullable(duration).filter(Duration::isPositive);
    }
}
