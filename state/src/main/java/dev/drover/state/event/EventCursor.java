package dev.drover.state.event;

import java.time.Duration;
import java.util.Optional;

/** A place in the events that moves on as they are read. It holds nothing but the place. To be used by one thread at a time. */
public interface EventCursor extends AutoCloseable {
    /**
     * Waits for the next events that were subscribed to.
     *
     * @return nothing when there were none within that time
     * @throws EventsLostException when the events went on without this reader, or one of the two was closed
     * @throws InterruptedException when interrupted while waiting
     */
    Optional<EventBatch> next(Duration maxWait) throws EventsLostException, InterruptedException;

    @Override
    void close();
}
