package dev.drover.state;

import dev.drover.model.acl.Secret;
import dev.drover.model.operator.RootKeyMeta;
import dev.drover.model.operator.RootKeyMetaBuilder;

/**
 * A key with which the servers encrypt and sign. What it is made of shows itself to nobody but the log and snapshots.
 *
 * @param meta what everybody may know
 * @param encryption 32 bytes for AES, in base 64; empty in a redacted snapshot
 * @param signing an RSA key as PKCS #8, in base 64; empty in a redacted snapshot
 */
public record RootKey(RootKeyMeta meta, Secret encryption, Secret signing) {
    public String id() {
        return meta.keyId();
    }

    public boolean isActive() {
        return meta.state().equals(RootKeyMeta.ACTIVE);
    }

    /** Whether there is something to sign with. */
    public boolean isWhole() {
        return !signing.isEmpty() && !encryption.isEmpty();
    }

    RootKey redacted() {
        return new RootKey(meta, Secret.NONE, Secret.NONE);
    }

    RootKey withState(String state, long index) {
        return new RootKey(
                RootKeyMetaBuilder.builder(meta).state(state).modifyIndex(index).build(), encryption, signing);
    }
}
