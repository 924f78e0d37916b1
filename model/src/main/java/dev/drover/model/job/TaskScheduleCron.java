package dev.drover.model.job;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/** The task schedule cron of the wire. */
@RecordBuilder
public record TaskScheduleCron(
        @Wire("Start") String start,
        @Wire("End") String end,
        @Wire("Timezone") String timezone) {
    public TaskScheduleCron {
        start = Defaults.text(start);
        end = Defaults.text(end);
        timezone = Defaults.text(timezone);
    }
}
