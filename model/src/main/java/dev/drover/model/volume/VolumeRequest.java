package dev.drover.model.volume;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/** Body of a request: volume. */
@RecordBuilder
public record VolumeRequest(
        @Wire("Name") String name,
        @Wire("Type") String type,
        @Wire("Source") String source,
        @Wire("ReadOnly") boolean readOnly,
        @Wire("Sticky") boolean sticky,
        @Wire("AccessMode") String accessMode,
        @Wire("AttachmentMode") String attachmentMode,
        @Wire("MountOptions") @Nullable CSIMountOptions mountOptions,
        @Wire("PerAlloc") boolean perAlloc) {
    public VolumeRequest {
        name = Defaults.text(name);
        type = Defaults.text(type);
        source = Defaults.text(source);
        accessMode = Defaults.text(accessMode);
        attachmentMode = Defaults.text(attachmentMode);
    }
}
