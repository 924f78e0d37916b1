package dev.drover.scheduler.volume;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationBuilder;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.node.Node;
import dev.drover.model.volume.CSIInfo;
import dev.drover.model.volume.CSIInfoBuilder;
import dev.drover.model.volume.CSINodeInfoBuilder;
import dev.drover.model.volume.CSIVolume;
import dev.drover.model.volume.CSIVolumeBuilder;
import dev.drover.model.volume.VolumeRequest;
import dev.drover.model.volume.VolumeRequestBuilder;
import dev.drover.scheduler.JobFiles;
import dev.drover.scheduler.Machines;
import dev.drover.scheduler.Rooms;
import dev.drover.scheduler.room.Demand;
import dev.drover.scheduler.room.Grant;
import dev.drover.scheduler.room.Shortfall;
import dev.drover.state.State;
import dev.drover.state.VolumeClaim;
import dev.drover.state.VolumeId;
import dev.drover.state.command.VolumeCommand;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class VolumeRoomTest {
    private static final VolumeId VOLUME = new VolumeId("default", "vol");
    private static final List<String> MODES = List.of(
            "single-node-reader-only",
            "single-node-writer",
            "multi-node-reader-only",
            "multi-node-single-writer",
            "multi-node-multi-writer");

    private static Node node(String id, int maxVolumes, String... plugins) {
        Map<String, CSIInfo> infos = new HashMap<>();
        for (String plugin : plugins) {
            infos.put(
                    plugin,
                    CSIInfoBuilder.builder()
                            .pluginId(plugin)
                            .healthy(true)
                            .nodeInfo(CSINodeInfoBuilder.builder()
                                    .maxVolumes(maxVolumes)
                                    .build())
                            .build());
        }
        return Machines.machine(id, b -> b.csiNodePlugins(infos));
    }

    private static CSIVolume volume(String id, String plugin) {
        return CSIVolumeBuilder.builder()
                .id(id)
                .namespace("default")
                .pluginId(plugin)
                .build();
    }

    private static State state(Node node, CSIVolume... volumes) {
        return Rooms.with(Rooms.state(node), new VolumeCommand.RegisterCsi(List.of(volumes), Instant.EPOCH));
    }

    private static VolumeRequest request(String source, String access, boolean readOnly) {
        return VolumeRequestBuilder.builder()
                .name(source)
                .type("csi")
                .source(source)
                .accessMode(access)
                .attachmentMode("file-system")
                .readOnly(readOnly)
                .build();
    }

    private static VolumeClaim claim(VolumeRequest request, String node) {
        return new VolumeClaim(new VolumeId("default", request.source()), request, "planned", node);
    }

    private static Allocation holder(String id, VolumeRequest... requests) {
        Map<String, VolumeRequest> volumes = new HashMap<>();
        for (VolumeRequest request : requests) {
            volumes.put(request.name(), request);
        }
        return Rooms.tenant(id, JobFiles.service("job-" + id, 1, g -> g.volumes(volumes)), Rooms.resources(10, 10));
    }

    private static String refusal(VolumeRoom room, Node node, VolumeRequest request) {
        return room.refusal(node, new VolumeId("default", request.source()), request)
                .map(Shortfall.CsiVolume::state)
                .orElse("");
    }

    private final Node node = node("n1", 0, "ebs");
    private final VolumeRoom room = new VolumeRoom(state(node, volume("vol", "ebs")));

    @ParameterizedTest(name = "{0}: a writer {1}, a reader {2}")
    @CsvSource({
        "single-node-reader-only, false, true",
        "single-node-writer, true, true",
        "multi-node-reader-only, false, true",
        "multi-node-single-writer, true, true",
        "multi-node-multi-writer, true, true",
        "'', false, false",
        "all-for-one, false, false",
    })
    void a_free_volume_is_given_to_whom_its_mode_is_for(String mode, boolean writer, boolean reader) {
        assertThat(refusal(room, node, request("vol", mode, false)).isEmpty()).isEqualTo(writer);
        assertThat(refusal(room, node, request("vol", mode, true)).isEmpty()).isEqualTo(reader);
    }

    @ParameterizedTest(name = "{0}, {1} readers and {2} writers there")
    @CsvSource({
        "single-node-reader-only, 1, 0, false, false",
        "single-node-writer, 1, 0, false, false",
        "single-node-writer, 0, 1, false, false",
        "multi-node-reader-only, 5, 0, false, true",
        "multi-node-single-writer, 5, 0, true, true",
        "multi-node-single-writer, 5, 1, false, true",
        "multi-node-single-writer, 0, 1, false, true",
        "multi-node-multi-writer, 5, 5, true, true",
    })
    void a_volume_in_use_is_given_to_as_many_as_its_mode_says(
            String mode, int readers, int writers, boolean writer, boolean reader) {
        for (int i = 0; i < readers; i++) {
            room.take(claim(request("vol", mode, true), "n1"));
        }
        for (int i = 0; i < writers; i++) {
            room.take(claim(request("vol", mode, false), "n1"));
        }
        assertThat(refusal(room, node, request("vol", mode, false)))
                .isEqualTo(writer ? "" : "has exhausted its available writer claims");
        assertThat(refusal(room, node, request("vol", mode, true)))
                .isEqualTo(reader ? "" : "has exhausted its available reader claims");
    }

    @Test
    void all_who_have_it_have_it_in_one_mode_and_attached_in_one_way() {
        VolumeRequest first = request("vol", "multi-node-multi-writer", false);
        room.take(claim(first, "n1"));
        assertThat(refusal(room, node, request("vol", "multi-node-single-writer", true)))
                .isEqualTo("is in use in another mode");
        VolumeRequest raw = VolumeRequestBuilder.builder(first)
                .attachmentMode("block-device")
                .build();
        assertThat(refusal(room, node, raw)).isEqualTo("is in use in another mode");
        assertThat(refusal(room, node, first)).isEmpty();
    }

    @Test
    void claims_of_the_state_count_until_their_allocation_is_released_and_again_when_it_is_taken_back() {
        VolumeRequest alone = request("vol", "single-node-writer", false);
        Allocation holder = holder("a", alone);
        VolumeRoom own = new VolumeRoom(Rooms.placed(state(node, volume("vol", "ebs")), holder));
        assertThat(refusal(own, node, alone)).isNotEmpty();
        own.release(holder);
        assertThat(refusal(own, node, alone)).isEmpty();
        own.takeBack(holder);
        assertThat(refusal(own, node, alone)).isNotEmpty();
    }

    @Test
    void an_allocation_that_was_released_before_anybody_asked_does_not_count() {
        VolumeRequest alone = request("vol", "single-node-writer", false);
        Allocation holder = holder("a", alone);
        VolumeRoom own = new VolumeRoom(Rooms.placed(state(node, volume("vol", "ebs")), holder));
        own.release(holder);
        own.takeBack(holder);
        own.release(holder);
        assertThat(refusal(own, node, alone)).isEmpty();
    }

    @Test
    void releasing_what_has_ended_or_claims_nothing_changes_nothing() {
        VolumeRequest alone = request("vol", "single-node-writer", false);
        Allocation holder = holder("a", alone);
        Allocation ended = AllocationBuilder.builder(holder("b", alone))
                .clientStatus(ClientStatus.FAILED)
                .build();
        VolumeRoom own = new VolumeRoom(Rooms.placed(state(node, volume("vol", "ebs")), holder, ended));
        own.release(ended);
        own.release(holder("c"));
        own.takeBack(ended);
        assertThat(refusal(own, node, alone)).isEqualTo("has exhausted its available writer claims");
        own.release(holder);
        assertThat(refusal(own, node, alone)).isEmpty();
    }

    @Test
    void volumes_of_the_same_name_in_other_namespaces_are_others() {
        VolumeRequest alone = request("vol", "single-node-writer", false);
        room.take(claim(alone, "n1"));
        assertThat(room.refusal(node, new VolumeId("team", "vol"), alone)).isEmpty();
        assertThat(room.refusal(node, VOLUME, alone))
                .hasValue(new Shortfall.CsiVolume("vol", "has exhausted its available writer claims"));
    }

    @Test
    void a_node_takes_as_many_volumes_of_a_plugin_as_that_says() {
        Node small = node("n1", 2, "ebs", "nfs");
        VolumeRequest held = request("a", "multi-node-multi-writer", false);
        State state = Rooms.placed(
                state(small, volume("a", "ebs"), volume("b", "ebs"), volume("c", "ebs"), volume("d", "nfs")),
                holder("x", held));
        VolumeRoom own = new VolumeRoom(state);
        assertThat(refusal(own, small, request("b", "single-node-writer", false)))
                .isEmpty();
        own.take(claim(request("b", "single-node-writer", false), "n1"));
        assertThat(refusal(own, small, request("c", "single-node-writer", false)))
                .isEqualTo("would be more than the plugin takes on the node");
        assertThat(refusal(own, small, held)).as("it is there already").isEmpty();
        assertThat(refusal(own, small, request("d", "single-node-writer", false)))
                .as("of another plugin")
                .isEmpty();
        assertThat(refusal(own, node("n2", 2, "ebs"), request("c", "single-node-writer", false)))
                .as("on another node")
                .isEmpty();
    }

    @Test
    void a_volume_that_leaves_a_full_node_makes_room_for_another() {
        Node small = node("n1", 1, "ebs");
        Allocation holder = holder("x", request("a", "single-node-writer", false));
        VolumeRoom own = new VolumeRoom(Rooms.placed(state(small, volume("a", "ebs"), volume("b", "ebs")), holder));
        assertThat(refusal(own, small, request("b", "single-node-writer", false)))
                .isNotEmpty();
        own.release(holder);
        assertThat(refusal(own, small, request("b", "single-node-writer", false)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0", "-1"})
    void a_plugin_that_names_no_number_takes_any(int most) {
        Node any = node("n1", most, "ebs");
        VolumeRoom own = new VolumeRoom(state(any, volume("a", "ebs"), volume("b", "ebs")));
        own.take(claim(request("a", "single-node-writer", false), "n1"));
        assertThat(refusal(own, any, request("b", "single-node-writer", false))).isEmpty();
    }

    /** Claims come and go at random; who may have the volume is told by the words of the access modes. */
    @Test
    void who_may_have_a_volume_follows_from_a_list_of_who_has_it() {
        Random random = new Random(71);
        for (int round = 0; round < 30; round++) {
            String mode = MODES.get(random.nextInt(MODES.size()));
            List<Allocation> all = new ArrayList<>();
            List<Allocation> there = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                all.add(holder("h" + i, request("vol", mode, random.nextBoolean())));
            }
            VolumeRoom own =
                    new VolumeRoom(Rooms.placed(state(node, volume("vol", "ebs")), all.toArray(Allocation[]::new)));
            there.addAll(all);
            for (int step = 0; step < 20; step++) {
                Allocation one = all.get(random.nextInt(all.size()));
                if (there.remove(one)) {
                    own.release(one);
                } else {
                    there.add(one);
                    own.takeBack(one);
                }
                for (boolean reads : new boolean[] {true, false}) {
                    assertThat(refusal(own, node, request("vol", mode, reads)).isEmpty())
                            .as("%s of %s reading %s", mode, there.size(), reads)
                            .isEqualTo(may(mode, reads, there));
                }
            }
        }
    }

    private static boolean may(String mode, boolean reads, List<Allocation> there) {
        long writers = there.stream()
                .flatMap(allocation -> VolumeClaim.of(allocation).stream())
                .filter(claim -> !claim.reads())
                .count();
        boolean isForReaders = mode.contains("reader-only");
        boolean isForOne = mode.startsWith("single-node");
        return (reads || !isForReaders)
                && (!isForOne || there.isEmpty())
                && (reads || !mode.contains("single-writer") || writers == 0);
    }

    private static Grant ask(VolumeRoom claims, Grant answer, VolumeRequest... requests) {
        Map<String, VolumeRequest> volumes = new HashMap<>();
        for (VolumeRequest request : requests) {
            volumes.put(request.name(), request);
        }
        TaskGroup group = JobFiles.group(1, g -> g.volumes(volumes));
        return VolumeDemand.of((any, random) -> answer, claims, "default", group)
                .ask(Rooms.room(node("n1", 0, "ebs")), new SplittableRandom(1));
    }

    @Test
    void a_group_without_csi_volumes_has_the_demand_that_it_had() {
        Demand demand = (any, random) -> Rooms.given(1, 1);
        VolumeRequest ofHost = VolumeRequestBuilder.builder(request("data", "", false))
                .type("host")
                .build();
        assertThat(VolumeDemand.of(demand, room, "default", JobFiles.group(1))).isSameAs(demand);
        assertThat(VolumeDemand.of(demand, room, "default", JobFiles.group(1, g -> g.volumes(Map.of("d", ofHost)))))
                .isSameAs(demand);
    }

    @Test
    void a_demand_is_granted_when_all_its_volumes_can_be_had() {
        Grant.Given given = Rooms.given(1, 1);
        VolumeRequest alone = request("vol", "single-node-writer", false);
        assertThat(ask(room, given, alone, request("other", "single-node-writer", false)))
                .isSameAs(given);
        room.take(claim(alone, "n1"));
        assertThat(ask(room, given, request("other", "single-node-writer", false), alone))
                .isEqualTo(
                        new Grant.Refused(new Shortfall.CsiVolume("vol", "has exhausted its available writer claims")));
    }

    @Test
    void what_the_node_lacks_besides_is_told_when_the_volumes_can_be_had() {
        Grant.Refused refused = new Grant.Refused(new Shortfall.DynamicPorts("http"));
        assertThat(ask(room, refused, request("vol", "single-node-writer", false)))
                .isSameAs(refused);
    }

    @Test
    void comparing_nodes_does_not_ask_for_claims() {
        VolumeRequest alone = request("vol", "single-node-writer", false);
        room.take(claim(alone, "n1"));
        Grant.Given given = Rooms.given(1, 1);
        Demand demand = VolumeDemand.of(
                (any, random) -> given, room, "default", JobFiles.group(1, g -> g.volumes(Map.of("vol", alone))));
        assertThat(demand.weigh(Rooms.room(node))).isSameAs(given);
        assertThat(demand.probe(Rooms.room(node))).isSameAs(given);
    }

    @Test
    void the_requests_of_a_group_come_in_the_order_of_their_names() {
        TaskGroup group = JobFiles.group(
                1,
                g -> g.volumes(
                        Map.of("z", request("z", "", true), "a", request("a", "", true), "m", request("m", "", true))));
        assertThat(VolumeDemand.requests(group))
                .extracting(VolumeRequest::source)
                .containsExactly("a", "m", "z");
    }
}
