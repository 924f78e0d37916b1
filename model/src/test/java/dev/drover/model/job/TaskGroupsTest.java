package dev.drover.model.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.service.ConsulConnect;
import dev.drover.model.service.Service;
import dev.drover.model.service.ServiceBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class TaskGroupsTest {
    private static final Task TASK = TaskBuilder.builder()
            .name("api")
            .driver("raw_exec")
            .config(Map.of("command", "/bin/api"))
            .env(Map.of("A", "1"))
            .resources(ResourcesBuilder.builder().cpu(100).memoryMb(300).build())
            .restartPolicy(new RestartPolicy(Duration.ofMinutes(30), 2, Duration.ofSeconds(15), "fail", false))
            .logConfig(new LogConfig(10, 10, null, false))
            .build();
    private static final TaskGroup GROUP =
            TaskGroupBuilder.builder().name("web").count(1).tasks(List.of(TASK)).build();
    private static final Job JOB = JobBuilder.builder()
            .id("shop")
            .type("service")
            .meta(Map.of("owner", "ann"))
            .taskGroups(List.of(GROUP))
            .build();

    private static UpdateKind changeTask(UnaryOperator<TaskBuilder> change) {
        Task task = change.apply(TaskBuilder.builder(TASK)).build();
        return changeGroup(group -> group.tasks(List.of(task)));
    }

    private static UpdateKind changeGroup(UnaryOperator<TaskGroupBuilder> change) {
        TaskGroup group = change.apply(TaskGroupBuilder.builder(GROUP)).build();
        return changeJob(job -> job.taskGroups(List.of(group)));
    }

    private static UpdateKind changeJob(UnaryOperator<JobBuilder> change) {
        return TaskGroups.updateKind(JOB, change.apply(JobBuilder.builder(JOB)).build(), "web");
    }

    @Test
    void what_servers_keep_in_the_job_is_no_change() {
        Job stored = JobBuilder.builder(JOB)
                .version(7)
                .status("running")
                .statusDescription("x")
                .stable(true)
                .submitTime(1)
                .createIndex(2)
                .modifyIndex(3)
                .jobModifyIndex(4)
                .versionTag(new JobVersionTag("golden", "", 5))
                .build();
        assertThat(JobSpecs.specChanged(JOB, stored)).isFalse();
        assertThat(TaskGroups.updateKind(JOB, stored, "web")).isEqualTo(UpdateKind.NONE);
    }

    @Test
    void identity_and_indexes_of_a_scaling_policy_are_no_change_but_its_bounds_are() {
        ScalingPolicy policy = ScalingPolicyBuilder.builder().min(1L).max(5L).build();
        Job before = withScaling(policy);
        assertThat(JobSpecs.specChanged(
                        before,
                        withScaling(ScalingPolicyBuilder.builder(policy)
                                .id("x")
                                .modifyIndex(9)
                                .build())))
                .isFalse();
        assertThat(JobSpecs.specChanged(
                        before,
                        withScaling(ScalingPolicyBuilder.builder(policy).max(6L).build())))
                .isTrue();
    }

    private static Job withScaling(ScalingPolicy policy) {
        TaskGroup group = TaskGroupBuilder.builder(GROUP).scaling(policy).build();
        return JobBuilder.builder(JOB).taskGroups(List.of(group)).build();
    }

    @Test
    void stopping_a_job_changes_it() {
        assertThat(JobSpecs.specChanged(JOB, JobBuilder.builder(JOB).stop(true).build()))
                .isTrue();
    }

    @Test
    void running_allocations_follow_counts_policies_and_services() {
        Service service = ServiceBuilder.builder().name("web").provider("nomad").build();
        assertThat(List.of(
                        changeGroup(group -> group.count(3)),
                        changeGroup(group -> group.services(List.of(service))),
                        changeGroup(group -> group.constraints(List.of(new Constraint("${attr.arch}", "amd64", "=")))),
                        changeGroup(group -> group.migrate(new MigrateStrategy(2, "checks", null, null))),
                        changeJob(job -> job.priority(70)),
                        changeTask(task -> task.killTimeout(Duration.ofSeconds(9))),
                        changeTask(task -> task.logConfig(new LogConfig(3, 20, null, false))),
                        changeTask(task -> task.restartPolicy(
                                new RestartPolicy(Duration.ofMinutes(1), 1, Duration.ZERO, "fail", false))),
                        changeTask(task -> task.services(List.of(service)))))
                .containsOnly(UpdateKind.IN_PLACE);
    }

    @Test
    void what_a_process_was_started_with_replaces_it() {
        Service mesh = ServiceBuilder.builder()
                .name("web")
                .connect(new ConsulConnect(true, null, null, null))
                .build();
        assertThat(List.of(
                        changeTask(task -> task.driver("exec")),
                        changeTask(task -> task.config(Map.of("command", "/bin/other"))),
                        changeTask(task -> task.env(Map.of())),
                        changeTask(task -> task.user("nobody")),
                        changeTask(task -> task.resources(ResourcesBuilder.builder()
                                .cpu(200)
                                .memoryMb(300)
                                .build())),
                        changeTask(task -> task.logConfig(new LogConfig(10, 10, null, true))),
                        changeTask(task -> task.meta(Map.of("a", "b"))),
                        changeTask(task -> task.restartPolicy(new RestartPolicy(null, 2, null, "fail", true))),
                        changeGroup(group -> group.services(List.of(mesh))),
                        changeGroup(group -> group.ephemeralDisk(new EphemeralDisk(true, false, 300))),
                        changeGroup(group -> group.tasks(List.of(
                                TASK, TaskBuilder.builder(TASK).name("b").build()))),
                        changeJob(job -> job.meta(Map.of("owner", "bob"))),
                        changeJob(job -> job.affinities(List.of(new Affinity("${attr.arch}", "amd64", "=", 50))))))
                .containsOnly(UpdateKind.DESTRUCTIVE);
    }

    @Test
    void meta_that_moves_between_levels_with_the_same_outcome_keeps_the_process() {
        TaskGroup group =
                TaskGroupBuilder.builder(GROUP).meta(Map.of("owner", "ann")).build();
        assertThat(changeJob(job -> job.meta(Map.of()).taskGroups(List.of(group))))
                .isEqualTo(UpdateKind.IN_PLACE);
    }

    @Test
    void a_group_is_updated_in_place_when_only_another_one_changed() {
        TaskGroup other = TaskGroupBuilder.builder(GROUP).name("other").build();
        assertThat(changeJob(job -> job.taskGroups(List.of(GROUP, other)))).isEqualTo(UpdateKind.IN_PLACE);
    }

    @Test
    void a_group_that_comes_or_goes_is_destructive_and_an_unknown_one_nothing() {
        assertThat(changeJob(job -> job.taskGroups(List.of()))).isEqualTo(UpdateKind.DESTRUCTIVE);
        assertThat(TaskGroups.updateKind(JOB, JobBuilder.builder(JOB).stop(true).build(), "nobody"))
                .isEqualTo(UpdateKind.NONE);
    }

    @Test
    void the_order_of_tasks_does_not_matter() {
        Task second = TaskBuilder.builder(TASK).name("b").build();
        TaskGroup before =
                TaskGroupBuilder.builder(GROUP).tasks(List.of(TASK, second)).build();
        TaskGroup after =
                TaskGroupBuilder.builder(GROUP).tasks(List.of(second, TASK)).build();
        assertThat(TaskGroups.updateKind(
                        JobBuilder.builder(JOB).taskGroups(List.of(before)).build(),
                        JobBuilder.builder(JOB).taskGroups(List.of(after)).build(),
                        "web"))
                .isEqualTo(UpdateKind.IN_PLACE);
    }
}
