package dev.drover.model.quota;

import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/** The quota storage resources of the wire, in MiB. */
@RecordBuilder
public record QuotaStorageResources(
        @Wire("VariablesMB") int variablesMb,
        @Wire("HostVolumesMB") int hostVolumesMb) {}
