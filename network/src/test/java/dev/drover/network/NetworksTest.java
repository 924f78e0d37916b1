package dev.drover.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drover.model.job.DNSConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real plugins, namespaces and rules of the firewall. */
class NetworksTest {
    private static final String BRIDGE = "drovertest0";

    @TempDir
    Path folder;

    private final String nodeId = UUID.randomUUID().toString();
    private final String allocation = UUID.randomUUID().toString();
    private Networks networks;

    @BeforeEach
    void prepare() throws Exception {
        boolean usable = "root".equals(System.getProperty("user.name"))
                && NetworkSettings.DEFAULT.pluginFolders().stream()
                        .anyMatch(each -> Files.isExecutable(each.resolve("bridge")))
                && Stream.of("/usr/sbin/iptables", "/sbin/iptables").anyMatch(each -> Files.exists(Path.of(each)));
        String missing =
                "networks need root, iptables, iproute2 and the CNI plugins (Debian: containernetworking-plugins)";
        if (!usable && System.getenv("CI") != null) {
            fail(missing);
        }
        assumeTrue(usable, missing);
        networks = networks();
    }

    private Networks networks() {
        NetworkSettings settings = new NetworkSettings(
                NetworkSettings.DEFAULT.pluginFolders(), folder.resolve("cni"), BRIDGE, "172.31.250.0/24", "", false);
        return new Networks(settings, folder.resolve("networks"), nodeId);
    }

    @AfterEach
    void clean() throws Exception {
        if (networks != null) {
            networks.remove(allocation);
            run("ip", "link", "delete", BRIDGE);
        }
    }

    private NetworkRequest request(String mode) {
        return new NetworkRequest(
                allocation, mode, "", null, List.of(new NetworkRequest.MappedPort("127.0.0.1", 23987, 8080)), Map.of());
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    private String traces() throws IOException, InterruptedException {
        return run("iptables-save") + run("ip", "netns", "list");
    }

    @Test
    void a_group_on_a_bridge_is_reached_by_a_port_of_the_host_and_leaves_nothing() throws Exception {
        GroupNetwork network = networks.create(request("bridge"));

        assertThat(network.status().interfaceName()).isEqualTo("eth0");
        assertThat(network.status().address()).startsWith("172.31.250.");
        assertThat(networks.of(allocation)).contains(network);
        assertThat(Files.readString(network.attachment().hosts()))
                .contains(network.status().address() + " " + allocation.substring(0, 8));
        assertThat(traces()).contains(allocation, "23987");
        assertThat(throughThePort(network)).contains("hello from inside");

        networks.remove(allocation);

        assertThat(traces())
                .doesNotContain(allocation, "23987", network.status().address());
        assertThat(folder.resolve("networks").resolve(allocation)).doesNotExist();
        assertThat(networks.of(allocation)).isEmpty();
    }

    private static String throughThePort(GroupNetwork network) throws IOException, InterruptedException {
        String server = """
                import socket
                s = socket.socket(); s.bind(('0.0.0.0', 8080)); s.listen(); print('up', flush=True)
                c, _ = s.accept(); c.sendall(b'hello from inside'); c.close()
                """;
        Process inside = new ProcessBuilder(
                        "nsenter", "--net=" + network.attachment().namespace(), "python3", "-c", server)
                .start();
        try {
            assertThat(inside.inputReader().readLine()).isEqualTo("up");
            return run(
                    "python3",
                    "-c",
                    "import socket; print(socket.create_connection(('127.0.0.1', 23987), 5).recv(99))");
        } finally {
            inside.destroyForcibly();
        }
    }

    @Test
    void a_later_process_of_the_agent_finds_the_network_or_sweeps_it_away() throws Exception {
        GroupNetwork before = networks.create(request("bridge"));

        Networks later = networks();
        assertThat(later.create(request("bridge"))).isEqualTo(before);
        later.sweep(id -> id.equals(allocation));
        assertThat(traces()).contains(allocation);

        networks().sweep(id -> false);

        assertThat(traces()).doesNotContain(allocation);
    }

    @Test
    void a_namespace_without_a_record_is_swept_away_too() throws Exception {
        networks.create(request("none"));
        Files.delete(folder.resolve("networks").resolve(allocation).resolve("network.json"));

        networks().sweep(id -> false);

        assertThat(traces()).doesNotContain(allocation);
    }

    @Test
    void a_group_without_a_network_has_its_loopback_alone() throws Exception {
        GroupNetwork network = networks.create(request("none"));

        String links = run("nsenter", "--net=" + network.attachment().namespace(), "ip", "-o", "link");

        assertThat(links).contains("LOOPBACK,UP").doesNotContain("eth0");
    }

    @Test
    void a_network_of_the_operator_is_made_by_its_file() throws Exception {
        Files.createDirectories(folder.resolve("cni"));
        Files.writeString(folder.resolve("cni/lab.conflist"), """
                {"name": "lab", "cniVersion": "0.4.0", "plugins": [{"type": "ptp",
                 "ipam": {"type": "host-local", "subnet": "172.31.251.0/24"}}]}""");
        assertThat(networks.modes()).containsKeys("bridge", "cni/lab");

        DNSConfig dns = new DNSConfig(List.of("9.9.9.9"), List.of("lab.example"), List.of());
        GroupNetwork network =
                networks.create(new NetworkRequest(allocation, "cni/lab", "shop", dns, List.of(), Map.of()));

        assertThat(network.status().address()).startsWith("172.31.251.");
        assertThat(network.attachment().hostname()).isEqualTo("shop");
        assertThat(Files.readString(network.attachment().resolver().orElseThrow()))
                .isEqualTo("nameserver 9.9.9.9\nsearch lab.example\n");
    }

    @Test
    void a_network_that_nobody_described_is_refused_and_leaves_nothing() throws Exception {
        assertThatThrownBy(() -> networks.create(request("cni/absent")))
                .isInstanceOf(NetworkException.class)
                .hasMessageContaining("\"absent\"")
                .hasMessageContaining("client.cni_config_dir");

        assertThat(traces()).doesNotContain(allocation);
    }
}
