package dev.drover.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortsTest {
    @ParameterizedTest
    @CsvSource({
        "Address already in use, another agent",
        "Cannot assign requested address, no address of this machine",
        "Permission denied, privileged",
        "Something odd, addresses.rpc"
    })
    void a_refused_port_says_why_and_what_to_change(String reason, String advice) {
        InetSocketAddress address = InetSocketAddress.createUnresolved("10.0.0.1", 4647);
        assertThat(Ports.refused("rpc", address, new IOException(reason)))
                .hasMessageContaining("10.0.0.1:4647 for rpc")
                .hasMessageContaining(reason)
                .hasMessageContaining(advice);
    }
}
