package dev.drover.agent.http;

/** Who can answer a route. Any agent takes any request; one that it cannot answer itself goes on to an agent that can. */
public enum Scope {
    /** About the agent that is asked: answered there. */
    AGENT,
    /** About the agent that {@code node_id} or {@code server_id} names, or else the agent that is asked. */
    NAMED_AGENT,
    /** What any server knows at the moment, whether there is a leader or not. */
    SERVER,
    /** Read from the state of any server, once that state shows all that was acknowledged before, or at once with {@code stale}. */
    READ,
    /** Changes something: answered by the leader. */
    WRITE,
    /** About one node or one of its allocations: answered by the agent that runs it. */
    NODE
}
