package dev.drover.model.api;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/** A disk of a node: sizes in bytes, shares in percent. */
@RecordBuilder
public record HostDiskStats(
        @Wire("Device") String device,
        @Wire("Mountpoint") String mountpoint,
        @Wire("Size") long size,
        @Wire("Used") long used,
        @Wire("Available") long available,
        @Wire("UsedPercent") double usedPercent,
        @Wire("InodesUsedPercent") double inodesUsedPercent) {
    public HostDiskStats {
        device = Defaults.text(device);
        mountpoint = Defaults.text(mountpoint);
    }
}
