package dev.drover.state.command;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.DesiredTransition;
import dev.drover.model.eval.Evaluation;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Changes of allocations that no scheduler planned. */
public sealed interface AllocationCommand extends Command {
    /** What nodes report; of each allocation only the parts that belong to the node count. */
    record UpdateFromClient(List<Allocation> allocations, Instant time, List<Evaluation> evaluations)
            implements AllocationCommand {}

    /** Wishes for allocations (move, reschedule), by id, that the schedulers heed. */
    record SetTransitions(Map<String, DesiredTransition> transitions, Instant time, List<Evaluation> evaluations)
            implements AllocationCommand {}
}
