package dev.drover.agent.forward;

import dev.drover.rpc.Link;

/** Where a request is answered. */
public sealed interface Way {
    Way HERE = new Here();

    /** By this agent. */
    record Here() implements Way {}

    /**
     * By the agent at the other end of a link, or one behind it.
     *
     * @param whom for messages, such as {@code the leader}
     */
    record Over(Link link, String whom) implements Way {}
}
