package dev.drover.model.api;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Map;

/** The device group stats of the wire. */
@RecordBuilder
public record DeviceGroupStats(
        @Wire("Vendor") String vendor,
        @Wire("Type") String type,
        @Wire("Name") String name,
        @Wire("InstanceStats") Map<String, DeviceStats> instanceStats) {
    public DeviceGroupStats {
        vendor = Defaults.text(vendor);
        type = Defaults.text(type);
        name = Defaults.text(name);
        instanceStats = Defaults.map(instanceStats);
    }
}
