package dev.drover.client.node;

import dev.drover.client.ClientConfig;
import dev.drover.client.host.Host;
import dev.drover.model.job.NetworkResource;
import dev.drover.model.job.NetworkResourceBuilder;
import dev.drover.model.node.NodeNetworkAddress;
import dev.drover.model.node.NodeNetworkResource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The interface that tasks use, with its addresses. A dev agent uses the loopback interface. */
record NetworkFingerprint(String device, String mac, int megabits, List<InterfaceAddress> addresses) {
    static Optional<NetworkFingerprint> of(ClientConfig config, Host host) {
        try {
            NetworkInterface found = find(config, host);
            if (found == null) {
                return Optional.empty();
            }
            byte[] mac = found.getHardwareAddress();
            List<InterfaceAddress> addresses = new ArrayList<>(found.getInterfaceAddresses());
            addresses.removeIf(address -> address.getAddress().isLinkLocalAddress());
            addresses.sort(Comparator.comparing(address -> !(address.getAddress() instanceof Inet4Address)));
            return Optional.of(new NetworkFingerprint(
                    found.getName(),
                    mac == null ? "" : HexFormat.ofDelimiter(":").formatHex(mac),
                    host.linkMegabits(found.getName()),
                    addresses));
        } catch (IOException fault) {
            throw new UncheckedIOException("the network cannot be read", fault);
        }
    }

    // The JDK's methods answer null for an absent interface.
    private static @Nullable NetworkInterface find(ClientConfig config, Host host) throws IOException {
        if (!config.networkInterface().isEmpty()) {
            return NetworkInterface.getByName(config.networkInterface());
        }
        if (!config.bindAddress().isEmpty() && !config.bindAddress().equals("0.0.0.0")) {
            return NetworkInterface.getByInetAddress(InetAddress.getByName(config.bindAddress()));
        }
        String name = host.defaultInterface();
        return name.isEmpty() ? loopback() : NetworkInterface.getByName(name);
    }

    private static @Nullable NetworkInterface loopback() throws SocketException {
        return NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress());
    }

    String ip() {
        return addresses.isEmpty() ? "" : text(addresses.getFirst().getAddress());
    }

    List<NetworkResource> networks() {
        return addresses.stream()
                .map(address -> NetworkResourceBuilder.builder()
                        .mode("host")
                        .device(device)
                        .ip(text(address.getAddress()))
                        .cidr(text(address.getAddress()) + "/"
                                + address.getAddress().getAddress().length * 8)
                        .mbits(megabits)
                        .build())
                .toList();
    }

    NodeNetworkResource nodeNetwork() {
        List<NodeNetworkAddress> aliases = addresses.stream()
                .map(address -> new NodeNetworkAddress(
                        address.getAddress() instanceof Inet4Address ? "ipv4" : "ipv6",
                        "default",
                        text(address.getAddress()),
                        "",
                        ""))
                .toList();
        return new NodeNetworkResource("host", device, mac, megabits, aliases);
    }

    /** Addresses as others write them: without a scope, and IPv6 in its short form. */
    private static String text(InetAddress address) {
        String text = address.getHostAddress().replaceAll("%.*", "");
        return address instanceof Inet4Address ? text : text.replaceFirst("(^|:)(0+(:|$)){2,}", "::");
    }
}
