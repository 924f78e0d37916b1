package dev.drover.scheduler.reconcile;

import dev.drover.model.alloc.AllocState;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationBuilder;
import dev.drover.model.alloc.ClientStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The times during which an allocation was out of sight, as its list of states tells: the servers add {@code unknown} when its node
 * falls silent, and what the node says of it when they have taken note of its return.
 */
final class Outage {
    /** The field of the list of states that holds client statuses. */
    private static final int CLIENT_STATUS = 0;

    /** How many states are kept of an allocation whose node comes and goes. */
    private static final int STATES_KEPT = 20;

    private Outage() {}

    /** Since when it is out of sight, or back without anybody having taken note. */
    static Optional<Instant> since(Allocation allocation) {
        List<AllocState> states = allocation.allocStates().stream()
                .filter(state -> state.field() == CLIENT_STATUS)
                .toList();
        return states.isEmpty() || !states.getLast().value().equals(ClientStatus.UNKNOWN.wireName())
                ? Optional.empty()
                : Optional.of(states.getLast().time());
    }

    /** The allocation as it is once its node has fallen silent. */
    static Allocation begin(Allocation allocation, Instant now, String followUp) {
        return AllocationBuilder.builder(noted(allocation, ClientStatus.UNKNOWN, now))
                .clientStatus(ClientStatus.UNKNOWN)
                .clientDescription(Reasons.UNSEEN)
                .followupEvalId(followUp)
                .build();
    }

    /** The allocation as it is once its return was noted. */
    static Allocation end(Allocation allocation, Instant now) {
        return AllocationBuilder.builder(noted(allocation, allocation.clientStatus(), now))
                .followupEvalId("")
                .build();
    }

    private static Allocation noted(Allocation allocation, ClientStatus status, Instant now) {
        List<AllocState> states = new ArrayList<>(allocation.allocStates());
        states.add(new AllocState(CLIENT_STATUS, status.wireName(), now));
        return AllocationBuilder.builder(allocation)
                .allocStates(states.subList(Math.max(0, states.size() - STATES_KEPT), states.size()))
                .build();
    }
}
