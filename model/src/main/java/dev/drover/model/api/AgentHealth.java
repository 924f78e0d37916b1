package dev.drover.model.api;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/** The agent health of the wire. */
@RecordBuilder
public record AgentHealth(
        @Wire("ok") boolean ok, @Wire("message") String message) {
    public AgentHealth {
        message = Defaults.text(message);
    }
}
