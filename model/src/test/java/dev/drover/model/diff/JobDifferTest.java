package dev.drover.model.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drover.model.ReferenceTables;
import dev.drover.model.api.JobVersionsResponse;
import dev.drover.model.canonical.JobCanonicalizer;
import dev.drover.model.eval.DesiredUpdatesBuilder;
import dev.drover.model.eval.PlanAnnotations;
import dev.drover.model.job.Constraint;
import dev.drover.model.job.EphemeralDisk;
import dev.drover.model.job.Job;
import dev.drover.model.job.JobBuilder;
import dev.drover.model.job.Resources;
import dev.drover.model.job.ResourcesBuilder;
import dev.drover.model.job.Task;
import dev.drover.model.job.TaskBuilder;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.job.TaskGroupBuilder;
import dev.drover.model.service.Service;
import dev.drover.model.service.ServiceBuilder;
import dev.drover.model.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class JobDifferTest {
    private static final Path SAMPLES = ReferenceTables.path("samples");

    private static final Task TASK = TaskBuilder.builder()
            .name("api")
            .driver("raw_exec")
            .config(Map.of("command", "/bin/api", "args", List.of("-a", "-b"), "labels", List.of(Map.of("k", "v"))))
            .build();
    private static final TaskGroup GROUP =
            TaskGroupBuilder.builder().name("web").count(1).tasks(List.of(TASK)).build();
    private static final Job WRITTEN = JobBuilder.builder()
            .id("shop")
            .meta(Map.of("owner", "ann"))
            .taskGroups(List.of(GROUP))
            .build();
    private static final Job JOB = JobCanonicalizer.canonicalize(WRITTEN);

    private static JobDiff changeJob(UnaryOperator<JobBuilder> change) {
        Job after = JobCanonicalizer.canonicalize(
                change.apply(JobBuilder.builder(WRITTEN)).build());
        return JobDiffer.diff(JOB, after, true);
    }

    private static JobDiff changeGroup(UnaryOperator<TaskGroupBuilder> change) {
        TaskGroup group = change.apply(TaskGroupBuilder.builder(GROUP)).build();
        return changeJob(job -> job.taskGroups(List.of(group)));
    }

    private static JobDiff changeTask(UnaryOperator<TaskBuilder> change) {
        Task task = change.apply(TaskBuilder.builder(TASK)).build();
        return changeGroup(group -> group.tasks(List.of(task)));
    }

    private static TaskGroupDiff group(JobDiff diff) {
        return diff.taskGroups().getFirst();
    }

    private static TaskDiff task(JobDiff diff) {
        return group(diff).tasks().getFirst();
    }

    private static FieldDiff field(DiffType type, String name, String before, String after) {
        return new FieldDiff(type, name, before, after, List.of());
    }

    @Test
    void differences_between_versions_are_those_that_a_real_cluster_told() throws IOException {
        Path file = SAMPLES.resolve("job-versions.json");
        assumeTrue(Files.exists(file), "the samples are not on this machine");
        JobVersionsResponse answer = Json.read(JobVersionsResponse.class, Files.readAllBytes(file));
        for (int i = 0; i < answer.diffs().size(); i++) {
            JobDiff diff = JobDiffer.diff(
                    answer.versions().get(i + 1), answer.versions().get(i), true);
            assertThat(Json.write(diff)).isEqualTo(Json.write(answer.diffs().get(i)));
        }
        assertThat(answer.diffs()).hasSize(3);
    }

    @Test
    void equal_jobs_differ_in_nothing_and_still_list_their_groups_and_tasks() {
        JobDiff diff = JobDiffer.diff(JOB, JOB, true);
        assertThat(diff.type()).isEqualTo(DiffType.NONE);
        assertThat(diff.fields()).isEmpty();
        assertThat(diff.objects()).isEmpty();
        assertThat(group(diff).type()).isEqualTo(DiffType.NONE);
        assertThat(task(diff).type()).isEqualTo(DiffType.NONE);
    }

    @Test
    void what_servers_keep_is_no_difference() {
        Job stored = JobBuilder.builder(JOB)
                .version(3)
                .status("running")
                .submitTime(9)
                .modifyIndex(7)
                .build();
        assertThat(JobDiffer.diff(JOB, stored, true).type()).isEqualTo(DiffType.NONE);
    }

    @Test
    void a_new_job_is_added_with_all_that_is_in_it() {
        JobDiff diff = JobDiffer.diff(null, JOB, false);
        assertThat(diff.type()).isEqualTo(DiffType.ADDED);
        assertThat(diff.id()).isEqualTo("shop");
        assertThat(diff.fields()).contains(field(DiffType.ADDED, "Meta[owner]", "", "ann"));
        assertThat(group(diff).type()).isEqualTo(DiffType.ADDED);
        assertThat(group(diff).fields()).contains(field(DiffType.ADDED, "Count", "", "1"));
        assertThat(task(diff).type()).isEqualTo(DiffType.ADDED);
        assertThat(task(diff).fields()).contains(field(DiffType.ADDED, "Driver", "", "raw_exec"));
    }

    @Test
    void a_job_that_goes_is_deleted() {
        JobDiff diff = JobDiffer.diff(JOB, null, false);
        assertThat(diff.type()).isEqualTo(DiffType.DELETED);
        assertThat(group(diff).type()).isEqualTo(DiffType.DELETED);
        assertThat(diff.fields()).contains(field(DiffType.DELETED, "Meta[owner]", "ann", ""));
    }

    @Test
    void config_is_flattened_and_shows_what_stays_around_a_change() {
        JobDiff diff = changeTask(task ->
                task.config(Map.of("command", "/bin/api", "args", List.of("-a"), "labels", List.of(Map.of("k", "w")))));
        assertThat(task(diff).objects()).singleElement().satisfies(config -> {
            assertThat(config.name()).isEqualTo("Config");
            assertThat(config.type()).isEqualTo(DiffType.EDITED);
            assertThat(config.fields())
                    .containsExactly(
                            field(DiffType.NONE, "args[0]", "-a", "-a"),
                            field(DiffType.DELETED, "args[1]", "-b", ""),
                            field(DiffType.NONE, "command", "/bin/api", "/bin/api"),
                            field(DiffType.EDITED, "labels[0][k]", "v", "w"));
        });
    }

    @Test
    void without_context_only_changes_are_told() {
        Task task = TaskBuilder.builder(TASK)
                .resources(ResourcesBuilder.builder().cpu(200).build())
                .build();
        TaskGroup group = TaskGroupBuilder.builder(GROUP).tasks(List.of(task)).build();
        Job after = JobCanonicalizer.canonicalize(
                JobBuilder.builder(WRITTEN).taskGroups(List.of(group)).build());
        assertThat(task(JobDiffer.diff(JOB, after, false)).objects().getFirst().fields())
                .containsExactly(field(DiffType.EDITED, "CPU", "100", "200"));
        assertThat(task(JobDiffer.diff(JOB, after, true)).objects().getFirst().fields())
                .extracting(FieldDiff::name)
                .containsExactly("CPU", "Cores", "DiskMB", "IOPS", "MemoryMB", "MemoryMaxMB", "SecretsMB");
    }

    @Test
    void a_service_keeps_its_identity_through_its_name() {
        Service web = ServiceBuilder.builder().name("web").provider("nomad").build();
        Job before = JobCanonicalizer.canonicalize(JobBuilder.builder(WRITTEN)
                .taskGroups(List.of(
                        TaskGroupBuilder.builder(GROUP).services(List.of(web)).build()))
                .build());
        Service tagged = ServiceBuilder.builder(web).tags(List.of("blue")).build();
        Job after = JobCanonicalizer.canonicalize(JobBuilder.builder(WRITTEN)
                .taskGroups(List.of(TaskGroupBuilder.builder(GROUP)
                        .services(List.of(tagged))
                        .build()))
                .build());
        assertThat(group(JobDiffer.diff(before, after, false)).objects())
                .singleElement()
                .satisfies(object -> {
                    assertThat(object.name()).isEqualTo("Service");
                    assertThat(object.type()).isEqualTo(DiffType.EDITED);
                    assertThat(object.fields()).containsExactly(field(DiffType.ADDED, "Tags[0]", "", "blue"));
                });
    }

    @Test
    void a_constraint_among_others_comes_or_goes_as_a_whole() {
        JobDiff diff = changeGroup(group -> group.constraints(
                List.of(new Constraint("${attr.arch}", "amd64", "="), new Constraint("${attr.arch}", "x", "!="))));
        assertThat(group(diff).objects())
                .extracting(ObjectDiff::name, ObjectDiff::type)
                .containsOnly(tuple("Constraint", DiffType.ADDED))
                .hasSize(2);
    }

    @Test
    void durations_are_told_in_nanoseconds() {
        assertThat(task(changeTask(task -> task.killTimeout(Duration.ofSeconds(9))))
                        .fields())
                .containsExactly(field(DiffType.EDITED, "KillTimeout", "5000000000", "9000000000"));
    }

    @Test
    void groups_and_tasks_come_in_the_order_of_their_names() {
        TaskGroup another = TaskGroupBuilder.builder(GROUP).name("api").build();
        JobDiff diff = changeJob(job -> job.taskGroups(List.of(GROUP, another)));
        assertThat(diff.taskGroups())
                .extracting(TaskGroupDiff::name, TaskGroupDiff::type)
                .containsExactly(tuple("api", DiffType.ADDED), tuple("web", DiffType.NONE));
    }

    private static PlanAnnotations plan(String group, UnaryOperator<DesiredUpdatesBuilder> updates) {
        return new PlanAnnotations(
                Map.of(group, updates.apply(DesiredUpdatesBuilder.builder()).build()), List.of());
    }

    @Test
    void annotations_tell_what_a_change_forces() {
        Resources more = ResourcesBuilder.builder().cpu(200).build();
        JobDiff diff = changeGroup(group -> group.count(5)
                .tasks(List.of(TaskBuilder.builder(TASK).resources(more).build())));
        JobDiff annotated = DiffAnnotator.annotate(
                diff, plan("web", updates -> updates.place(4).destructiveUpdate(1)));
        assertThat(group(annotated).updates()).isEqualTo(Map.of("create", 4L, "create/destroy update", 1L));
        assertThat(group(annotated).fields().getFirst().annotations()).containsExactly("forces create");
        assertThat(task(annotated).annotations()).containsExactly("forces create/destroy update");
    }

    @Test
    void fewer_allocations_force_a_destroy_and_kill_settings_an_update_in_place() {
        JobDiff diff = changeGroup(group -> group.count(0)
                .tasks(List.of(TaskBuilder.builder(TASK)
                        .killTimeout(Duration.ofSeconds(1))
                        .build())));
        JobDiff annotated = DiffAnnotator.annotate(diff, plan("web", updates -> updates.stop(1)));
        assertThat(group(annotated).updates()).isEqualTo(Map.of("destroy", 1L));
        assertThat(group(annotated).fields().getFirst().annotations()).containsExactly("forces destroy");
        assertThat(task(annotated).annotations()).containsExactly("forces in-place update");
    }

    @Test
    void tasks_of_a_new_job_force_a_create_and_those_of_a_removed_one_a_destroy() {
        JobDiff added =
                DiffAnnotator.annotate(JobDiffer.diff(null, JOB, true), plan("web", updates -> updates.place(1)));
        assertThat(task(added).annotations()).containsExactly("forces create");
        JobDiff deleted =
                DiffAnnotator.annotate(JobDiffer.diff(JOB, null, true), plan("web", updates -> updates.stop(1)));
        assertThat(task(deleted).annotations()).containsExactly("forces destroy");
    }

    @Test
    void a_task_that_joins_a_group_replaces_its_allocations() {
        JobDiff diff = changeGroup(group ->
                group.tasks(List.of(TASK, TaskBuilder.builder(TASK).name("side").build())));
        JobDiff annotated = DiffAnnotator.annotate(diff, plan("web", updates -> updates.destructiveUpdate(1)));
        assertThat(group(annotated).tasks().get(1).annotations()).containsExactly("forces create/destroy update");
    }

    @Test
    void a_change_that_moves_nothing_has_updates_that_are_empty_and_not_absent() {
        JobDiff diff = changeGroup(group -> group.ephemeralDisk(new EphemeralDisk(null, null, 500)));
        assertThat(Json.write(diff)).contains("\"Updates\":null");
        assertThat(Json.write(DiffAnnotator.annotate(diff, plan("web", updates -> updates))))
                .contains("\"Updates\":{}");
    }
}
