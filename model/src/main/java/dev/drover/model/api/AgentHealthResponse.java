package dev.drover.model.api;

import dev.drover.model.wire.Absent;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/** Answer to agent health. */
@RecordBuilder
public record AgentHealthResponse(
        @Wire(value = "client", absent = Absent.OMITTED) @Nullable
        AgentHealth client,

        @Wire(value = "server", absent = Absent.OMITTED) @Nullable
        AgentHealth server) {}
