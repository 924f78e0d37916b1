package dev.drover.model.service;

import io.soabase.recordbuilder.core.RecordBuilder;

/** The consul mesh config entry of the wire. */
@RecordBuilder
public record ConsulMeshConfigEntry() {}
