package dev.drover.agent.forward;

import dev.drover.client.Client;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The node that this agent is.
 *
 * @param id its node id
 * @param has whether it knows an allocation, running or ended
 */
public record OwnNode(Supplier<String> id, Predicate<String> has) {
    public static OwnNode of(Client client) {
        return new OwnNode(() -> client.node().id(), id -> client.allocations().has(id));
    }

    /** True when the request is about this node, or about no other. */
    boolean isMeant(Asked asked) {
        return asked.allocationId().isPresent()
                ? has.test(asked.allocationId().get())
                : asked.nodeId().isEmpty() || asked.nodeId().get().equals(id.get());
    }
}
