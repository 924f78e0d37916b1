package dev.drover.model.service;

import dev.drover.model.wire.Absent;
import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** The consul expose config of the wire. */
@RecordBuilder
public record ConsulExposeConfig(
        @Wire("Paths") List<ConsulExposePath> paths,
        @Wire(value = "Path", absent = Absent.OMITTED) List<ConsulExposePath> path) {
    public ConsulExposeConfig {
        paths = Defaults.list(paths);
        path = Defaults.list(path);
    }
}
