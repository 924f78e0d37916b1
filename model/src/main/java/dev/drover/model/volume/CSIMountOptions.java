package dev.drover.model.volume;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** The csi mount options of the wire. */
@RecordBuilder
public record CSIMountOptions(
        @Wire("FSType") String fsType, @Wire("MountFlags") List<String> mountFlags) {
    public CSIMountOptions {
        fsType = Defaults.text(fsType);
        mountFlags = Defaults.list(mountFlags);
    }
}
