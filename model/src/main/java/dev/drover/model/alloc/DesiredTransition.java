package dev.drover.model.alloc;

import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/** The desired transition of the wire. */
@RecordBuilder
public record DesiredTransition(
        @Wire("Migrate") @Nullable Boolean migrate,
        @Wire("Reschedule") @Nullable Boolean reschedule,
        @Wire("ForceReschedule") @Nullable Boolean forceReschedule,
        @Wire("NoShutdownDelay") @Nullable Boolean noShutdownDelay,
        @Wire("MigrateDisablePlacement") @Nullable Boolean migrateDisablePlacement) {}
