package dev.drover.model.api;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Body of a request: job dispatch. */
@RecordBuilder
public record JobDispatchRequest(
        @Wire("JobID") String jobId,
        @Wire("Payload") @Nullable String payload,
        @Wire("Meta") Map<String, String> meta,
        @Wire("IdPrefixTemplate") String idPrefixTemplate,
        @Wire("Priority") int priority) {
    public JobDispatchRequest {
        jobId = Defaults.text(jobId);
        meta = Defaults.map(meta);
        idPrefixTemplate = Defaults.text(idPrefixTemplate);
    }
}
