package dev.drover.model.alloc;

import dev.drover.model.job.DNSConfig;
import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/** The alloc network status of the wire. */
@RecordBuilder
public record AllocNetworkStatus(
        @Wire("InterfaceName") String interfaceName,
        @Wire("Address") String address,
        @Wire("AddressIPv6") String addressIpv6,
        @Wire("DNS") @Nullable DNSConfig dns) {
    public AllocNetworkStatus {
        interfaceName = Defaults.text(interfaceName);
        address = Defaults.text(address);
        addressIpv6 = Defaults.text(addressIpv6);
    }
}
