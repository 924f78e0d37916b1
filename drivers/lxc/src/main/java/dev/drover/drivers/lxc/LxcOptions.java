package dev.drover.drivers.lxc;

import dev.drover.driver.ConfigReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What the operator says of LXC on this node: the {@code plugin "lxc"} block of the agent's configuration.
 *
 * @param volumesEnabled whether tasks may mount any folder of the host
 * @param store where containers are kept
 * @param network the mode of tasks that name none
 * @param removeContainers whether ended containers go
 */
public record LxcOptions(
        boolean enabled, boolean volumesEnabled, Path store, String network, boolean removeContainers) {
    static final List<String> NETWORKS = List.of("bridge", "host", "none");

    /**
     * Reads the plugin's {@code config} block.
     *
     * @throws IllegalArgumentException with all its faults
     */
    public static LxcOptions of(Map<String, Object> plugin) {
        ConfigReader config = ConfigReader.of(plugin);
        ConfigReader cleaning = config.block("gc").orElseGet(() -> ConfigReader.of(Map.of()));
        String network = config.text("network_mode", "bridge");
        if (!NETWORKS.contains(network)) {
            config.fault("network_mode", "\"" + network + "\" is none of " + String.join(", ", NETWORKS));
        }
        LxcOptions options = new LxcOptions(
                config.flag("enabled", true),
                config.flag("volumes_enabled", true),
                Path.of(config.text("lxc_path", "/var/lib/lxc")),
                network,
                cleaning.flag("container", true));
        List<String> faults = config.finish();
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException("plugin \"lxc\": " + String.join("; ", faults));
        }
        return options;
    }
}
