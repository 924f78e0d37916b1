package dev.drover.model.job;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** The job ui config of the wire. */
@RecordBuilder
public record JobUIConfig(
        @Wire("Description") String description,
        @Wire("Links") List<JobUILink> links) {
    public JobUIConfig {
        description = Defaults.text(description);
        links = Defaults.list(links);
    }
}
