package dev.drover.model.acl;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;

/**
 * Asks for the first token.
 *
 * @param bootstrapSecret what its secret is to be; empty for one that nobody has chosen
 */
public record ACLBootstrapRequest(@Wire("BootstrapSecret") Secret bootstrapSecret) {
    public ACLBootstrapRequest {
        bootstrapSecret = Defaults.value(bootstrapSecret, Secret.NONE);
    }
}
