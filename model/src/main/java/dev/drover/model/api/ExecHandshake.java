package dev.drover.model.api;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;

/** The first message of a caller that cannot set headers, as browsers cannot: who it is. */
public record ExecHandshake(
        @Wire("version") int version, @Wire("auth_token") String authToken) {
    /** The only version that there is. */
    public static final int VERSION = 1;

    public ExecHandshake {
        authToken = Defaults.text(authToken);
    }
}
