package dev.drover.model.canonical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drover.model.ReferenceTables;
import dev.drover.model.job.Constraint;
import dev.drover.model.job.Job;
import dev.drover.model.job.JobBuilder;
import dev.drover.model.job.LogConfig;
import dev.drover.model.job.MigrateStrategy;
import dev.drover.model.job.NetworkResource;
import dev.drover.model.job.NetworkResourceBuilder;
import dev.drover.model.job.Port;
import dev.drover.model.job.ReschedulePolicy;
import dev.drover.model.job.ReschedulePolicyBuilder;
import dev.drover.model.job.ResourcesBuilder;
import dev.drover.model.job.RestartPolicy;
import dev.drover.model.job.RestartPolicyBuilder;
import dev.drover.model.job.ScalingPolicyBuilder;
import dev.drover.model.job.Task;
import dev.drover.model.job.TaskArtifactBuilder;
import dev.drover.model.job.TaskBuilder;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.job.TaskGroupBuilder;
import dev.drover.model.job.TemplateBuilder;
import dev.drover.model.job.UpdateStrategy;
import dev.drover.model.job.UpdateStrategyBuilder;
import dev.drover.model.job.VaultBuilder;
import dev.drover.model.job.WorkloadIdentity;
import dev.drover.model.job.WorkloadIdentityBuilder;
import dev.drover.model.service.CheckRestart;
import dev.drover.model.service.ServiceBuilder;
import dev.drover.model.service.ServiceCheckBuilder;
import dev.drover.model.wire.Generated;
import dev.drover.model.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobCanonicalizerTest {
    private static final Path SAMPLES = ReferenceTables.path("samples");

    private static Job job(
            String type,
            UnaryOperator<JobBuilder> job,
            UnaryOperator<TaskGroupBuilder> group,
            UnaryOperator<TaskBuilder> task) {
        Task api =
                task.apply(TaskBuilder.builder().name("api").driver("raw_exec")).build();
        TaskGroup web = group.apply(TaskGroupBuilder.builder().name("web").tasks(List.of(api)))
                .build();
        return JobCanonicalizer.canonicalize(
                job.apply(JobBuilder.builder().id("shop").type(type).taskGroups(List.of(web)))
                        .build());
    }

    private static TaskGroup group(String type, UnaryOperator<TaskGroupBuilder> group) {
        return job(type, same -> same, group, same -> same).taskGroups().getFirst();
    }

    private static TaskGroup groupWithTask(UnaryOperator<TaskBuilder> task) {
        return job("service", same -> same, same -> same, task).taskGroups().getFirst();
    }

    private static Task task(UnaryOperator<TaskBuilder> task) {
        return groupWithTask(task).tasks().getFirst();
    }

    @Test
    void a_job_that_says_little_gets_the_defaults_of_the_cluster() {
        Job job = job("", same -> same, same -> same, same -> same);
        assertThat(job.type()).isEqualTo("service");
        assertThat(job.name()).isEqualTo("shop");
        assertThat(job.region()).isEqualTo("global");
        assertThat(job.namespace()).isEqualTo("default");
        assertThat(job.nodePool()).isEqualTo("default");
        assertThat(job.datacenters()).containsExactly("*");
        assertThat(job.priority()).isEqualTo(50);
    }

    @Test
    void the_cluster_says_region_pool_and_priority() {
        Job job = JobCanonicalizer.canonicalize(
                JobBuilder.builder().id("shop").build(), new JobDefaults("emea", 60, "gpu"));
        assertThat(job.region()).isEqualTo("emea");
        assertThat(job.priority()).isEqualTo(60);
        assertThat(job.nodePool()).isEqualTo("gpu");
    }

    @Test
    void policies_follow_the_type_of_the_job() {
        TaskGroup service = group("service", same -> same);
        assertThat(service.restartPolicy())
                .isEqualTo(new RestartPolicy(Duration.ofMinutes(30), 2, Duration.ofSeconds(15), "fail", false));
        assertThat(service.reschedulePolicy())
                .isEqualTo(new ReschedulePolicy(
                        0, Duration.ZERO, Duration.ofSeconds(30), "exponential", Duration.ofHours(1), true));
        assertThat(service.migrate())
                .isEqualTo(new MigrateStrategy(1, "checks", Duration.ofSeconds(10), Duration.ofMinutes(5)));
        assertThat(service.update()).isNotNull();

        TaskGroup batch = group("batch", same -> same);
        assertThat(batch.restartPolicy())
                .isEqualTo(new RestartPolicy(Duration.ofHours(24), 3, Duration.ofSeconds(15), "fail", false));
        assertThat(batch.reschedulePolicy())
                .isEqualTo(new ReschedulePolicy(
                        1, Duration.ofHours(24), Duration.ofSeconds(5), "constant", Duration.ZERO, false));
        assertThat(batch.migrate()).isNull();
        assertThat(batch.update()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"system", "sysbatch"})
    void jobs_that_run_everywhere_are_neither_rescheduled_nor_migrated(String type) {
        TaskGroup group = group(type, same -> same);
        assertThat(group.reschedulePolicy()).isNull();
        assertThat(group.migrate()).isNull();
    }

    @Test
    void update_is_merged_from_group_job_and_defaults_and_the_job_keeps_only_its_pace() {
        UpdateStrategy ofJob = UpdateStrategyBuilder.builder()
                .maxParallel(3)
                .healthCheck("manual")
                .build();
        UpdateStrategy ofGroup = UpdateStrategyBuilder.builder().canary(1).build();
        Job job = job("service", j -> j.update(ofJob), g -> g.update(ofGroup), same -> same);
        assertThat(job.taskGroups().getFirst().update())
                .isEqualTo(new UpdateStrategy(
                        Duration.ofSeconds(30),
                        3,
                        "manual",
                        Duration.ofSeconds(10),
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(10),
                        1,
                        false,
                        false));
        Duration zero = Duration.ZERO;
        assertThat(job.update())
                .isEqualTo(new UpdateStrategy(Duration.ofSeconds(30), 3, "", zero, zero, zero, 0, false, false));
    }

    @Test
    void reschedule_and_migrate_of_the_job_move_into_its_groups() {
        ReschedulePolicy once =
                ReschedulePolicyBuilder.builder().attempts(1).unlimited(false).build();
        Job job = job("service", j -> j.reschedule(once), same -> same, same -> same);
        assertThat(job.reschedule()).isNull();
        assertThat(job.taskGroups().getFirst().reschedulePolicy())
                .isEqualTo(new ReschedulePolicy(
                        1, Duration.ZERO, Duration.ofSeconds(30), "exponential", Duration.ofHours(1), false));
    }

    @Test
    void a_task_takes_over_the_restart_policy_of_its_group_where_it_is_silent() {
        RestartPolicy ofGroup = RestartPolicyBuilder.builder().attempts(7).build();
        RestartPolicy ofTask = RestartPolicyBuilder.builder().mode("delay").build();
        Job job = job("service", same -> same, g -> g.restartPolicy(ofGroup), t -> t.restartPolicy(ofTask));
        assertThat(job.taskGroups().getFirst().tasks().getFirst().restartPolicy())
                .isEqualTo(new RestartPolicy(Duration.ofMinutes(30), 7, Duration.ofSeconds(15), "delay", false));
    }

    @Test
    void a_task_gets_resources_logs_kill_timeout_and_the_default_identity() {
        Task task = task(same -> same);
        assertThat(task.resources()).isNotNull();
        assertThat(task.resources().cpu()).isEqualTo(100);
        assertThat(task.resources().memoryMb()).isEqualTo(300);
        assertThat(task.killTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(task.logConfig()).isEqualTo(new LogConfig(10, 10, null, false));
        assertThat(task.identity()).isNotNull();
        assertThat(task.identity().name()).isEqualTo("default");
        assertThat(task.identity().audience()).containsExactly("nomadproject.io");
    }

    @Test
    void whole_cores_take_the_place_of_mhz() {
        Task task = task(t -> t.resources(ResourcesBuilder.builder().cores(2).build()));
        assertThat(task.resources()).isNotNull();
        assertThat(task.resources().cpu()).isZero();
    }

    @Test
    void an_identity_without_a_name_is_the_default_one() {
        WorkloadIdentity inEnvironment =
                WorkloadIdentityBuilder.builder().env(true).build();
        WorkloadIdentity other = WorkloadIdentityBuilder.builder()
                .name("aws")
                .audience(List.of("sts"))
                .build();
        Task task = task(t -> t.identities(List.of(other, inEnvironment)));
        assertThat(task.identity()).isNotNull();
        assertThat(task.identity().env()).isTrue();
        assertThat(task.identities()).containsExactly(other);
    }

    @Test
    void services_and_checks_get_names_and_check_restart_is_handed_down() {
        TaskGroup group = group(
                "service",
                g -> g.services(List.of(ServiceBuilder.builder()
                        .provider("nomad")
                        .checkRestart(new CheckRestart(3, null, false))
                        .checks(List.of(
                                ServiceCheckBuilder.builder().type("tcp").build()))
                        .build())));
        assertThat(group.services()).singleElement().satisfies(service -> {
            assertThat(service.name()).isEqualTo("shop-web-group");
            assertThat(service.addressMode()).isEqualTo("auto");
            assertThat(service.namespace()).isEqualTo("default");
            assertThat(service.checks().getFirst().name()).isEqualTo("service: \"shop-web-group\" check");
            assertThat(service.checks().getFirst().onUpdate()).isEqualTo("require_healthy");
            assertThat(service.checks().getFirst().checkRestart())
                    .isEqualTo(new CheckRestart(3, Duration.ofSeconds(1), false));
        });
    }

    @Test
    void a_service_of_a_task_is_named_after_job_group_and_task() {
        Task task = task(t ->
                t.services(List.of(ServiceBuilder.builder().provider("nomad").build())));
        assertThat(task.services().getFirst().name()).isEqualTo("shop-web-api");
    }

    @Test
    void networks_inside_resources_move_to_the_group_and_fixed_ports_to_the_reserved_ones() {
        NetworkResource old = NetworkResourceBuilder.builder()
                .mbits(10)
                .dynamicPorts(List.of(new Port("redis", 0, 0, "", false), new Port("admin", 8080, 0, "", false)))
                .build();
        TaskGroup group = groupWithTask(t ->
                t.resources(ResourcesBuilder.builder().networks(List.of(old)).build()));
        assertThat(group.networks()).singleElement().satisfies(network -> {
            assertThat(network.dynamicPorts()).containsExactly(new Port("redis", 0, 0, "default", false));
            assertThat(network.reservedPorts()).containsExactly(new Port("admin", 8080, 0, "default", false));
        });
        assertThat(group.tasks().getFirst().resources()).isNotNull();
        assertThat(group.tasks().getFirst().resources().networks()).isEmpty();
    }

    @Test
    void scaling_starts_at_its_minimum_and_points_at_its_group() {
        TaskGroup group = group(
                "service",
                g -> g.scaling(ScalingPolicyBuilder.builder().min(2L).max(5L).build()));
        assertThat(group.count()).isEqualTo(2);
        assertThat(group.scaling()).isNotNull();
        assertThat(group.scaling().enabled()).isTrue();
        assertThat(group.scaling().target()).isEqualTo(Map.of("Namespace", "default", "Job", "shop", "Group", "web"));
    }

    @Test
    void files_get_their_places_and_modes() {
        Task task = task(t -> t.templates(List.of(TemplateBuilder.builder()
                        .destPath("local/x")
                        .changeSignal("sighup")
                        .build()))
                .artifacts(List.of(
                        TaskArtifactBuilder.builder()
                                .getterSource("https://x/y.zip")
                                .build(),
                        TaskArtifactBuilder.builder()
                                .getterSource("https://x/y.zip")
                                .getterMode("file")
                                .build())));
        assertThat(task.templates().getFirst().changeMode()).isEqualTo("restart");
        assertThat(task.templates().getFirst().perms()).isEqualTo("0644");
        assertThat(task.templates().getFirst().splay()).isEqualTo(Duration.ofSeconds(5));
        assertThat(task.templates().getFirst().changeSignal()).isEqualTo("SIGHUP");
        assertThat(task.artifacts().getFirst().relativeDest()).isEqualTo("local/");
        assertThat(task.artifacts().get(1).relativeDest()).isEqualTo("local/y.zip");
    }

    @Test
    void the_old_switch_of_logs_becomes_the_new_one() {
        assertThat(task(t -> t.logConfig(new LogConfig(null, null, false, false)))
                        .logConfig())
                .isEqualTo(new LogConfig(10, 10, null, true));
    }

    @Test
    void blocks_imply_constraints_on_their_nodes() {
        assertThat(group(
                                "service",
                                g -> g.networks(List.of(NetworkResourceBuilder.builder()
                                        .mode("bridge")
                                        .build())))
                        .constraints())
                .extracting(Constraint::leftTarget)
                .contains("${attr.plugins.cni.version.bridge}", "${attr.plugins.cni.version.portmap}");
        assertThat(groupWithTask(t -> t.vault(VaultBuilder.builder().build()).killSignal("SIGTERM"))
                        .constraints())
                .containsExactly(
                        new Constraint("${attr.vault.version}", ">= 0.6.1", "semver"),
                        new Constraint("${attr.os.signals}", "SIGTERM", "set_contains"));
        assertThat(groupWithTask(t -> t.services(
                                List.of(ServiceBuilder.builder().name("x").build())))
                        .constraints())
                .containsExactly(new Constraint("${attr.consul.version}", ">= 1.8.0", "semver"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"job.json", "job-parse.json"})
    void a_job_of_a_real_cluster_stays_as_that_cluster_had_stored_it(String file) throws IOException {
        assumeTrue(Files.exists(SAMPLES.resolve(file)), "the samples are not on this machine");
        Job stored = Json.read(Job.class, Files.readAllBytes(SAMPLES.resolve("job.json")));
        Job written = Json.read(Job.class, Files.readAllBytes(SAMPLES.resolve(file)));
        Job canonical = JobCanonicalizer.canonicalize(written);
        TaskGroup expected = comparable(stored.taskGroups().getFirst());
        assertThat(comparable(canonical.taskGroups().getFirst())).isEqualTo(expected);
        assertThat(canonical.update()).isEqualTo(stored.update());
        assertThat(canonical.datacenters()).isEqualTo(stored.datacenters());
    }

    /** Without what a server adds when it stores, and with the order of constraints that the sample repeats. */
    private static TaskGroup comparable(TaskGroup group) {
        return TaskGroupBuilder.builder(group)
                .scaling(null)
                .constraints(group.constraints().stream().distinct().toList())
                .build();
    }

    @Property(tries = 200)
    void canonicalising_twice_is_canonicalising_once(@ForAll long seed, @ForAll boolean batch) {
        Job generated = new Generated(seed).record(Job.class);
        Job job =
                JobBuilder.builder(generated).type(batch ? "batch" : "service").build();
        Job once = JobCanonicalizer.canonicalize(job);
        assertThat(JobCanonicalizer.canonicalize(once)).isEqualTo(once);
    }
}
