package dev.drover.model.job;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.OmitEmpty;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A network asked for or handed out, with its ports. */
@OmitEmpty
@RecordBuilder
public record NetworkResource(
        @Wire("Mode") String mode,
        @Wire("Device") String device,
        @Wire("CIDR") String cidr,
        @Wire("IP") String ip,
        @Wire("DNS") @Nullable DNSConfig dns,
        @Wire("ReservedPorts") List<Port> reservedPorts,
        @Wire("DynamicPorts") List<Port> dynamicPorts,
        @Wire("Hostname") String hostname,
        @Wire("MBits") @Nullable Integer mbits,
        @Wire("CNI") @Nullable CNIConfig cni) {
    public NetworkResource {
        mode = Defaults.text(mode);
        device = Defaults.text(device);
        cidr = Defaults.text(cidr);
        ip = Defaults.text(ip);
        reservedPorts = Defaults.list(reservedPorts);
        dynamicPorts = Defaults.list(dynamicPorts);
        hostname = Defaults.text(hostname);
        mbits = Integer.valueOf(0).equals(mbits) ? null : mbits;
    }
}
