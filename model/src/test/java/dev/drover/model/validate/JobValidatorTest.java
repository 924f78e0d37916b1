package dev.drover.model.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.ReferenceTables;
import dev.drover.model.canonical.JobCanonicalizer;
import dev.drover.model.job.Action;
import dev.drover.model.job.Affinity;
import dev.drover.model.job.Constraint;
import dev.drover.model.job.DispatchPayloadConfig;
import dev.drover.model.job.EphemeralDisk;
import dev.drover.model.job.Job;
import dev.drover.model.job.JobBuilder;
import dev.drover.model.job.LogConfig;
import dev.drover.model.job.NetworkResourceBuilder;
import dev.drover.model.job.ParameterizedJobConfig;
import dev.drover.model.job.PeriodicConfig;
import dev.drover.model.job.Port;
import dev.drover.model.job.ReschedulePolicyBuilder;
import dev.drover.model.job.ResourcesBuilder;
import dev.drover.model.job.RestartPolicyBuilder;
import dev.drover.model.job.ScalingPolicyBuilder;
import dev.drover.model.job.Spread;
import dev.drover.model.job.SpreadTarget;
import dev.drover.model.job.Task;
import dev.drover.model.job.TaskBuilder;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.job.TaskGroupBuilder;
import dev.drover.model.job.TaskLifecycle;
import dev.drover.model.job.TemplateBuilder;
import dev.drover.model.job.UpdateStrategyBuilder;
import dev.drover.model.job.WorkloadIdentityBuilder;
import dev.drover.model.service.ServiceBuilder;
import dev.drover.model.service.ServiceCheckBuilder;
import dev.drover.model.volume.VolumeMountBuilder;
import dev.drover.model.volume.VolumeRequestBuilder;
import dev.drover.model.wire.Generated;
import dev.drover.model.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobValidatorTest {
    private static final Task TASK = TaskBuilder.builder()
            .name("api")
            .driver("raw_exec")
            .config(Map.of("command", "/bin/api"))
            .build();
    private static final TaskGroup GROUP =
            TaskGroupBuilder.builder().name("web").tasks(List.of(TASK)).build();
    private static final Job JOB =
            JobBuilder.builder().id("shop").taskGroups(List.of(GROUP)).build();

    private static Validation job(UnaryOperator<JobBuilder> change) {
        return JobValidator.validate(JobCanonicalizer.canonicalize(
                change.apply(JobBuilder.builder(JOB)).build()));
    }

    private static Validation group(UnaryOperator<TaskGroupBuilder> change) {
        TaskGroup group = change.apply(TaskGroupBuilder.builder(GROUP)).build();
        return job(job -> job.taskGroups(List.of(group)));
    }

    private static Validation task(UnaryOperator<TaskBuilder> change) {
        Task task = change.apply(TaskBuilder.builder(TASK)).build();
        return group(group -> group.tasks(List.of(task)));
    }

    private static void assertFault(Validation validation, String path, String problem) {
        assertThat(validation.faults()).anySatisfy(fault -> {
            assertThat(fault.path()).isEqualTo(path);
            assertThat(fault.problem()).contains(problem);
            assertThat(fault.remedy()).isNotBlank();
        });
    }

    @Test
    void a_plain_job_has_neither_faults_nor_warnings() {
        Validation validation = job(same -> same);
        assertThat(validation.faults()).isEmpty();
        assertThat(validation.warnings()).isEmpty();
        assertThat(validation.accepted()).isTrue();
        assertThat(validation.errorText()).isEmpty();
        assertThat(validation.warningText()).isEmpty();
    }

    @Test
    void a_thousand_groups_are_accepted_and_one_more_is_not() {
        assertThat(job(same -> same.taskGroups(groups(1_000))).faults()).isEmpty();
        assertThat(job(same -> same.taskGroups(groups(1_001))).errorText())
                .contains("has 1001 groups, more than the limit of 1000");
    }

    private static List<TaskGroup> groups(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> TaskGroupBuilder.builder(GROUP).name("g" + i).build())
                .toList();
    }

    @Test
    void a_job_that_a_real_cluster_accepted_is_accepted_with_its_two_warnings() throws IOException {
        Path file = ReferenceTables.path("samples/job.json");
        Assumptions.assumeTrue(Files.exists(file), "the samples are not on this machine");
        Validation validation =
                JobValidator.validate(JobCanonicalizer.canonicalize(Json.read(Job.class, Files.readAllBytes(file))));
        assertThat(validation.faults()).isEmpty();
        assertThat(validation.warningText())
                .startsWith("2 warnings:\n\n* ")
                .contains("identities without an expiration are insecure")
                .contains("defines services, but neither the group nor any of its tasks have shutdown_delay set");
    }

    @Test
    void all_faults_are_told_at_once_each_with_its_place() {
        Validation validation = JobValidator.validate(JobCanonicalizer.canonicalize(JobBuilder.builder()
                .id("my shop")
                .type("servise")
                .priority(500)
                .taskGroups(List.of(TaskGroupBuilder.builder()
                        .name("web")
                        .count(-1)
                        .tasks(List.of(TaskBuilder.builder()
                                .name("a/b")
                                .resources(ResourcesBuilder.builder()
                                        .cpu(0)
                                        .memoryMb(1)
                                        .build())
                                .build()))
                        .build()))
                .build()));
        assertFault(validation, "", "contains a space");
        assertFault(validation, "", "type \"servise\" is not known");
        assertFault(validation, "", "priority is 500");
        assertFault(validation, "group \"web\"", "count is -1");
        assertFault(validation, "group \"web\" > task \"a/b\"", "slash");
        assertFault(validation, "group \"web\" > task \"a/b\"", "missing driver");
        assertFault(validation, "group \"web\" > task \"a/b\" > resources", "cpu is 0 MHz");
        assertFault(validation, "group \"web\" > task \"a/b\" > resources", "memory is 1 MB");
    }

    @Test
    void faults_and_warnings_are_counted_in_their_texts() {
        assertThat(Validation.errors(List.of("a"))).isEqualTo("1 error occurred:\n\t* a");
        assertThat(Validation.errors(List.of("a", "b"))).isEqualTo("2 errors occurred:\n\t* a\n\t* b");
        assertThat(Validation.warnings(List.of("a"))).isEqualTo("1 warning:\n\n* a");
        assertThat(Validation.warnings(List.of("a", "b"))).isEqualTo("2 warnings:\n\n* a\n* b");
    }

    @Test
    void names_of_groups_and_tasks_are_unique() {
        assertFault(job(job -> job.taskGroups(List.of(GROUP, GROUP))), "", "group \"web\" is defined more than once");
        assertFault(
                group(group -> group.tasks(List.of(TASK, TASK))),
                "group \"web\"",
                "task \"api\" is defined more than once");
    }

    @Test
    void more_allocations_than_the_cluster_allows_are_refused() {
        assertFault(group(group -> group.count(50_001)), "", "50001 allocations");
    }

    @Test
    void jobs_that_run_everywhere_take_no_count_affinity_spread_or_reschedule() {
        Validation validation = job(job -> job.type("system")
                .affinities(List.of(new Affinity("${attr.arch}", "amd64", "=", 50)))
                .spreads(List.of(new Spread("${node.datacenter}", 50, List.of())))
                .taskGroups(List.of(TaskGroupBuilder.builder(GROUP)
                        .count(2)
                        .reschedulePolicy(
                                ReschedulePolicyBuilder.builder().attempts(1).build())
                        .build())));
        assertFault(validation, "", "cannot have affinities");
        assertFault(validation, "", "cannot have spreads");
        assertFault(validation, "group \"web\"", "run once on every node");
        assertFault(validation, "group \"web\" > reschedule", "cannot be rescheduled");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "like|amd64|operator \"like\" is not known",
                "regexp|a(b|regular expression is wrong",
                "version|one|not a version constraint",
                "semver|>= x|not a version constraint",
                "is_set|x|takes no value",
                "distinct_property|0|distinct_property has the value",
                "set_contains||missing value"
            })
    void constraints_that_no_node_can_judge_are_refused(String operand, String value, String problem) {
        Constraint constraint = new Constraint("${attr.x}", value == null ? "" : value, operand);
        assertFault(group(group -> group.constraints(List.of(constraint))), "group \"web\" > constraint", problem);
    }

    @ParameterizedTest
    @CsvSource({"'>= 1.2, < 2.0'", "1.4.0", ">= 1.7.0-a", "~> 1.2", "${meta.version}"})
    void version_constraints_are_accepted(String value) {
        assertThat(group(group -> group.constraints(List.of(new Constraint("${attr.x}", value, "version"))))
                        .faults())
                .isEmpty();
    }

    @Test
    void distinct_constraints_do_not_stand_in_tasks() {
        assertFault(
                task(task -> task.constraints(List.of(new Constraint("", "", "distinct_hosts")))),
                "group \"web\" > task \"api\" > constraint",
                "cannot stand in a task");
    }

    @Test
    void weights_and_percents_have_ranges() {
        assertFault(job(job -> job.affinities(List.of(new Affinity("a", "b", "=", 101)))), "affinity", "weight is 101");
        assertFault(job(job -> job.affinities(List.of(new Affinity("a", "b", "=", 0)))), "affinity", "weight is 0");
        assertFault(
                job(job -> job.spreads(
                        List.of(new Spread("a", 50, List.of(new SpreadTarget("x", 60), new SpreadTarget("y", 50)))))),
                "spread \"a\"",
                "add up to 110");
    }

    @Test
    void deadlines_of_updates_are_in_order() {
        Validation validation = group(group -> group.update(UpdateStrategyBuilder.builder()
                .minHealthyTime(Duration.ofMinutes(20))
                .healthyDeadline(Duration.ofMinutes(15))
                .autoPromote(true)
                .build()));
        assertFault(validation, "group \"web\" > update", "min_healthy_time 20m0s is not less than");
        assertFault(validation, "group \"web\" > update", "healthy_deadline 15m0s is not less than");
        assertFault(validation, "group \"web\" > update", "auto_promote needs canaries");
    }

    @Test
    void restart_and_reschedule_policies_make_sense() {
        assertFault(
                group(group -> group.restartPolicy(
                        RestartPolicyBuilder.builder().mode("delay").attempts(0).build())),
                "group \"web\" > restart",
                "never restarts");
        assertFault(
                group(group -> group.restartPolicy(RestartPolicyBuilder.builder()
                        .interval(Duration.ofSeconds(1))
                        .build())),
                "group \"web\" > restart",
                "shorter than 5s");
        assertFault(
                group(group -> group.reschedulePolicy(
                        ReschedulePolicyBuilder.builder().attempts(3).build())),
                "group \"web\" > reschedule",
                "exclude each other");
    }

    @Test
    void periodic_and_parameterized_are_for_jobs_that_end() {
        assertFault(
                job(job -> job.periodic(new PeriodicConfig(true, "", List.of("* * *"), "", false, "Moon/Base"))),
                "periodic",
                "cannot be periodic");
        Validation both = job(job -> job.type("batch")
                .periodic(new PeriodicConfig(true, "", List.of("* * *"), "", false, "Moon/Base"))
                .parameterizedJob(new ParameterizedJobConfig("maybe", List.of("a"), List.of("a"))));
        assertFault(both, "periodic", "has 3 fields");
        assertFault(both, "periodic", "time_zone \"Moon/Base\"");
        assertFault(both, "parameterized", "both periodic and parameterized");
        assertFault(both, "parameterized", "payload \"maybe\"");
        assertFault(both, "parameterized", "both required and optional: a");
        assertFault(
                task(task -> task.dispatchPayload(new DispatchPayloadConfig("x"))),
                "",
                "dispatch_payload needs a parameterized job");
    }

    @Test
    void ports_are_distinct_and_in_range() {
        Validation validation = group(group -> group.networks(List.of(NetworkResourceBuilder.builder()
                .mode("brige")
                .reservedPorts(List.of(new Port("a", 80, 0, "", false), new Port("b", 80, 70_000, "", false)))
                .dynamicPorts(List.of(new Port("a", 0, 0, "", false)))
                .build())));
        assertFault(validation, "group \"web\" > network", "mode \"brige\"");
        assertFault(validation, "group \"web\" > network", "port \"a\" is defined more than once");
        assertFault(validation, "group \"web\" > network > port \"b\"", "static port 80 is reserved more than once");
        assertFault(validation, "group \"web\" > network > port \"b\"", "to is 70000");
    }

    @Test
    void services_and_checks_name_ports_that_exist() {
        Validation validation = group(group -> group.services(List.of(ServiceBuilder.builder()
                .name("not valid!")
                .provider("nomad")
                .portLabel("http")
                .checks(List.of(ServiceCheckBuilder.builder()
                        .name("c")
                        .type("http")
                        .interval(Duration.ofMillis(10))
                        .timeout(Duration.ofSeconds(1))
                        .build()))
                .build())));
        String service = "group \"web\" > service \"not valid!\"";
        assertFault(validation, service, "no DNS label");
        assertFault(validation, service, "port \"http\" is not defined");
        assertFault(validation, service + " > check \"c\"", "missing path");
        assertFault(validation, service + " > check \"c\"", "interval must be at least 1s");
        assertThat(validation.warningText()).contains("shutdown_delay");
    }

    @Test
    void volumes_are_complete_and_mounts_name_one() {
        Validation validation = group(group -> group.volumes(Map.of(
                        "data", VolumeRequestBuilder.builder().type("csi").build()))
                .tasks(List.of(TaskBuilder.builder(TASK)
                        .volumeMounts(List.of(VolumeMountBuilder.builder()
                                .volume("other")
                                .destination("/data")
                                .build()))
                        .build())));
        assertFault(validation, "group \"web\" > volume \"data\"", "missing source");
        assertFault(validation, "group \"web\" > volume \"data\"", "missing access_mode");
        assertFault(
                validation,
                "group \"web\" > task \"api\" > volume_mount \"other\"",
                "the group has no volume \"other\"");
    }

    @Test
    void at_least_one_task_is_a_main_task_and_at_most_one_leads() {
        Task prestart = TaskBuilder.builder(TASK)
                .lifecycle(new TaskLifecycle("prestart", false))
                .leader(true)
                .build();
        Validation validation = group(group -> group.tasks(
                List.of(prestart, TaskBuilder.builder(prestart).name("other").build())));
        assertFault(validation, "group \"web\"", "only tasks with a lifecycle");
        assertFault(validation, "group \"web\"", "2 tasks are marked as leader");
    }

    @Test
    void files_stay_inside_the_directory_of_their_task() {
        Validation validation = task(task -> task.templates(List.of(
                TemplateBuilder.builder()
                        .destPath("../../etc/passwd")
                        .embeddedTmpl("x")
                        .perms("rw")
                        .build(),
                TemplateBuilder.builder()
                        .destPath("local/ok")
                        .changeMode("signal")
                        .build())));
        String task = "group \"web\" > task \"api\" > ";
        assertFault(validation, task + "template \"../../etc/passwd\"", "lies outside");
        assertFault(validation, task + "template \"../../etc/passwd\"", "not octal");
        assertFault(validation, task + "template \"local/ok\"", "either source or data");
        assertFault(validation, task + "template \"local/ok\"", "needs a change_signal");
    }

    @Test
    void cores_and_cpu_exclude_each_other_and_logs_fit_the_disk() {
        assertFault(
                task(task -> task.resources(
                        ResourcesBuilder.builder().cpu(100).cores(1).build())),
                "group \"web\" > task \"api\" > resources",
                "cpu and cores exclude each other");
        assertFault(
                task(task -> task.logConfig(new LogConfig(50, 10, null, false))),
                "group \"web\" > ephemeral_disk",
                "logs of task \"api\" may take 500 MB, more than the 300 MB");
        Validation small = group(group -> group.ephemeralDisk(new EphemeralDisk(false, false, 50)));
        assertThat(small.faults()).as("logs that nobody asked for").isEmpty();
    }

    @Test
    void many_tasks_with_default_logs_share_the_default_disk() {
        Validation validation = group(group -> group.tasks(IntStream.range(0, 5)
                .mapToObj(number ->
                        TaskBuilder.builder(TASK).name("task-" + number).build())
                .toList()));

        assertThat(validation.faults()).isEmpty();
    }

    @Test
    void counts_lie_between_the_bounds_of_scaling() {
        assertFault(
                group(group -> group.count(2)
                        .scaling(ScalingPolicyBuilder.builder().min(3L).max(5L).build())),
                "group \"web\" > scaling",
                "group count was less than scaling policy minimum: 2 < 3");
        assertFault(
                group(group -> group.scaling(ScalingPolicyBuilder.builder().build())),
                "group \"web\" > scaling",
                "missing max");
    }

    @Test
    void actions_and_identities_have_proper_names() {
        assertFault(
                task(task -> task.actions(List.of(new Action("do it", "", List.of())))),
                "group \"web\" > task \"api\" > action \"do it\"",
                "space");
        assertFault(
                task(task -> task.identities(
                        List.of(WorkloadIdentityBuilder.builder().name("a b").build()))),
                "group \"web\" > task \"api\" > identity \"a b\"",
                "name must be");
    }

    @Test
    void old_forms_are_warned_about_with_the_new_one() {
        Validation validation = task(task -> task.driver("rkt")
                .resources(ResourcesBuilder.builder()
                        .networks(List.of(
                                NetworkResourceBuilder.builder().mbits(10).build()))
                        .build()));
        assertThat(validation.faults()).isEmpty();
        assertThat(validation.warnings())
                .extracting(Fault::text)
                .anyMatch(text -> text.contains("rkt"))
                .anyMatch(text -> text.contains("mbits is an old form"));
    }

    @Property(tries = 300)
    void no_job_whatever_is_in_it_breaks_the_validator(@ForAll long seed) {
        Job job = new Generated(seed).record(Job.class);
        assertThat(JobValidator.validate(JobCanonicalizer.canonicalize(job)).faults())
                .isNotEmpty();
        assertThat(JobValidator.validate(job).faults()).isNotEmpty();
    }
}
