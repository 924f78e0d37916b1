package dev.drover.scheduler.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationBuilder;
import dev.drover.model.job.Job;
import dev.drover.model.node.Node;
import dev.drover.model.volume.CSIInfoBuilder;
import dev.drover.model.volume.CSIVolume;
import dev.drover.model.volume.CSIVolumeBuilder;
import dev.drover.model.volume.HostVolumeInfo;
import dev.drover.model.volume.VolumeRequest;
import dev.drover.model.volume.VolumeRequestBuilder;
import dev.drover.scheduler.JobFiles;
import dev.drover.scheduler.Machines;
import dev.drover.scheduler.Rooms;
import dev.drover.scheduler.explain.Explanation.Reason;
import dev.drover.state.State;
import dev.drover.state.command.VolumeCommand;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is told of volumes, quotas and preemption. */
final class ExplainerTest {
    private static final String ONE_WRITER = "single-node-writer";

    private static Node node(String id) {
        return Machines.machine(
                id,
                b -> b.csiNodePlugins(Map.of(
                        "ebs",
                        CSIInfoBuilder.builder().pluginId("ebs").healthy(true).build())));
    }

    private static State withVolumes(State before, String... ids) {
        List<CSIVolume> volumes = Stream.of(ids)
                .map(id -> CSIVolumeBuilder.builder()
                        .id(id)
                        .namespace("default")
                        .pluginId("ebs")
                        .build())
                .toList();
        return Rooms.with(before, new VolumeCommand.RegisterCsi(volumes, Instant.EPOCH));
    }

    private static VolumeRequest request(String type, String source, boolean perAlloc) {
        return VolumeRequestBuilder.builder()
                .name("data")
                .type(type)
                .source(source)
                .accessMode(ONE_WRITER)
                .attachmentMode("file-system")
                .perAlloc(perAlloc)
                .build();
    }

    private static Job job(String id, int priority, VolumeRequest request) {
        return JobFiles.with(
                JobFiles.service(id, 3, g -> g.volumes(Map.of("data", request))), job -> job.priority(priority));
    }

    private static Explanation explain(State state, Job job) {
        return Explanation.of(state, job, job.taskGroups().getFirst());
    }

    @Test
    void a_csi_volume_that_others_have_is_what_every_node_lacks() {
        Job holder = job("holder", 50, request("csi", "vol", false));
        State state = Rooms.placed(
                withVolumes(Rooms.state(node("n1"), node("n2")), "vol"),
                Rooms.tenant("a", holder, Rooms.resources(10, 10)));
        Explanation explanation = explain(state, job("web", 50, request("csi", "vol", false)));
        assertThat(explanation.fitting()).isZero();
        assertThat(explanation.sentences())
                .containsExactly(
                        "the nearest is node host-n1: it lacks the CSI volume \"vol\", which has exhausted its available"
                                + " writer claims",
                        "2 nodes lack the CSI volume \"vol\", which has exhausted its available writer claims");
    }

    @Test
    void a_csi_volume_that_is_free_stands_in_nobodys_way() {
        State state = withVolumes(Rooms.state(node("n1")), "vol");
        assertThat(explain(state, job("web", 50, request("csi", "vol", false))).fitting())
                .isEqualTo(1);
    }

    @Test
    void a_csi_volume_that_is_not_there_is_told_once() {
        State state = Rooms.state(node("n1"));
        VolumeRequest impossible = VolumeRequestBuilder.builder(request("csi", "vol", false))
                .accessMode("in no known way")
                .build();
        assertThat(explain(state, job("web", 50, impossible)).reasons())
                .extracting(Reason::text)
                .containsExactly("1 node lacks CSI Volume vol");
    }

    @Test
    void pushing_others_aside_does_not_free_a_csi_volume() {
        Job holder = job("holder", 10, request("csi", "vol", false));
        State state = Rooms.placed(
                withVolumes(Rooms.state(node("n1")), "vol"), Rooms.tenant("a", holder, Rooms.resources(4000, 10)));
        assertThat(explain(state, job("web", 90, request("csi", "vol", false))).afterPreemption())
                .isZero();
    }

    @Test
    void an_allocation_with_volumes_of_its_own_is_explained_by_the_next_index() {
        Job web = job("web", 50, request("csi", "vol", true));
        State state = withVolumes(Rooms.state(node("n1")), "vol[0]");
        assertThat(explain(state, web).fitting()).as("index 0 is to be placed").isEqualTo(1);
        State placed = Rooms.placed(state, Rooms.tenant("a", web, Rooms.resources(10, 10)));
        assertThat(explain(placed, web).reasons())
                .extracting(Reason::text)
                .containsExactly("1 node lacks CSI Volume vol[1]");
    }

    @Test
    void host_volumes_of_single_allocations_are_looked_for_by_their_index_too() {
        Node node = Machines.machine(
                "n1", b -> b.hostVolumes(Map.of("data[0]", new HostVolumeInfo("/d", false, "", "data[0]"))));
        Job web = job("web", 50, request("host", "data", true));
        assertThat(explain(Rooms.state(node), web).fitting()).isEqualTo(1);
    }

    @Test
    void all_groups_of_a_job_are_explained_by_themselves() {
        Job job = JobFiles.job(
                "web",
                "service",
                JobFiles.group(1),
                JobFiles.group(1, g -> JobFiles.asking(9000, 10).apply(g).name("huge")));
        State state = Rooms.state(node("n1"));
        assertThat(Explanation.of(state, job, job.taskGroups().get(0)).fitting())
                .isEqualTo(1);
        Explanation huge = Explanation.of(state, job, job.taskGroups().get(1));
        assertThat(huge.group()).isEqualTo("huge");
        assertThat(huge.sentences())
                .contains("group \"huge\" would fit there if it asked for 4000 MHz cpu instead of 9000");
    }

    @Test
    void nothing_free_is_nothing_to_ask_for_instead() {
        State state = Rooms.placed(Rooms.state(node("n1")), Rooms.tenant("a", 50, Rooms.resources(4000, 10)));
        NearestNode nearest = explain(state, JobFiles.service("web", 1, JobFiles.asking(100, 10)))
                .nearest()
                .orElseThrow();
        assertThat(nearest.lacks()).isEqualTo("lacks 100 MHz cpu");
        assertThat(nearest.remedies()).isEmpty();
    }

    @Test
    void asking_for_less_is_not_offered_where_a_port_is_missing_as_well() {
        Allocation holder = Rooms.tenant("a", 50, Rooms.resources(3900, 10, 0, List.of(), List.of(), List.of(8080)));
        State state = Rooms.placed(Rooms.state(node("n1")), holder);
        Job web = JobFiles.service(
                "web", 1, g -> JobFiles.asking(500, 10).apply(g).networks(List.of(JobFiles.staticPort("http", 8080))));
        NearestNode nearest = explain(state, web).nearest().orElseThrow();
        assertThat(nearest.lacks()).isEqualTo("lacks 400 MHz cpu and the port 8080 (\"http\")");
        assertThat(nearest.remedies()).isEmpty();
    }

    @Test
    void preemption_is_told_only_for_nodes_that_suit_otherwise() {
        Node windows = Machines.machine("n2", b -> b.attributes(Map.of("kernel.name", "windows")));
        State state = Rooms.placed(
                Rooms.state(node("n1"), windows),
                Rooms.tenant("a", 10, Rooms.resources(4000, 10)),
                AllocationBuilder.builder(Rooms.tenant("b", 10, Rooms.resources(4000, 10)))
                        .nodeId("n2")
                        .build());
        Job web = JobFiles.with(
                JobFiles.service(
                        "web",
                        1,
                        g -> g.constraints(List.of(JobFiles.constraint("${attr.kernel.name}", "=", "linux")))),
                job -> job.priority(90));
        assertThat(explain(state, web).afterPreemption()).isEqualTo(1);
    }
}
