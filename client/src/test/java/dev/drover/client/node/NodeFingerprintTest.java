package dev.drover.client.node;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.client.ClientConfig;
import dev.drover.client.ClientConfigBuilder;
import dev.drover.client.host.CoreList;
import dev.drover.client.host.Host;
import dev.drover.model.api.HostStats;
import dev.drover.model.node.ComputedClass;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeBuilder;
import dev.drover.model.node.SchedulingEligibility;
import dev.drover.model.volume.HostVolumeInfo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NodeFingerprintTest {
    @TempDir
    private Path directory;

    private Node node(ClientConfig config) {
        return NodeFingerprint.of(config, new NodeIdentity("id", "secret"), Host.local());
    }

    @Test
    void a_fingerprint_is_quick() {
        ClientConfig config = ClientConfig.defaults(directory);
        Node first = node(config);
        long before = System.nanoTime();
        Node second = node(config);
        Duration time = Duration.ofNanos(System.nanoTime() - before);
        System.out.println("warm fingerprint: " + time.toNanos() / 1000 + " us");
        assertThat(time).isLessThan(Duration.ofMillis(200));
        assertThat(second.attributes()).isEqualTo(first.attributes());
    }

    @Test
    void totals_and_reserves_of_the_operator_replace_what_was_found() {
        Node node = node(ClientConfigBuilder.builder(ClientConfig.dev(directory))
                .cpuTotalMhz(4000)
                .reserved(new ClientConfig.Reserved(500, 256, 1000, "0", "22"))
                .build());
        assertThat(node.attributes())
                .containsEntry("cpu.totalcompute", "4000")
                .containsEntry("cpu.usablecompute", "3500");
        assertThat(node.reservedResources()).isNotNull();
    }

    private static List<Integer> reservable(Node node) {
        return requireNonNull(requireNonNull(node.nodeResources()).cpu()).reservableCpuCores();
    }

    @Test
    void kept_cores_are_not_offered_and_host_volumes_are() {
        HostVolumeInfo volume = new HostVolumeInfo("/srv/data", true, "", "data");
        ClientConfig config = ClientConfigBuilder.builder(ClientConfig.dev(directory))
                .reserved(new ClientConfig.Reserved(0, 0, 0, "0", ""))
                .hostVolumes(Map.of("data", volume))
                .ineligible(true)
                .build();
        Node node = node(config);
        int cores = Host.local().cpu().cores().size();
        assertThat(node.attributes()).containsEntry("cpu.reservablecores", Integer.toString(cores - 1));
        assertThat(reservable(node)).hasSize(cores - 1).doesNotContain(0);
        assertThat(node.hostVolumes()).containsExactly(Map.entry("data", volume));
        assertThat(node.schedulingEligibility()).isEqualTo(SchedulingEligibility.INELIGIBLE);

        Node chosen = node(ClientConfigBuilder.builder(config)
                .reserved(ClientConfig.Reserved.NOTHING)
                .reservableCores("0")
                .build());
        assertThat(reservable(chosen)).containsExactly(0);
    }

    @Test
    void what_is_unique_to_a_node_does_not_change_its_class() {
        Node node = node(ClientConfig.dev(directory));
        Map<String, String> attributes = new HashMap<>(node.attributes());
        attributes.put("unique.hostname", "other");
        attributes.put("consul.unique.name", "other");
        Node twin = NodeBuilder.builder(node).id("other").attributes(attributes).build();
        assertThat(ComputedClass.of(twin)).isEqualTo(node.computedClass());

        attributes.put("kernel.name", "plan9");
        Node stranger = NodeBuilder.builder(node).attributes(attributes).build();
        assertThat(ComputedClass.of(stranger)).isNotEqualTo(node.computedClass());
    }

    @Test
    void the_identity_survives_a_restart_when_there_is_a_state_folder() {
        Optional<Path> folder = Optional.of(directory.resolve("state"));
        assertThat(NodeIdentity.of(folder)).isEqualTo(NodeIdentity.of(folder));
        assertThat(NodeIdentity.of(Optional.empty())).isNotEqualTo(NodeIdentity.of(Optional.empty()));
    }

    @Test
    void host_statistics_know_memory_cores_and_disks() {
        HostStats stats = new HostStatistics(Host.local(), directory).measure();
        assertThat(stats.cpu()).hasSameSizeAs(Host.local().cpu().cores());
        assertThat(stats.memory()).isNotNull();
        assertThat(stats.allocDirStats()).isNotNull();
        assertThat(stats.allocDirStats().inodesUsedPercent()).isBetween(0.0, 100.0);
        assertThat(stats.uptime()).isPositive();
    }

    @Test
    void sets_of_cores_are_read_and_written() {
        assertThat(CoreList.parse("0-2,7,x,5")).containsExactly(0, 1, 2, 5, 7);
        assertThat(CoreList.format(List.of(0, 1, 2, 5, 7))).isEqualTo("0-2,5,7");
    }
}
