package dev.drover.model.service;

import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/** The consul gateway of the wire. */
@RecordBuilder
public record ConsulGateway(
        @Wire("Proxy") @Nullable ConsulGatewayProxy proxy,
        @Wire("Ingress") @Nullable ConsulIngressConfigEntry ingress,
        @Wire("Terminating") @Nullable ConsulTerminatingConfigEntry terminating,
        @Wire("Mesh") @Nullable ConsulMeshConfigEntry mesh) {}
