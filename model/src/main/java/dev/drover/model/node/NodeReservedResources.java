package dev.drover.model.node;

import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/** What a node keeps for itself. */
@RecordBuilder
public record NodeReservedResources(
        @Wire("Cpu") @Nullable NodeReservedCpuResources cpu,
        @Wire("Memory") @Nullable NodeReservedMemoryResources memory,
        @Wire("Disk") @Nullable NodeReservedDiskResources disk,
        @Wire("Networks") @Nullable NodeReservedNetworkResources networks) {}
