package dev.drover.model.job;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The disconnect strategy of the wire. */
@RecordBuilder
public record DisconnectStrategy(
        @Wire("LostAfter") @Nullable Duration lostAfter,
        @Wire("StopOnClientAfter") @Nullable Duration stopOnClientAfter,
        @Wire("Replace") @Nullable Boolean replace,
        @Wire("Reconcile") String reconcile) {
    public DisconnectStrategy {
        reconcile = Defaults.text(reconcile);
    }
}
