package dev.drover.model.node;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Map;

/** The node device resource of the wire. */
@RecordBuilder
public record NodeDeviceResource(
        @Wire("Vendor") String vendor,
        @Wire("Type") String type,
        @Wire("Name") String name,
        @Wire("Instances") List<NodeDevice> instances,
        @Wire("Attributes") Map<String, DeviceAttribute> attributes) {
    public NodeDeviceResource {
        vendor = Defaults.text(vendor);
        type = Defaults.text(type);
        name = Defaults.text(name);
        instances = Defaults.list(instances);
        attributes = Defaults.map(attributes);
    }
}
