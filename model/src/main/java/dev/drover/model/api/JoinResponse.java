package dev.drover.model.api;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;

/**
 * What came of joining a server to others.
 *
 * @param numJoined how many of the addresses answered
 * @param error what was wrong with the others, empty when nothing was
 */
public record JoinResponse(
        @Wire("num_joined") int numJoined, @Wire("error") String error) {
    public JoinResponse {
        error = Defaults.text(error);
    }
}
