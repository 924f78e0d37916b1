package dev.drover.drivers.qemu;

import dev.drover.driver.ConfigReader;
import java.util.List;
import java.util.Map;

/**
 * The options of a task.
 *
 * @param ports from labels of the group's ports to ports of the machine
 */
record QemuConfig(
        String image,
        String emulator,
        String machine,
        String drive,
        String accelerator,
        boolean gracefulShutdown,
        boolean guestAgent,
        List<String> arguments,
        Map<String, String> ports,
        List<String> faults) {
    private static final List<String> DRIVES =
            List.of("ide", "scsi", "sd", "mtd", "floppy", "pflash", "virtio", "none");

    static QemuConfig read(Map<String, Object> config) {
        ConfigReader reader = ConfigReader.of(config);
        String image = reader.requiredText("image_path");
        String drive = reader.text("drive_interface", "ide");
        if (!DRIVES.contains(drive)) {
            reader.fault("drive_interface", "\"" + drive + "\" is none of " + String.join(", ", DRIVES));
        }
        Map<String, String> ports = reader.textMap("port_map");
        ports.forEach((label, port) -> {
            if (!port.matches("\\d{1,5}")) {
                reader.fault("port_map", "\"" + port + "\" for \"" + label + "\" is not a port");
            }
        });
        return new QemuConfig(
                image,
                reader.text("emulator", "qemu-system-x86_64"),
                reader.text("machine_type", "pc"),
                drive,
                reader.text("accelerator", "tcg"),
                reader.flag("graceful_shutdown", false),
                reader.flag("guest_agent", false),
                reader.texts("args"),
                ports,
                reader.finish());
    }
}
