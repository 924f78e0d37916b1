package dev.drover.model.job;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** What a dispatch of the job may and must bring along. */
@RecordBuilder
public record ParameterizedJobConfig(
        @Wire("Payload") String payload,
        @Wire("MetaRequired") List<String> metaRequired,
        @Wire("MetaOptional") List<String> metaOptional) {
    public ParameterizedJobConfig {
        payload = Defaults.text(payload);
        metaRequired = Defaults.list(metaRequired);
        metaOptional = Defaults.list(metaOptional);
    }
}
