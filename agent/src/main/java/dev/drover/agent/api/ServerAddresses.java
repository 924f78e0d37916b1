package dev.drover.agent.api;

import java.util.List;

/** The servers that the node of this agent can turn to. */
public interface ServerAddresses {
    /** RPC addresses, the one that it speaks to first; empty while it reaches none. */
    List<String> known();

    /** Turns to these from now on, {@code host} or {@code host:port} of their RPC, until a server tells of others. */
    void use(List<String> addresses);
}
