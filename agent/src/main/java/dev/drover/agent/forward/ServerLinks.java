package dev.drover.agent.forward;

import dev.drover.rpc.Link;
import java.time.Duration;

/** How an agent that is no server reaches one. */
@FunctionalInterface
public interface ServerLinks {
    /**
     * An open link to some server; another one when the last was lost.
     *
     * @param maxWait how long to wait while no server can be reached
     * @throws dev.drover.server.ServerException with status 500 when there is none in time
     */
    Link any(Duration maxWait) throws InterruptedException;
}
