package dev.drover.model.alloc;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** The allocated device resource of the wire. */
@RecordBuilder
public record AllocatedDeviceResource(
        @Wire("Vendor") String vendor,
        @Wire("Type") String type,
        @Wire("Name") String name,
        @Wire("DeviceIDs") List<String> deviceIds) {
    public AllocatedDeviceResource {
        vendor = Defaults.text(vendor);
        type = Defaults.text(type);
        name = Defaults.text(name);
        deviceIds = Defaults.list(deviceIds);
    }
}
