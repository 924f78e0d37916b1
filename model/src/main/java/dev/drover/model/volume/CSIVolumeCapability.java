package dev.drover.model.volume;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/** A way in which a volume may be used. */
@RecordBuilder
public record CSIVolumeCapability(
        @Wire("AccessMode") String accessMode,
        @Wire("AttachmentMode") String attachmentMode) {
    public CSIVolumeCapability {
        accessMode = Defaults.text(accessMode);
        attachmentMode = Defaults.text(attachmentMode);
    }
}
