package dev.drover.model.acl;

import dev.drover.model.wire.WireName;

/** What can be allowed with a volume of a host. */
public enum HostVolumeCapability implements WireName {
    MOUNT_READONLY("mount-readonly"),
    MOUNT_READWRITE("mount-readwrite");

    private final String wireName;

    HostVolumeCapability(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }
}
