package dev.drover.scheduler;

import static dev.drover.scheduler.JobFiles.service;
import static dev.drover.scheduler.PlacingKit.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.eval.Evaluation;
import dev.drover.model.job.Job;
import dev.drover.model.volume.CSIInfoBuilder;
import dev.drover.model.volume.CSINodeInfoBuilder;
import dev.drover.model.volume.CSITopology;
import dev.drover.model.volume.CSIVolume;
import dev.drover.model.volume.CSIVolumeBuilder;
import dev.drover.model.volume.CSIVolumeCapability;
import dev.drover.model.volume.VolumeRequest;
import dev.drover.model.volume.VolumeRequestBuilder;
import dev.drover.state.VolumeClaim;
import dev.drover.state.VolumeId;
import dev.drover.state.command.VolumeCommand;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CsiScenariosTest {
    private static final String PLUGIN = "ebs";
    private static final String ONE_WRITER = "single-node-writer";

    private final Cluster cluster = new Cluster();

    private void node(String id) {
        node(id, info -> info);
    }

    private void node(String id, UnaryOperator<CSIInfoBuilder> change) {
        CSIInfoBuilder info = CSIInfoBuilder.builder().pluginId(PLUGIN).healthy(true);
        cluster.node(id, n -> n.csiNodePlugins(Map.of(PLUGIN, change.apply(info).build())));
    }

    private void volume(String id) {
        volume(id, volume -> volume);
    }

    private void volume(String id, UnaryOperator<CSIVolumeBuilder> change) {
        CSIVolume volume = change.apply(
                        CSIVolumeBuilder.builder().id(id).namespace("default").pluginId(PLUGIN))
                .build();
        cluster.apply(new VolumeCommand.RegisterCsi(List.of(volume), cluster.now()));
    }

    private static VolumeRequest request(String source, String mode, boolean readOnly) {
        return VolumeRequestBuilder.builder()
                .name("data")
                .type("csi")
                .source(source)
                .accessMode(mode)
                .attachmentMode("file-system")
                .readOnly(readOnly)
                .build();
    }

    private static Job job(String id, int count, VolumeRequest request) {
        return service(id, count, g -> g.volumes(Map.of("data", request)));
    }

    private void isRefused(Job job, String reason) {
        Outcome.Planned planned = cluster.run(job);
        assertThat(cluster.live(job.id())).isEmpty();
        assertThat(failure(planned).constraintFiltered()).containsOnlyKeys(reason);
    }

    @Test
    void a_volume_leads_to_a_node_with_its_plugin() {
        cluster.node("n1");
        node("n2");
        volume("vol");
        cluster.run(job("web", 1, request("vol", ONE_WRITER, false)));
        assertThat(cluster.only("web").nodeId()).isEqualTo("n2");
        assertThat(cluster.state().claims(new VolumeId("default", "vol")))
                .extracting(VolumeClaim::nodeId)
                .containsExactly("n2");
    }

    @Test
    void nodes_without_the_plugin_are_named_as_such() {
        cluster.node("n1");
        volume("vol");
        isRefused(job("web", 1, request("vol", ONE_WRITER, false)), "missing CSI plugin ebs");
    }

    @Test
    void an_unhealthy_plugin_serves_nobody() {
        node("n1", info -> info.healthy(false));
        volume("vol");
        isRefused(job("web", 1, request("vol", ONE_WRITER, false)), "CSI plugin ebs is unhealthy");
    }

    @Test
    void a_plugin_that_needs_a_controller_waits_for_one() {
        node("n1", info -> info.requiresControllerPlugin(true));
        volume("vol");
        isRefused(job("web", 1, request("vol", ONE_WRITER, false)), "CSI plugin ebs has no healthy controller");
        cluster.node(
                "n2",
                n -> n.csiControllerPlugins(Map.of(
                        PLUGIN,
                        CSIInfoBuilder.builder().pluginId(PLUGIN).healthy(true).build())));
        assertThat(cluster.evaluate("web").failedGroups()).isEmpty();
    }

    @Test
    void volumes_of_other_namespaces_are_not_seen() {
        node("n1");
        volume("vol", volume -> volume.namespace("other"));
        isRefused(job("web", 1, request("vol", ONE_WRITER, false)), "missing CSI Volume vol");
    }

    @Test
    void a_mode_that_the_volume_does_not_offer_is_refused() {
        node("n1");
        volume(
                "vol",
                volume -> volume.requestedCapabilities(
                        List.of(new CSIVolumeCapability("multi-node-reader-only", "file-system"))));
        isRefused(
                job("web", 1, request("vol", ONE_WRITER, false)),
                "CSI volume vol does not offer single-node-writer as file-system");
        cluster.run(job("other", 1, request("vol", "multi-node-reader-only", true)));
        assertThat(cluster.live("other")).hasSize(1);
    }

    @Test
    void a_volume_registered_with_one_mode_is_used_in_that() {
        node("n1");
        volume("vol", volume -> volume.accessMode("multi-node-multi-writer"));
        isRefused(
                job("web", 1, request("vol", ONE_WRITER, false)),
                "CSI volume vol does not offer single-node-writer as file-system");
    }

    @Test
    void a_volume_is_reached_only_from_its_places() {
        node("n1", info -> at(info, "a"));
        node("n2", info -> at(info, "b"));
        volume("vol", volume -> volume.topologies(List.of(new CSITopology(Map.of("zone", "b")))));
        cluster.run(job("web", 1, request("vol", ONE_WRITER, false)));
        assertThat(cluster.only("web").nodeId()).isEqualTo("n2");
        volume("far", volume -> volume.topologies(List.of(new CSITopology(Map.of("zone", "c")))));
        isRefused(job("other", 1, request("far", ONE_WRITER, false)), "CSI volume far cannot be reached from there");
    }

    private static CSIInfoBuilder at(CSIInfoBuilder info, String zone) {
        return info.nodeInfo(CSINodeInfoBuilder.builder()
                .accessibleTopology(new CSITopology(Map.of("zone", zone, "rack", "r1")))
                .build());
    }

    @ParameterizedTest
    @CsvSource({
        "single-node-reader-only, true, 1",
        "single-node-reader-only, false, 0",
        "single-node-writer, false, 1",
        "single-node-writer, true, 1",
        "multi-node-reader-only, true, 3",
        "multi-node-reader-only, false, 0",
        "multi-node-single-writer, false, 1",
        "multi-node-single-writer, true, 3",
        "multi-node-multi-writer, false, 3",
        "multi-node-multi-writer, true, 3",
    })
    void as_many_get_the_volume_as_its_access_mode_allows(String mode, boolean readOnly, int placed) {
        node("n1");
        node("n2");
        volume("vol");
        cluster.run(job("web", 3, request("vol", mode, readOnly)));
        assertThat(cluster.live("web")).hasSize(placed);
    }

    @Test
    void readers_join_the_only_writer() {
        node("n1");
        volume("vol");
        cluster.run(job("writer", 1, request("vol", "multi-node-single-writer", false)));
        cluster.run(job("reader", 2, request("vol", "multi-node-single-writer", true)));
        assertThat(cluster.live("reader")).hasSize(2);
        isRefused(
                job("scribe", 1, request("vol", "multi-node-single-writer", false)),
                "CSI volume vol has exhausted its available writer claims");
    }

    @Test
    void all_who_have_a_volume_have_it_in_the_same_mode() {
        node("n1");
        volume("vol");
        cluster.run(job("reader", 1, request("vol", "multi-node-reader-only", true)));
        isRefused(
                job("writer", 1, request("vol", "multi-node-multi-writer", false)),
                "CSI volume vol is in use in another mode");
    }

    @Test
    void what_waits_for_a_volume_says_for_which() {
        node("n1");
        volume("vol");
        cluster.run(job("web", 1, request("vol", ONE_WRITER, false)));
        Outcome.Planned planned = cluster.run(job("other", 1, request("vol", ONE_WRITER, false)));
        assertThat(planned.blocked().orElseThrow())
                .returns(List.of("vol"), Evaluation::missingNonNodeResources)
                .returns(true, Evaluation::escapedComputedClass);
    }

    @Test
    void a_volume_is_free_when_its_allocation_has_ended_and_not_when_it_was_told_to() {
        node("n1");
        volume("vol");
        cluster.run(job("web", 1, request("vol", ONE_WRITER, false)));
        Allocation first = cluster.only("web");
        cluster.stopJob("web");
        cluster.evaluate("web");
        assertThat(cluster.run(job("other", 1, request("vol", ONE_WRITER, false)))
                        .failedGroups())
                .isNotEmpty();
        cluster.report(first, ClientStatus.COMPLETE);
        assertThat(cluster.evaluate("other").failedGroups()).isEmpty();
    }

    @Test
    void a_replacement_takes_the_volume_over_from_the_one_it_replaces() {
        node("n1");
        volume("vol");
        VolumeRequest request = request("vol", ONE_WRITER, false);
        cluster.run(job("web", 1, request));
        cluster.run(
                service("web", 1, g -> JobFiles.command("/bin/true").apply(g).volumes(Map.of("data", request))));
        assertThat(cluster.live("web")).hasSize(1);
        assertThat(cluster.all("web")).hasSize(2);
    }

    @Test
    void each_allocation_has_the_volume_of_its_index() {
        node("n1");
        volume("vol[0]");
        volume("vol[1]");
        VolumeRequest own = VolumeRequestBuilder.builder(request("vol", ONE_WRITER, false))
                .perAlloc(true)
                .build();
        Outcome.Planned planned = cluster.run(job("web", 3, own));
        assertThat(cluster.names("web")).containsExactly("web.g[0]", "web.g[1]");
        assertThat(failure(planned).constraintFiltered()).containsOnlyKeys("missing CSI Volume vol[2]");
        assertThat(cluster.state().claims(new VolumeId("default", "vol[1]"))).hasSize(1);
    }

    @Test
    void a_node_takes_no_more_volumes_than_its_plugin_says() {
        node(
                "n1",
                info -> info.nodeInfo(CSINodeInfoBuilder.builder().maxVolumes(1).build()));
        volume("a");
        volume("b");
        cluster.run(job("web", 2, request("a", "multi-node-multi-writer", false)));
        assertThat(cluster.live("web")).as("one volume counts once").hasSize(2);
        isRefused(
                job("other", 1, request("b", ONE_WRITER, false)),
                "CSI volume b would be more than the plugin takes on the node");
    }

    @Test
    void a_system_job_has_a_shared_volume_on_every_node() {
        node("n1");
        node("n2");
        volume("vol");
        cluster.run(
                JobFiles.with(job("agent", 1, request("vol", "multi-node-reader-only", true)), j -> j.type("system")));
        assertThat(cluster.nodesOf("agent")).containsExactly("n1", "n2");
    }
}
