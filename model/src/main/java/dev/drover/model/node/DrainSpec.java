package dev.drover.model.node;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;

/**
 * How an operator wants a node to be emptied.
 *
 * @param deadline time after which everything has to leave at once; zero for none, negative to begin with that
 */
@RecordBuilder
public record DrainSpec(
        @Wire("Deadline") Duration deadline,
        @Wire("IgnoreSystemJobs") boolean ignoreSystemJobs) {
    public DrainSpec {
        deadline = Defaults.duration(deadline);
    }
}
