package dev.drover.agent.forward;

import dev.drover.agent.http.Contact;
import java.time.Duration;

/** What an agent knows of the way to the one that answers. */
public interface Ways {
    /**
     * Finds who answers a request, and waits until it can be answered.
     *
     * @param maxWait how long to wait while there is nobody
     * @throws dev.drover.server.ServerException with status and text for the caller when there is nobody in time
     */
    Way find(Asked asked, Duration maxWait) throws InterruptedException;

    /** How far an answer from the state of this agent may lag behind. */
    Contact contact();
}
