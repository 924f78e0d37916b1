package dev.drover.model.volume;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/** The host volume info of the wire. */
@RecordBuilder
public record HostVolumeInfo(
        @Wire("Path") String path,
        @Wire("ReadOnly") boolean readOnly,
        @Wire("ID") String id,
        @Wire("Name") String name) {
    public HostVolumeInfo {
        path = Defaults.text(path);
        id = Defaults.text(id);
        name = Defaults.text(name);
    }
}
