package dev.drover.server.time;

import java.time.Instant;

/** Calls back when a time has come; tests bring a timer whose time they move by hand. */
public interface Timer {
    /** Runs the action once, soon after the time has come. It has to be short, for others wait behind it. */
    Alarm at(Instant time, Runnable action);

    /** An action that waits for its time. */
    interface Alarm {
        /** Takes the action back; does nothing when it has run. */
        void cancel();
    }
}
