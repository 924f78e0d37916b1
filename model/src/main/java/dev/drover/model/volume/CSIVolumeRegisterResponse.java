package dev.drover.model.volume;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.util.List;

/** Answer to a registration of volumes. */
@RecordBuilder
public record CSIVolumeRegisterResponse(
        @Wire("Volumes") List<CSIVolume> volumes,
        @Wire("Warnings") String warnings,
        @Wire("LastContact") Duration lastContact,
        @Wire("KnownLeader") boolean knownLeader,
        @Wire("NextToken") String nextToken,
        @Wire("Index") long index) {
    public CSIVolumeRegisterResponse {
        volumes = Defaults.list(volumes);
        warnings = Defaults.text(warnings);
        lastContact = Defaults.duration(lastContact);
        nextToken = Defaults.text(nextToken);
    }
}
