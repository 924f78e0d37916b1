package dev.drover.model.job;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/** The task lifecycle of the wire. */
@RecordBuilder
public record TaskLifecycle(
        @Wire("Hook") String hook, @Wire("Sidecar") boolean sidecar) {
    public TaskLifecycle {
        hook = Defaults.text(hook);
    }
}
