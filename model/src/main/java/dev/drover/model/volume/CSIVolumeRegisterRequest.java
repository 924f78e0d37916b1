package dev.drover.model.volume;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** Body of a request: volumes that are there already. */
@RecordBuilder
public record CSIVolumeRegisterRequest(
        @Wire("Volumes") List<CSIVolume> volumes,
        @Wire("PolicyOverride") boolean policyOverride,
        @Wire("Timestamp") long timestamp) {
    public CSIVolumeRegisterRequest {
        volumes = Defaults.list(volumes);
    }
}
