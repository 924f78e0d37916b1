package dev.drover.model.api;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** How many threads of a server plan, and which types of job they plan for. */
@RecordBuilder
public record AgentSchedulerWorkerConfigRequest(
        @Wire("num_schedulers") int numSchedulers,
        @Wire("enabled_schedulers") List<String> enabledSchedulers) {
    public AgentSchedulerWorkerConfigRequest {
        enabledSchedulers = Defaults.list(enabledSchedulers);
    }
}
