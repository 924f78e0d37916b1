package dev.drover.drivers.qemu;

import dev.drover.driver.ConfigReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What the operator allows on this node: the {@code plugin "qemu"} block of the agent's configuration.
 *
 * @param imageFolders where images may lie beside the allocation's own folders
 * @param allowedArguments flags that tasks may give to the emulator; all when there are none
 * @param allowedEmulators programs that tasks may name; any {@code qemu-system-*} when there are none
 */
public record QemuOptions(List<Path> imageFolders, List<String> allowedArguments, List<String> allowedEmulators) {
    /**
     * Reads the plugin's {@code config} block.
     *
     * @throws IllegalArgumentException with all its faults
     */
    public static QemuOptions of(Map<String, Object> plugin) {
        ConfigReader config = ConfigReader.of(plugin);
        QemuOptions options = new QemuOptions(
                config.texts("image_paths").stream().map(Path::of).toList(),
                config.texts("args_allowlist"),
                config.texts("emulators_allowlist"));
        List<String> faults = config.finish();
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException("plugin \"qemu\": " + String.join("; ", faults));
        }
        return options;
    }

    boolean allowsEmulator(String emulator) {
        return allowedEmulators.isEmpty()
                ? emulator.matches("qemu-system-[a-zA-Z0-9_]+")
                : allowedEmulators.contains(emulator);
    }

    boolean allowsArgument(String argument) {
        return allowedArguments.isEmpty() || !argument.startsWith("-") || allowedArguments.contains(argument);
    }
}
