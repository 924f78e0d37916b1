package dev.drover.server;

import dev.drover.server.log.Applied;
import java.util.List;

/** Passes on what the log applies. The log comes first and its followers need it, so they are named afterwards. */
final class Listeners implements Applied.Listener {
    private volatile List<Applied.Listener> followers = List.of();

    void follow(List<Applied.Listener> listeners) {
        followers = List.copyOf(listeners);
    }

    @Override
    public void applied(Applied applied) {
        followers.forEach(follower -> follower.applied(applied));
    }
}
