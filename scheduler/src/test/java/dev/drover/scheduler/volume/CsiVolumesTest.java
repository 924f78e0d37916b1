package dev.drover.scheduler.volume;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.node.Node;
import dev.drover.model.volume.CSIInfo;
import dev.drover.model.volume.CSIInfoBuilder;
import dev.drover.model.volume.CSINodeInfoBuilder;
import dev.drover.model.volume.CSITopology;
import dev.drover.model.volume.CSIVolume;
import dev.drover.model.volume.CSIVolumeBuilder;
import dev.drover.model.volume.CSIVolumeCapability;
import dev.drover.model.volume.VolumeRequest;
import dev.drover.model.volume.VolumeRequestBuilder;
import dev.drover.scheduler.Machines;
import dev.drover.scheduler.Rooms;
import dev.drover.scheduler.feasibility.Veto;
import dev.drover.state.State;
import dev.drover.state.command.VolumeCommand;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which nodes can have a volume at all. The volume vol is of plugin ebs, and node n1 has that plugin. */
final class CsiVolumesTest {
    private static final CSIInfo HEALTHY =
            CSIInfoBuilder.builder().pluginId("ebs").healthy(true).build();

    private static Node node(UnaryOperator<CSIInfoBuilder> change) {
        return Machines.machine(
                "n1",
                b -> b.csiNodePlugins(Map.of(
                        "ebs", change.apply(CSIInfoBuilder.builder(HEALTHY)).build())));
    }

    private static Node controller(String id, boolean healthy) {
        return Machines.machine(
                id,
                b -> b.csiControllerPlugins(Map.of(
                        "ebs", CSIInfoBuilder.builder(HEALTHY).healthy(healthy).build())));
    }

    private static VolumeRequest request(String access, String attachment) {
        return VolumeRequestBuilder.builder()
                .name("data")
                .type("csi")
                .source("vol")
                .accessMode(access)
                .attachmentMode(attachment)
                .build();
    }

    private static String reason(UnaryOperator<CSIVolumeBuilder> volume, VolumeRequest request, Node... nodes) {
        CSIVolume registered = volume.apply(CSIVolumeBuilder.builder()
                        .id("vol")
                        .namespace("default")
                        .pluginId("ebs"))
                .build();
        State state = Rooms.with(Rooms.state(nodes), new VolumeCommand.RegisterCsi(List.of(registered), Instant.EPOCH));
        return new CsiVolumes(state, "default")
                .csi(nodes[0], request)
                .map(Veto::reason)
                .orElse("");
    }

    private static String reason(Node... nodes) {
        return reason(volume -> volume, request("single-node-writer", "file-system"), nodes);
    }

    @ParameterizedTest(name = "registered with \"{0}\" and \"{1}\", asked for as \"{2}\" and \"{3}\"")
    @CsvSource({
        "'', '', single-node-writer, file-system, true",
        "single-node-writer, file-system, single-node-writer, file-system, true",
        "single-node-writer, '', single-node-writer, block-device, true",
        "'', file-system, multi-node-multi-writer, file-system, true",
        "single-node-writer, file-system, single-node-writer, block-device, false",
        "single-node-writer, file-system, multi-node-multi-writer, file-system, false",
    })
    void without_capabilities_a_volume_is_taken_by_the_modes_that_it_was_registered_with(
            String access, String attachment, String wanted, String how, boolean offered) {
        assertThat(reason(
                        volume -> volume.accessMode(access).attachmentMode(attachment),
                        request(wanted, how),
                        node(info -> info)))
                .isEqualTo(offered ? "" : "CSI volume vol does not offer " + wanted + " as " + how);
    }

    @ParameterizedTest(name = "asked for as {0} and {1}")
    @CsvSource({
        "single-node-writer, file-system, true",
        "multi-node-reader-only, block-device, true",
        "single-node-writer, block-device, false",
        "multi-node-reader-only, file-system, false",
        "multi-node-multi-writer, file-system, false",
    })
    void with_capabilities_both_modes_have_to_be_of_one_of_them(String access, String attachment, boolean offered) {
        assertThat(reason(
                                volume -> volume.accessMode("multi-node-multi-writer")
                                        .attachmentMode("file-system")
                                        .requestedCapabilities(List.of(
                                                new CSIVolumeCapability("single-node-writer", "file-system"),
                                                new CSIVolumeCapability("multi-node-reader-only", "block-device"))),
                                request(access, attachment),
                                node(info -> info))
                        .isEmpty())
                .isEqualTo(offered);
    }

    @Test
    void the_volume_itself_is_looked_at_before_the_plugin() {
        VolumeRequest unknown = VolumeRequestBuilder.builder(request("single-node-writer", "file-system"))
                .source("elsewhere")
                .build();
        assertThat(reason(volume -> volume, unknown, Machines.machine("n1"))).isEqualTo("missing CSI Volume elsewhere");
        assertThat(reason(
                        volume -> volume.accessMode("single-node-writer"),
                        request("multi-node-multi-writer", "file-system"),
                        Machines.machine("n1")))
                .startsWith("CSI volume vol does not offer");
        assertThat(reason(Machines.machine("n1"))).isEqualTo("missing CSI plugin ebs");
    }

    @Test
    void a_plugin_has_to_be_healthy_before_its_controller_matters() {
        assertThat(reason(node(info -> info.healthy(false).requiresControllerPlugin(true))))
                .isEqualTo("CSI plugin ebs is unhealthy");
    }

    @Test
    void any_healthy_controller_on_any_node_will_do() {
        Node needing = node(info -> info.requiresControllerPlugin(true));
        assertThat(reason(needing)).isEqualTo("CSI plugin ebs has no healthy controller");
        assertThat(reason(needing, controller("n2", false))).isEqualTo("CSI plugin ebs has no healthy controller");
        assertThat(reason(needing, controller("n2", false), controller("n3", true)))
                .isEmpty();
        assertThat(reason(node(info -> info), controller("n2", false)))
                .as("not needed")
                .isEmpty();
    }

    private static String from(Map<String, String> here, List<Map<String, String>> places) {
        return reason(
                volume ->
                        volume.topologies(places.stream().map(CSITopology::new).toList()),
                request("single-node-writer", "file-system"),
                node(info -> info.nodeInfo(CSINodeInfoBuilder.builder()
                        .accessibleTopology(new CSITopology(here))
                        .build())));
    }

    @Test
    void a_node_reaches_a_volume_when_it_lies_in_all_segments_of_one_of_its_places() {
        String far = "CSI volume vol cannot be reached from there";
        Map<String, String> here = Map.of("zone", "a", "rack", "r1");
        Map<String, String> zoneA = Map.of("zone", "a");
        Map<String, String> zoneB = Map.of("zone", "b");
        assertThat(from(here, List.of())).isEmpty();
        assertThat(from(here, List.of(zoneA))).isEmpty();
        assertThat(from(here, List.of(zoneB))).isEqualTo(far);
        assertThat(from(here, List.of(zoneB, Map.of("rack", "r1")))).isEmpty();
        assertThat(from(here, List.of(Map.of("zone", "a", "rack", "r2")))).isEqualTo(far);
        assertThat(from(here, List.of(Map.of("zone", "a", "row", "1")))).isEqualTo(far);
        assertThat(from(here, List.of(Map.of())))
                .as("a place without segments is everywhere")
                .isEmpty();
    }

    @Test
    void a_node_that_does_not_tell_where_it_is_reaches_only_volumes_that_are_everywhere() {
        UnaryOperator<CSIVolumeBuilder> placed =
                volume -> volume.topologies(List.of(new CSITopology(Map.of("zone", "a"))));
        VolumeRequest request = request("single-node-writer", "file-system");
        assertThat(reason(placed, request, node(info -> info))).contains("cannot be reached");
        assertThat(reason(
                        placed,
                        request,
                        node(info -> info.nodeInfo(CSINodeInfoBuilder.builder().build()))))
                .contains("cannot be reached");
        assertThat(reason(node(info -> info))).isEmpty();
    }

    @Test
    void other_namespaces_have_volumes_of_their_own() {
        CSIVolume registered = CSIVolumeBuilder.builder()
                .id("vol")
                .namespace("default")
                .pluginId("ebs")
                .build();
        Node node = node(info -> info);
        State state = Rooms.with(Rooms.state(node), new VolumeCommand.RegisterCsi(List.of(registered), Instant.EPOCH));
        VolumeRequest request = request("single-node-writer", "file-system");
        assertThat(new CsiVolumes(state, "default").csi(node, request)).isEmpty();
        assertThat(new CsiVolumes(state, "team").csi(node, request)).hasValue(Veto.filtered("missing CSI Volume vol"));
    }
}
