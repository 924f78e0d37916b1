package dev.drover.model.api;

import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/** Answer to agent health. */
@RecordBuilder
public record AgentHealthResponse(
        @Wire("client") @Nullable AgentHealth client,
        @Wire("server") @Nullable AgentHealth server) {}
