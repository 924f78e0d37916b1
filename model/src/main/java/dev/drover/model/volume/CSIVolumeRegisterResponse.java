package dev.drover.model.volume;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** Answer to a registration of volumes. */
@RecordBuilder
public record CSIVolumeRegisterResponse(
        @Wire("Volumes") List<CSIVolume> volumes,
        @Wire("Warnings") String warnings) {
    public CSIVolumeRegisterResponse {
        volumes = Defaults.list(volumes);
        warnings = Defaults.text(warnings);
    }
}
