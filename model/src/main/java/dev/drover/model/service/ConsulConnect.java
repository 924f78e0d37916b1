package dev.drover.model.service;

import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/** The consul connect of the wire. */
@RecordBuilder
public record ConsulConnect(
        @Wire("Native") boolean isNative,
        @Wire("Gateway") @Nullable ConsulGateway gateway,
        @Wire("SidecarService") @Nullable ConsulSidecarService sidecarService,
        @Wire("SidecarTask") @Nullable SidecarTask sidecarTask) {}
