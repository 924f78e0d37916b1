package dev.drover.model.volume;

import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/** The csi controller info of the wire. */
@RecordBuilder
public record CSIControllerInfo(
        @Wire("SupportsCreateDelete") boolean supportsCreateDelete,
        @Wire("SupportsAttachDetach") boolean supportsAttachDetach,
        @Wire("SupportsListVolumes") boolean supportsListVolumes,
        @Wire("SupportsGetCapacity") boolean supportsGetCapacity,
        @Wire("SupportsCreateDeleteSnapshot") boolean supportsCreateDeleteSnapshot,
        @Wire("SupportsListSnapshots") boolean supportsListSnapshots,
        @Wire("SupportsClone") boolean supportsClone,
        @Wire("SupportsReadOnlyAttach") boolean supportsReadOnlyAttach,
        @Wire("SupportsExpand") boolean supportsExpand,
        @Wire("SupportsListVolumesAttachedNodes") boolean supportsListVolumesAttachedNodes,
        @Wire("SupportsCondition") boolean supportsCondition,
        @Wire("SupportsGet") boolean supportsGet) {}
