package dev.drover.server.log;

import dev.drover.state.State;
import dev.drover.state.command.Command;

/** A command that was applied, with the states around it. */
public record Applied(State before, State after, Command command) {
    /** Is told of each command in the order of the log, on the thread that applies; has to be quick and may not propose. */
    @FunctionalInterface
    public interface Listener {
        void applied(Applied applied);

        /** The state was replaced as a whole, by a snapshot from another server or one that an operator restored. */
        default void restored(State state) {}
    }
}
