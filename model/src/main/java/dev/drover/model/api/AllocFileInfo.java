package dev.drover.model.api;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;

/** The alloc file info of the wire. */
@RecordBuilder
public record AllocFileInfo(
        @Wire("Name") String name,
        @Wire("IsDir") boolean isDir,
        @Wire("Size") long size,
        @Wire("FileMode") String fileMode,
        @Wire("ModTime") Instant modTime,
        @Wire("ContentType") String contentType) {
    public AllocFileInfo {
        name = Defaults.text(name);
        fileMode = Defaults.text(fileMode);
        modTime = Defaults.time(modTime);
        contentType = Defaults.text(contentType);
    }
}
