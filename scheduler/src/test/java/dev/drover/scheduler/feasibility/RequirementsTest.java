package dev.drover.scheduler.feasibility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.job.Constraint;
import dev.drover.model.job.Job;
import dev.drover.model.job.TaskGroup;
import dev.drover.scheduler.JobFiles;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RequirementsTest {
    private static final Constraint OF_JOB = JobFiles.constraint("${meta.a}", "=", "1");
    private static final Constraint OF_GROUP = JobFiles.constraint("${meta.b}", "=", "1");
    private static final Constraint OF_FIRST = JobFiles.constraint("${meta.c}", "=", "1");
    private static final Constraint OF_SECOND = JobFiles.constraint("${meta.d}", "=", "1");

    private static Requirements of(Job job) {
        return Requirements.of(job, job.taskGroups().getFirst());
    }

    private static Requirements inGroup(Constraint... constraints) {
        return of(JobFiles.service("web", 1, g -> g.constraints(List.of(constraints))));
    }

    @Test
    void constraints_come_from_the_job_the_group_and_all_tasks_in_this_order() {
        TaskGroup group = JobFiles.group(
                1,
                g -> g.constraints(List.of(OF_GROUP))
                        .tasks(List.of(
                                JobFiles.task(t -> t.constraints(List.of(OF_FIRST))),
                                JobFiles.task(t -> t.name("u").constraints(List.of(OF_SECOND))))));
        Job job = JobFiles.with(JobFiles.job("web", "service", group), j -> j.constraints(List.of(OF_JOB)));
        assertThat(of(job).shared()).containsExactly(OF_JOB, OF_GROUP, OF_FIRST, OF_SECOND);
    }

    @Test
    void constraints_of_other_groups_are_left_out() {
        Job job = JobFiles.job(
                "web",
                "service",
                JobFiles.group(1),
                JobFiles.group(1, g -> g.name("h").constraints(List.of(OF_GROUP))));
        assertThat(of(job).shared()).isEmpty();
    }

    @Test
    void the_same_constraint_is_asked_once() {
        Job job = JobFiles.with(
                JobFiles.service("web", 1, g -> g.constraints(List.of(OF_JOB))), j -> j.constraints(List.of(OF_JOB)));
        assertThat(of(job).shared()).containsExactly(OF_JOB);
    }

    @Test
    void drivers_of_all_tasks_are_needed_each_once() {
        TaskGroup group = JobFiles.group(
                1,
                g -> g.tasks(List.of(
                        JobFiles.task(t -> t.driver("docker")),
                        JobFiles.task(t -> t.name("u").driver("exec")),
                        JobFiles.task(t -> t.name("v").driver("docker")))));
        assertThat(of(JobFiles.job("web", "service", group)).drivers()).containsExactlyInAnyOrder("docker", "exec");
    }

    @Test
    void what_depends_on_other_allocations_is_no_question_to_a_node() {
        Requirements requirements = inGroup(
                JobFiles.constraint("", "distinct_hosts", "true"),
                JobFiles.constraint("${meta.rack}", "distinct_property", "2"));
        assertThat(requirements.shared()).isEmpty();
        assertThat(requirements.single()).isEmpty();
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource({
        "${node.unique.id}, n1, true",
        "${node.unique.name}, host, true",
        "${attr.unique.hostname}, host, true",
        "${meta.unique.owner}, me, true",
        "${unique.anything}, me, true",
        "me, ${meta.unique.owner}, true",
        "${attr.kernel.name}, linux, false",
        "${attr.uniqueness}, linux, false",
        "${meta.not.unique.here}, linux, false",
        "${node.class}, big, false",
        "${node.datacenter}, ${node.pool}, false",
        "unique, ${attr.kernel.name}, false",
    })
    void what_names_something_unique_on_either_side_is_asked_of_every_node(String left, String right, boolean escapes) {
        Requirements requirements = inGroup(JobFiles.constraint(left, "=", right), OF_GROUP);
        assertThat(requirements.escapesClass()).isEqualTo(escapes);
        assertThat(requirements.single()).hasSize(escapes ? 1 : 0);
        assertThat(requirements.shared()).hasSize(escapes ? 1 : 2);
    }
}
