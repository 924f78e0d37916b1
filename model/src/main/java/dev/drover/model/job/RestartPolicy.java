package dev.drover.model.job;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How a failed task is restarted on its node. */
@RecordBuilder
public record RestartPolicy(
        @Wire("Interval") @Nullable Duration interval,
        @Wire("Attempts") @Nullable Integer attempts,
        @Wire("Delay") @Nullable Duration delay,
        @Wire("Mode") String mode,
        @Wire("RenderTemplates") @Nullable Boolean renderTemplates) {
    public RestartPolicy {
        mode = Defaults.text(mode);
    }
}
