package dev.drover.server;

import dev.drover.server.log.Applied;
import dev.drover.state.State;
import java.util.List;

/** Passes on what the log applies, in order. */
record Listeners(List<Applied.Listener> followers) implements Applied.Listener {
    @Override
    public void applied(Applied applied) {
        followers.forEach(follower -> follower.applied(applied));
    }

    @Override
    public void restored(State state) {
        followers.forEach(follower -> follower.restored(state));
    }
}
