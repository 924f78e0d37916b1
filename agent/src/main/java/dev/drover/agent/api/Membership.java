package dev.drover.agent.api;

import dev.drover.model.api.AgentMember;
import dev.drover.model.api.JoinResponse;
import dev.drover.server.member.GossipKeys;
import java.util.List;

/** The server of this agent among the others. */
public interface Membership {
    /** This server as the others see it. */
    AgentMember self();

    /** All servers of all regions that are known, in whatever state, by name. */
    List<AgentMember> members();

    /** Meets the servers at these addresses, {@code host} or {@code host:port} of their gossip. */
    JoinResponse join(List<String> addresses) throws InterruptedException;

    /**
     * Declares a failed server to have left; nothing happens to one that is not known or has not failed.
     *
     * @param prune forgets it altogether
     */
    void forceLeave(String name, boolean prune);

    /** The keys with which the servers encrypt their gossip. */
    GossipKeys keys();
}
