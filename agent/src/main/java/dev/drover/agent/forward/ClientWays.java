package dev.drover.agent.forward;

import dev.drover.agent.http.Contact;
import dev.drover.agent.http.Scope;
import java.time.Duration;

/** The ways from an agent that is a node only: what is not about itself goes to a server. */
public record ClientWays(OwnNode own, ServerLinks servers) implements Ways {
    @Override
    public Way find(Asked asked, Duration maxWait) throws InterruptedException {
        if (asked.scope() == Scope.AGENT || isForOwnNode(asked)) {
            return Way.HERE;
        }
        return new Way.Over(servers.any(maxWait), "a server");
    }

    /** What a server has sent here is for this node, even if the node has not heard of the allocation yet. */
    private boolean isForOwnNode(Asked asked) {
        return switch (asked.scope()) {
            case NODE -> asked.passedOn() || own.isMeant(asked);
            case NAMED_AGENT -> {
                asked.checkOneAgent();
                yield asked.serverId().isEmpty() && (asked.passedOn() || own.isMeant(asked));
            }
            case AGENT, SERVER, READ, WRITE -> false;
        };
    }

    /** Nothing is read from a state here. */
    @Override
    public Contact contact() {
        return new Contact(false, Duration.ZERO);
    }
}
