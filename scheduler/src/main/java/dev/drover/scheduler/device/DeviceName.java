package dev.drover.scheduler.device;

import dev.drover.model.node.NodeDeviceResource;
import java.util.Optional;

/** What a job calls the devices that it wants: a type, a vendor and type, or a vendor, type and model, with slashes between. */
record DeviceName(Optional<String> vendor, String type, Optional<String> model) {
    private static final int PARTS = 3;

    /** Models may contain slashes themselves. */
    static DeviceName parse(String text) {
        String[] parts = text.split("/", PARTS);
        return switch (parts.length) {
            case 1 -> new DeviceName(Optional.empty(), parts[0], Optional.empty());
            case 2 -> new DeviceName(Optional.of(parts[0]), parts[1], Optional.empty());
            default -> new DeviceName(Optional.of(parts[0]), parts[1], Optional.of(parts[2]));
        };
    }

    boolean names(NodeDeviceResource group) {
        return type.equals(group.type())
                && vendor.map(group.vendor()::equals).orElse(true)
                && model.map(group.name()::equals).orElse(true);
    }
}
