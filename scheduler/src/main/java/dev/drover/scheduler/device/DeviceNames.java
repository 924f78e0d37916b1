package dev.drover.scheduler.device;

/** The names that people have for devices, held against those of real ones. */
public final class DeviceNames {
    private DeviceNames() {}

    /**
     * Whether a name means a device.
     *
     * @param name a type, a vendor and type, or a vendor, type and model, with slashes between
     * @param device always a vendor, type and model
     */
    public static boolean covers(String name, String device) {
        DeviceName real = DeviceName.parse(device);
        DeviceName wanted = DeviceName.parse(name);
        return wanted.type().equals(real.type())
                && (wanted.vendor().isEmpty() || wanted.vendor().equals(real.vendor()))
                && (wanted.model().isEmpty() || wanted.model().equals(real.model()));
    }
}
