package dev.drover.state.event;

/** A subscription cannot go on; the message says why. Whoever still wants events reads the state anew and subscribes again. */
public final class EventsLostException extends Exception {
    private static final long serialVersionUID = 1L;

    EventsLostException(String reason) {
        super(reason);
    }
}
