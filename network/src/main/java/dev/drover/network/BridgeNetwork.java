package dev.drover.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the mode {@code bridge} is to CNI: a bridge of the node with addresses from a subnet, a firewall, and ports of the host. */
final class BridgeNetwork {
    /** The chain in which operators keep rules of their own. */
    private static final String ADMIN_CHAIN = "NOMAD-ADMIN";

    private BridgeNetwork() {}

    static Conflist of(NetworkSettings settings) {
        List<List<Map<String, String>>> ranges = new ArrayList<>();
        ranges.add(List.of(Map.of("subnet", settings.bridgeSubnet())));
        List<Map<String, String>> routes = new ArrayList<>();
        routes.add(Map.of("dst", "0.0.0.0/0"));
        if (!settings.bridgeSubnetIpv6().isEmpty()) {
            ranges.add(List.of(Map.of("subnet", settings.bridgeSubnetIpv6())));
            routes.add(Map.of("dst", "::/0"));
        }
        return new Conflist(
                settings.bridgeName(),
                "0.4.0",
                List.of(
                        Map.of("type", "loopback"),
                        Map.of(
                                "type",
                                "bridge",
                                "bridge",
                                settings.bridgeName(),
                                "ipMasq",
                                true,
                                "isGateway",
                                true,
                                "forceAddress",
                                true,
                                "hairpinMode",
                                settings.hairpin(),
                                "ipam",
                                Map.of("type", "host-local", "ranges", ranges, "routes", routes)),
                        Map.of("type", "firewall", "backend", "iptables", "iptablesAdminChainName", ADMIN_CHAIN),
                        Map.of("type", "portmap", "capabilities", Map.of("portMappings", true), "snat", true)));
    }
}
