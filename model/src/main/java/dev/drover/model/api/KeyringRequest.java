package dev.drover.model.api;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * A gossip key to install, use or remove.
 *
 * @param key in base 64
 */
@RecordBuilder
public record KeyringRequest(@Wire("Key") String key) {
    public KeyringRequest {
        key = Defaults.text(key);
    }
}
