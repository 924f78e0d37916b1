package dev.drover.agent.config;

import dev.drover.network.NetworkSettings;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** How nodes make networks for groups: the keys {@code client.cni_*} and {@code client.bridge_network_*}. */
public record GroupNetworks(NetworkSettings settings) {

    static GroupNetworks of(Settings settings) {
        NetworkSettings defaults = NetworkSettings.DEFAULT;
        String path = settings.text("client.cni_path", "");
        List<Path> plugins = path.isEmpty()
                ? defaults.pluginFolders()
                : Arrays.stream(path.split(":", -1))
                        .filter(folder -> !folder.isEmpty())
                        .map(Path::of)
                        .toList();
        return new GroupNetworks(new NetworkSettings(
                plugins,
                settings.text("client.cni_config_dir").map(Path::of).orElse(defaults.configFolder()),
                settings.text("client.bridge_network_name", defaults.bridgeName()),
                settings.text("client.bridge_network_subnet", defaults.bridgeSubnet()),
                settings.text("client.bridge_network_subnet_ipv6", defaults.bridgeSubnetIpv6()),
                settings.bool("client.bridge_network_hairpin_mode", defaults.hairpin())));
    }
}
