package dev.drover.model.api;

import dev.drover.model.operator.RootKeyMeta;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/** The new root key. */
@RecordBuilder
public record KeyringRotateRootKeyResponse(
        @Wire("Key") @Nullable RootKeyMeta key,
        @Wire("Index") long index) {}
