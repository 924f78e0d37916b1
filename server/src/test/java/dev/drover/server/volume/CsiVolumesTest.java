package dev.drover.server.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.eval.EvaluationStatus;
import dev.drover.model.job.Job;
import dev.drover.model.job.JobBuilder;
import dev.drover.model.job.TaskGroupBuilder;
import dev.drover.model.namespace.NamespaceBuilder;
import dev.drover.model.node.NodeBuilder;
import dev.drover.model.volume.CSIInfoBuilder;
import dev.drover.model.volume.CSIVolume;
import dev.drover.model.volume.CSIVolumeBuilder;
import dev.drover.model.volume.CSIVolumeCapability;
import dev.drover.model.volume.VolumeRequestBuilder;
import dev.drover.server.TestCluster;
import dev.drover.state.JobId;
import dev.drover.state.VolumeId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Volumes from the operator's word to jobs that wait for them and wake. */
class CsiVolumesTest {
    private final TestCluster cluster = new TestCluster();

    @BeforeEach
    void node() {
        cluster.server
                .nodes()
                .register(NodeBuilder.builder(TestCluster.node("n1"))
                        .csiNodePlugins(Map.of(
                                "ebs",
                                CSIInfoBuilder.builder()
                                        .pluginId("ebs")
                                        .healthy(true)
                                        .build()))
                        .build());
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    private static CSIVolume volume(String id, String plugin) {
        return CSIVolumeBuilder.builder()
                .id(id)
                .pluginId(plugin)
                .requestedCapabilities(List.of(new CSIVolumeCapability("single-node-writer", "file-system")))
                .build();
    }

    private void register(String id) {
        cluster.server.volumes().register(List.of(volume(id, "ebs")), "default");
    }

    private static Job job(String id, String volume) {
        Job plain = TestCluster.job(id, "service", 1, 10);
        return JobBuilder.builder(plain)
                .taskGroups(plain.taskGroups().stream()
                        .map(group -> TaskGroupBuilder.builder(group)
                                .volumes(Map.of(
                                        "data",
                                        VolumeRequestBuilder.builder()
                                                .name("data")
                                                .type("csi")
                                                .source(volume)
                                                .accessMode("single-node-writer")
                                                .attachmentMode("file-system")
                                                .build()))
                                .build())
                        .toList())
                .build();
    }

    private void awaitWaiting(String job) {
        cluster.await(
                job + " waits",
                state -> state.evaluationsOfJob(new JobId("default", job)).stream()
                        .anyMatch(it -> it.status() == EvaluationStatus.BLOCKED));
    }

    @Test
    void a_job_waits_for_its_volume_until_it_is_registered() {
        cluster.register(job("web", "vol"));
        awaitWaiting("web");
        register("vol");
        cluster.awaitLive("web", 1);
    }

    @Test
    void a_job_waits_for_its_volume_until_another_has_ended() {
        register("vol");
        cluster.register(job("first", "vol"));
        Allocation first = cluster.awaitLive("first", 1).getFirst();
        cluster.register(job("second", "vol"));
        awaitWaiting("second");
        cluster.server.jobs().deregister(new JobId("default", "first"), false, 50);
        cluster.report(first.id(), ClientStatus.COMPLETE);
        cluster.awaitLive("second", 1);
    }

    @Test
    void a_namespace_with_volumes_is_not_deleted() {
        cluster.server
                .system()
                .upsertNamespace(NamespaceBuilder.builder().name("shop").build());
        cluster.server.volumes().register(List.of(volume("vol", "ebs")), "shop");
        assertThatThrownBy(() -> cluster.server.system().deleteNamespace("shop"))
                .hasMessageContaining("has volumes");
        cluster.server.volumes().deregister(new VolumeId("shop", "vol"), false);
        cluster.server.system().deleteNamespace("shop");
        assertThat(cluster.server.state().namespace("shop")).isEmpty();
    }

    @Test
    void a_volume_in_use_goes_only_by_force_and_changes_no_plugin() {
        register("vol");
        cluster.register(job("web", "vol"));
        cluster.awaitLive("web", 1);
        VolumeId id = new VolumeId("default", "vol");
        assertThatThrownBy(() -> cluster.server.volumes().deregister(id, false)).hasMessageContaining("in use");
        assertThatThrownBy(() -> cluster.server.volumes().register(List.of(volume("vol", "nfs")), "default"))
                .hasMessageContaining("cannot change");
        cluster.server.volumes().deregister(id, true);
        assertThat(cluster.server.state().csiVolume(id)).isEmpty();
    }
}
