package dev.drover.scheduler;

import static dev.drover.scheduler.JobFiles.service;
import static dev.drover.scheduler.PlacingKit.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.job.Job;
import dev.drover.model.volume.HostVolumeInfo;
import dev.drover.model.volume.VolumeRequest;
import dev.drover.model.volume.VolumeRequestBuilder;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class VolumeScenariosTest {
    private static final String ONE_WRITER = "single-node-single-writer";

    private final Cluster cluster = new Cluster();

    private static VolumeRequest request(String type, String source, boolean readOnly, String accessMode) {
        return VolumeRequestBuilder.builder()
                .name("data")
                .type(type)
                .source(source)
                .readOnly(readOnly)
                .accessMode(accessMode)
                .build();
    }

    private static Job job(String id, int count, VolumeRequest request) {
        return service(id, count, g -> JobFiles.asking(10, 10).apply(g).volumes(Map.of("data", request)));
    }

    private void node(String id, boolean readOnly) {
        cluster.node(id, b -> b.hostVolumes(Map.of("data", new HostVolumeInfo("/d", readOnly, "", "data"))));
    }

    @Test
    void a_read_only_volume_serves_readers() {
        node("n1", true);
        cluster.run(job("web", 1, request("host", "data", true, "")));
        assertThat(cluster.live("web")).hasSize(1);
    }

    @Test
    void a_read_only_volume_does_not_serve_writers() {
        node("n1", true);
        assertThat(failure(cluster.run(job("web", 1, request("host", "data", false, ""))))
                        .constraintFiltered())
                .containsExactly(Map.entry("missing compatible host volumes", 1));
    }

    @Test
    void a_volume_of_another_name_does_not_serve() {
        node("n1", false);
        assertThat(failure(cluster.run(job("web", 1, request("host", "logs", false, ""))))
                        .constraintFiltered())
                .containsKey("missing compatible host volumes");
    }

    @Test
    void a_volume_is_shared_unless_somebody_wants_it_alone() {
        node("n1", false);
        cluster.run(job("web", 3, request("host", "data", false, "")));
        assertThat(cluster.live("web")).hasSize(3);
    }

    @Test
    void a_volume_for_a_single_writer_is_given_once_on_each_node() {
        node("n1", false);
        node("n2", false);
        Outcome.Planned planned = cluster.run(job("web", 3, request("host", "data", false, ONE_WRITER)));
        assertThat(cluster.nodesOf("web")).containsExactly("n1", "n2");
        assertThat(failure(planned).dimensionExhausted())
                .containsExactly(Map.entry("conflicting claims for host volume with single-writer", 2));
    }

    @Test
    void another_job_cannot_have_the_volume_of_a_single_writer_either() {
        node("n1", false);
        cluster.run(job("web", 1, request("host", "data", false, ONE_WRITER)));
        cluster.run(job("other", 1, request("host", "data", false, ONE_WRITER)));
        assertThat(cluster.live("other")).isEmpty();
    }

    @Test
    void those_who_share_a_volume_do_not_mind_a_single_writer() {
        node("n1", false);
        cluster.run(job("web", 1, request("host", "data", false, ONE_WRITER)));
        cluster.run(job("other", 1, request("host", "data", true, "")));
        assertThat(cluster.live("other")).hasSize(1);
    }

    @Test
    void the_volume_is_free_again_once_its_writer_has_ended_and_not_before() {
        node("n1", false);
        cluster.run(job("web", 1, request("host", "data", false, ONE_WRITER)));
        Allocation writer = cluster.only("web");
        cluster.stopJob("web");
        cluster.evaluate("web");
        cluster.run(job("other", 1, request("host", "data", false, ONE_WRITER)));
        assertThat(cluster.live("other")).isEmpty();
        cluster.report(writer, ClientStatus.COMPLETE);
        cluster.evaluate("other");
        assertThat(cluster.live("other")).hasSize(1);
    }

    @Test
    void a_replacement_takes_the_volume_over_from_the_one_it_replaces() {
        node("n1", false);
        VolumeRequest request = request("host", "data", false, ONE_WRITER);
        cluster.run(job("web", 1, request));
        Allocation first = cluster.only("web");
        cluster.run(
                service("web", 1, g -> JobFiles.command("/bin/true").apply(g).volumes(Map.of("data", request))));
        assertThat(cluster.only("web").previousAllocation()).isEqualTo(first.id());
    }

    @Test
    void a_csi_volume_that_nobody_knows_is_named() {
        node("n1", false);
        assertThat(failure(cluster.run(job("web", 1, request("csi", "vol-1", false, ""))))
                        .constraintFiltered())
                .containsExactly(Map.entry("missing CSI Volume vol-1", 1));
    }

    @Test
    void an_unknown_type_of_volume_is_named() {
        node("n1", false);
        assertThat(failure(cluster.run(job("web", 1, request("cloud", "data", false, ""))))
                        .constraintFiltered())
                .containsExactly(Map.entry("unknown volume type \"cloud\"", 1));
    }

    private static Job withOwnVolumes(int count, String accessMode) {
        VolumeRequest own = VolumeRequestBuilder.builder(request("host", "data", false, accessMode))
                .perAlloc(true)
                .build();
        return job("web", count, own);
    }

    private void nodeWithNumbered(String id, String... names) {
        Map<String, HostVolumeInfo> volumes = new HashMap<>();
        for (String name : names) {
            volumes.put(name, new HostVolumeInfo("/d", false, "", name));
        }
        cluster.node(id, b -> b.hostVolumes(volumes));
    }

    @Test
    void each_allocation_goes_where_the_volume_of_its_index_is() {
        nodeWithNumbered("n1", "data[1]");
        nodeWithNumbered("n2", "data[0]");
        nodeWithNumbered("n3", "data");
        cluster.run(withOwnVolumes(2, ""));
        assertThat(cluster.named("web", "web.g[0]").nodeId()).isEqualTo("n2");
        assertThat(cluster.named("web", "web.g[1]").nodeId()).isEqualTo("n1");
    }

    @Test
    void an_allocation_whose_volume_is_nowhere_waits() {
        nodeWithNumbered("n1", "data[0]");
        Outcome.Planned planned = cluster.run(withOwnVolumes(2, ""));
        assertThat(cluster.names("web")).containsExactly("web.g[0]");
        assertThat(planned.queued()).containsEntry("g", 1);
        assertThat(planned.blocked()).isPresent();
    }

    @Test
    void single_writers_of_different_volumes_share_a_node() {
        nodeWithNumbered("n1", "data[0]", "data[1]");
        cluster.run(withOwnVolumes(2, ONE_WRITER));
        assertThat(cluster.live("web")).hasSize(2);
    }

    @Test
    void an_update_in_place_knows_the_volume_of_each_allocation() {
        nodeWithNumbered("n1", "data[0]", "data[1]");
        cluster.run(withOwnVolumes(2, ""));
        Job changed = JobFiles.with(withOwnVolumes(2, ""), j -> j.priority(60));
        Outcome.Planned planned = cluster.run(changed);
        assertThat(planned.plan().stops()).isEmpty();
        assertThat(cluster.live("web")).hasSize(2);
    }
}
