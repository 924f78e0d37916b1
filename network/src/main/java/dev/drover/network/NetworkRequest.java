package dev.drover.network;

import dev.drover.model.job.DNSConfig;
import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The network that an allocation wants.
 *
 * @param mode {@code none}, {@code bridge} or {@code cni/NAME}
 * @param hostname of its own; empty for one made of the allocation's id
 * @param dns what its resolver asks; null for what that of the host asks
 * @param arguments for the plugins, as {@code CNI_ARGS}
 */
public record NetworkRequest(
        @Wire("AllocationID") String allocationId,
        @Wire("Mode") String mode,
        @Wire("Hostname") String hostname,
        @Wire("DNS") @Nullable DNSConfig dns,
        @Wire("Ports") List<MappedPort> ports,
        @Wire("Arguments") Map<String, String> arguments) {
    public NetworkRequest {
        hostname = Defaults.text(hostname);
        ports = Defaults.list(ports);
        arguments = Defaults.map(arguments);
    }

    /** A port of the host that leads to one of the network. */
    public record MappedPort(
            @Wire("HostIP") String hostIp,
            @Wire("HostPort") int hostPort,
            @Wire("ContainerPort") int containerPort) {}
}
