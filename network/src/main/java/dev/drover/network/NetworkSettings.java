package dev.drover.network;

import java.nio.file.Path;
import java.util.List;

/**
 * How the node makes networks.
 *
 * @param pluginFolders where CNI plugins are looked for, in this order
 * @param configFolder where networks of the modes {@code cni/NAME} are described
 * @param bridgeName the bridge that groups of the mode {@code bridge} are connected to
 * @param bridgeSubnet of their addresses, such as {@code 172.26.64.0/20}
 * @param bridgeSubnetIpv6 the same for IPv6; empty for none
 * @param hairpin whether tasks reach themselves by a port of the host
 */
public record NetworkSettings(
        List<Path> pluginFolders,
        Path configFolder,
        String bridgeName,
        String bridgeSubnet,
        String bridgeSubnetIpv6,
        boolean hairpin) {
    /** The defaults, and where Debian keeps its plugins. */
    public static final NetworkSettings DEFAULT = new NetworkSettings(
            List.of(Path.of("/opt/cni/bin"), Path.of("/usr/libexec/cni"), Path.of("/usr/lib/cni")),
            Path.of("/opt/cni/config"),
            "nomad",
            "172.26.64.0/20",
            "",
            false);

    public NetworkSettings {
        pluginFolders = List.copyOf(pluginFolders);
    }
}
