package dev.drover.scheduler.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.job.ActionBuilder;
import dev.drover.model.job.Affinity;
import dev.drover.model.job.Constraint;
import dev.drover.model.job.Consul;
import dev.drover.model.job.DispatchPayloadConfig;
import dev.drover.model.job.EphemeralDisk;
import dev.drover.model.job.Job;
import dev.drover.model.job.JobBuilder;
import dev.drover.model.job.NUMAResource;
import dev.drover.model.job.RequestedDevice;
import dev.drover.model.job.ResourcesBuilder;
import dev.drover.model.job.SecretBuilder;
import dev.drover.model.job.Spread;
import dev.drover.model.job.TaskArtifactBuilder;
import dev.drover.model.job.TaskBuilder;
import dev.drover.model.job.TaskGroupBuilder;
import dev.drover.model.job.TaskLifecycle;
import dev.drover.model.job.TemplateBuilder;
import dev.drover.model.job.UpdateKind;
import dev.drover.model.job.VaultBuilder;
import dev.drover.model.job.WorkloadIdentityBuilder;
import dev.drover.model.service.ConsulConnect;
import dev.drover.model.service.ServiceBuilder;
import dev.drover.model.volume.TaskCSIPluginConfigBuilder;
import dev.drover.model.volume.VolumeMountBuilder;
import dev.drover.model.volume.VolumeRequestBuilder;
import dev.drover.scheduler.JobFiles;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Change by change: whether tasks that run can follow it, or have to be started anew. The published list, row by row. */
final class KindsOfChangeTest {
    private static Job web() {
        return Scene.version(JobFiles.service("web", 1), 1);
    }

    private static UpdateKind kind(Job after) {
        return new UpdateKinds(Scene.version(after, 2)).of(Scene.running(web(), 0));
    }

    private static Arguments task(String what, UnaryOperator<TaskBuilder> change) {
        return Arguments.of(what, change);
    }

    static Stream<Arguments> tasksAnew() {
        return Stream.of(
                task(
                        "an artifact",
                        t -> t.artifacts(List.of(TaskArtifactBuilder.builder()
                                .getterSource("http://x/y")
                                .build()))),
                task("vault", t -> t.vault(VaultBuilder.builder().role("r").build())),
                task("consul", t -> t.consul(new Consul("n", "", ""))),
                task(
                        "a secret",
                        t -> t.secrets(List.of(SecretBuilder.builder().name("s").build()))),
                task(
                        "a template",
                        t -> t.templates(List.of(
                                TemplateBuilder.builder().destPath("local/x").build()))),
                task(
                        "a csi plugin",
                        t -> t.csiPluginConfig(
                                TaskCSIPluginConfigBuilder.builder().id("p").build())),
                task(
                        "a mount",
                        t -> t.volumeMounts(
                                List.of(VolumeMountBuilder.builder().volume("v").build()))),
                task(
                        "an identity",
                        t -> t.identities(List.of(
                                WorkloadIdentityBuilder.builder().name("i").build()))),
                task(
                        "the default identity",
                        t -> t.identity(
                                WorkloadIdentityBuilder.builder().env(true).build())),
                task("a lifecycle", t -> t.lifecycle(new TaskLifecycle("poststart", false))),
                task("a payload", t -> t.dispatchPayload(new DispatchPayloadConfig("in.txt"))),
                task(
                        "cores",
                        t -> t.resources(ResourcesBuilder.builder(JobFiles.resources(500, 256))
                                .cores(1)
                                .build())),
                task(
                        "more memory at most",
                        t -> t.resources(ResourcesBuilder.builder(JobFiles.resources(500, 256))
                                .memoryMaxMb(512)
                                .build())),
                task(
                        "a device",
                        t -> t.resources(ResourcesBuilder.builder(JobFiles.resources(500, 256))
                                .devices(List.of(new RequestedDevice("gpu", 1L, List.of(), List.of())))
                                .build())),
                task(
                        "numa",
                        t -> t.resources(ResourcesBuilder.builder(JobFiles.resources(500, 256))
                                .numa(new NUMAResource("require", List.of()))
                                .build())),
                task(
                        "a port of its own",
                        t -> t.resources(ResourcesBuilder.builder(JobFiles.resources(500, 256))
                                .networks(List.of(JobFiles.dynamicPorts("http")))
                                .build())),
                task("an affinity", t -> t.affinities(List.of(new Affinity("${node.class}", "x", "=", 50)))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tasksAnew")
    void what_a_task_was_started_with_starts_it_anew(String what, UnaryOperator<TaskBuilder> change) {
        assertThat(kind(JobFiles.service("web", 1, g -> g.tasks(List.of(JobFiles.task(change))))))
                .as(what)
                .isEqualTo(UpdateKind.DESTRUCTIVE);
    }

    static Stream<Arguments> tasksOn() {
        return Stream.of(
                task("a constraint", t -> t.constraints(List.of(new Constraint("${node.class}", "", "=")))),
                task(
                        "a service",
                        t -> t.services(
                                List.of(ServiceBuilder.builder().name("web").build()))),
                task(
                        "an action",
                        t -> t.actions(List.of(
                                ActionBuilder.builder().name("a").command("ls").build()))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tasksOn")
    void what_only_looks_after_a_task_lets_it_run_on(String what, UnaryOperator<TaskBuilder> change) {
        assertThat(kind(JobFiles.service("web", 1, g -> g.tasks(List.of(JobFiles.task(change))))))
                .as(what)
                .isEqualTo(UpdateKind.IN_PLACE);
    }

    private static Arguments group(String what, UpdateKind kind, UnaryOperator<TaskGroupBuilder> change) {
        return Arguments.of(what, kind, change);
    }

    static Stream<Arguments> groups() {
        return Stream.of(
                group("the count", UpdateKind.IN_PLACE, g -> g.count(5)),
                group(
                        "a migrated disk",
                        UpdateKind.DESTRUCTIVE,
                        g -> g.ephemeralDisk(new EphemeralDisk(true, true, 300))),
                group("consul", UpdateKind.DESTRUCTIVE, g -> g.consul(new Consul("n", "", ""))),
                group(
                        "a volume",
                        UpdateKind.DESTRUCTIVE,
                        g -> g.volumes(Map.of(
                                "v", VolumeRequestBuilder.builder().name("v").build()))),
                group(
                        "a plain service",
                        UpdateKind.IN_PLACE,
                        g -> g.services(
                                List.of(ServiceBuilder.builder().name("web").build()))),
                group(
                        "a connect service",
                        UpdateKind.DESTRUCTIVE,
                        g -> g.services(List.of(ServiceBuilder.builder()
                                .name("web")
                                .connect(new ConsulConnect(true, null, null, null))
                                .build()))),
                group(
                        "an affinity",
                        UpdateKind.DESTRUCTIVE,
                        g -> g.affinities(List.of(new Affinity("${node.class}", "x", "=", 50)))),
                group(
                        "a constraint",
                        UpdateKind.IN_PLACE,
                        g -> g.constraints(List.of(new Constraint("${node.class}", "x", "=")))),
                group(
                        "a static port",
                        UpdateKind.DESTRUCTIVE,
                        g -> g.networks(List.of(JobFiles.staticPort("http", 80)))),
                group("shutdown", UpdateKind.IN_PLACE, g -> g.shutdownDelay(Duration.ofSeconds(3))),
                group("silence", UpdateKind.IN_PLACE, g -> g.maxClientDisconnect(Duration.ofSeconds(3))),
                group("no policy", UpdateKind.IN_PLACE, g -> g.reschedulePolicy(null)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("groups")
    void what_a_group_says_is_followed_or_starts_anew(
            String what, UpdateKind kind, UnaryOperator<TaskGroupBuilder> change) {
        assertThat(kind(JobFiles.service("web", 1, change))).as(what).isEqualTo(kind);
    }

    private static Arguments job(String what, UpdateKind kind, UnaryOperator<JobBuilder> change) {
        return Arguments.of(what, kind, change);
    }

    static Stream<Arguments> jobs() {
        return Stream.of(
                job("the priority", UpdateKind.IN_PLACE, j -> j.priority(70)),
                job("all at once", UpdateKind.IN_PLACE, j -> j.allAtOnce(true)),
                job("the datacenters", UpdateKind.IN_PLACE, j -> j.datacenters(List.of("dc1"))),
                job(
                        "a constraint",
                        UpdateKind.IN_PLACE,
                        j -> j.constraints(List.of(new Constraint("${node.class}", "x", "=")))),
                job(
                        "an affinity",
                        UpdateKind.DESTRUCTIVE,
                        j -> j.affinities(List.of(new Affinity("${node.class}", "x", "=", 50)))),
                job(
                        "a spread",
                        UpdateKind.DESTRUCTIVE,
                        j -> j.spreads(List.of(new Spread("${node.datacenter}", 50, List.of())))),
                job("the type", UpdateKind.DESTRUCTIVE, j -> j.type("batch")),
                job("a payload", UpdateKind.DESTRUCTIVE, j -> j.payload("eA==")),
                job("the namespace of consul", UpdateKind.DESTRUCTIVE, j -> j.consulNamespace("n")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("jobs")
    void what_a_job_says_is_followed_or_starts_anew(String what, UpdateKind kind, UnaryOperator<JobBuilder> change) {
        assertThat(kind(JobFiles.with(web(), change))).as(what).isEqualTo(kind);
    }
}
