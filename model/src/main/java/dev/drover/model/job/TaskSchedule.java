package dev.drover.model.job;

import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/** The task schedule of the wire. */
@RecordBuilder
public record TaskSchedule(@Wire("Cron") @Nullable TaskScheduleCron cron) {}
