package dev.drover.model.acl;

import dev.drover.model.wire.WireName;

/** What can be allowed with the cluster as a whole. */
public enum OperatorCapability implements WireName {
    SNAPSHOT_SAVE("snapshot-save"),
    LICENSE_READ("license-read"),
    KEYRING_ROTATE("keyring-rotate"),
    KEYRING_READ("keyring-read"),
    KEYRING_DELETE("keyring-delete");

    private final String wireName;

    OperatorCapability(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }
}
