package dev.drover.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.AllocNetworkStatus;
import dev.drover.model.job.DNSConfig;
import java.util.List;
import org.junit.jupiter.api.Test;

class PluginResultTest {
    private static final String RESULT = """
            {"cniVersion": "0.4.0",
             "interfaces": [{"name": "br0"}, {"name": "veth1"}, {"name": "eth0", "sandbox": "/run/netns/x"}],
             "ips": [{"version": "4", "interface": 2, "address": "172.26.64.5/20"},
                     {"version": "6", "interface": 2, "address": "fd00::5/64"}],
             "dns": {"nameservers": ["10.0.0.53"], "search": ["lab"]}}""";

    private static PluginResult of(String text) {
        return new PluginResult(text);
    }

    @Test
    void the_interface_inside_the_namespace_and_its_addresses_are_told() {
        AllocNetworkStatus status = of(RESULT).status(null);

        assertThat(status.interfaceName()).isEqualTo("eth0");
        assertThat(status.address()).isEqualTo("172.26.64.5");
        assertThat(status.addressIpv6()).isEqualTo("fd00::5");
        assertThat(status.dns()).isEqualTo(new DNSConfig(List.of("10.0.0.53"), List.of("lab"), List.of()));
    }

    @Test
    void what_the_job_asks_for_goes_before_what_the_plugins_say() {
        DNSConfig wanted = new DNSConfig(List.of("1.1.1.1"), List.of(), List.of("ndots:2"));

        assertThat(of(RESULT).status(wanted).dns()).isEqualTo(wanted);
    }

    @Test
    void a_namespace_without_a_connection_has_its_loopback_only() {
        assertThat(of("").status(null)).isEqualTo(new AllocNetworkStatus("lo", "127.0.0.1", "", null));
    }

    @Test
    void names_of_nobody_to_ask_are_no_answer() {
        assertThat(of("{\"dns\": {}, \"ips\": []}").status(null).dns()).isNull();
    }
}
