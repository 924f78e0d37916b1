package dev.drover.scheduler;

import static dev.drover.scheduler.JobFiles.constraint;
import static dev.drover.scheduler.JobFiles.service;
import static dev.drover.scheduler.PlacingKit.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.job.Constraint;
import dev.drover.model.job.Job;
import dev.drover.scheduler.feasibility.Operators;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ConstraintScenariosTest {
    private final Cluster cluster = new Cluster();

    private void rack(String id, String rack) {
        cluster.node(id, b -> b.meta(Map.of("rack", rack)));
    }

    private static Job inGroup(int count, Constraint... constraints) {
        return service("web", count, g -> JobFiles.asking(10, 10).apply(g).constraints(List.of(constraints)));
    }

    private static Job inJob(Job job, Constraint... constraints) {
        return JobFiles.with(job, j -> j.constraints(List.of(constraints)));
    }

    private static Job twoGroups(int count) {
        return JobFiles.job(
                "web",
                "service",
                JobFiles.group(count, JobFiles.asking(10, 10)),
                JobFiles.group(count, g -> JobFiles.asking(10, 10).apply(g).name("h")));
    }

    @Test
    void a_pattern_matches_anywhere_in_the_value() {
        rack("n1", "berlin-17");
        cluster.run(inGroup(1, constraint("${meta.rack}", "regexp", "in-1[0-9]")));
        assertThat(cluster.live("web")).hasSize(1);
    }

    @Test
    void a_pattern_that_would_take_others_for_ever_is_decided_soon() {
        rack("n1", "a".repeat(5_000) + "!");
        cluster.run(inGroup(1, constraint("${meta.rack}", "regexp", "^(a+)+$")));
        assertThat(cluster.live("web")).isEmpty();
    }

    @Test
    void a_faulty_pattern_fits_no_node() {
        rack("n1", "a");
        assertThat(failure(cluster.run(inGroup(1, constraint("${meta.rack}", "regexp", "("))))
                        .constraintFiltered())
                .containsExactly(Map.entry("${meta.rack} regexp (", 1));
    }

    @Test
    void both_sides_may_name_attributes() {
        cluster.node("n1", b -> b.meta(Map.of("a", "1", "b", "1"))).node("n2", b -> b.meta(Map.of("a", "1", "b", "2")));
        cluster.run(inGroup(2, constraint("${meta.a}", "!=", "${meta.b}")));
        assertThat(cluster.nodesOf("web")).containsExactly("n2");
    }

    @Test
    void thousands_of_different_right_sides_are_compared_rightly() {
        Operators operators = new Operators();
        for (int i = 0; i < 3_000; i++) {
            assertThat(operators.holds("regexp", Optional.of("x" + i), Optional.of("^x" + i + "$")))
                    .isTrue();
        }
        assertThat(operators.holds("regexp", Optional.of("x1"), Optional.of("^x0$")))
                .isFalse();
    }

    @Test
    void numbers_with_a_letter_are_words() {
        Operators operators = new Operators();
        assertThat(operators.holds("<", Optional.of("10d"), Optional.of("9d"))).isTrue();
        assertThat(operators.holds("<", Optional.of("10"), Optional.of("9.5"))).isFalse();
    }

    @Test
    void distinct_hosts_of_a_job_keeps_its_groups_apart() {
        cluster.nodes(4);
        cluster.run(inJob(twoGroups(2), constraint("", "distinct_hosts", "true")));
        assertThat(cluster.nodesOf("web")).hasSize(4);
    }

    @Test
    void distinct_hosts_of_a_group_leaves_other_groups_alone() {
        cluster.node("n1");
        Job job = JobFiles.job(
                "web",
                "service",
                JobFiles.group(
                        1,
                        g -> JobFiles.asking(10, 10)
                                .apply(g)
                                .constraints(List.of(constraint("", "distinct_hosts", "true")))),
                JobFiles.group(2, g -> JobFiles.asking(10, 10).apply(g).name("h")));
        cluster.run(job);
        assertThat(cluster.live("web")).hasSize(3);
    }

    @Test
    void distinct_hosts_counts_what_runs_already() {
        cluster.nodes(2);
        cluster.run(inGroup(1, constraint("", "distinct_hosts", "true")));
        String before = cluster.only("web").nodeId();
        cluster.run(inGroup(2, constraint("", "distinct_hosts", "true")));
        assertThat(cluster.nodesOf("web")).hasSize(2).contains(before);
    }

    @Test
    void a_replacement_may_stay_on_the_host_of_the_one_it_replaces() {
        cluster.node("n1");
        cluster.run(inGroup(1, constraint("", "distinct_hosts", "true")));
        cluster.run(service(
                "web",
                1,
                g -> JobFiles.command("/bin/true")
                        .apply(g)
                        .constraints(List.of(constraint("", "distinct_hosts", "true")))));
        assertThat(cluster.only("web").nodeId()).isEqualTo("n1");
    }

    @Test
    void distinct_property_allows_one_of_each_value_unless_told_otherwise() {
        rack("n1", "r1");
        rack("n2", "r1");
        rack("n3", "r2");
        Outcome.Planned planned = cluster.run(inGroup(3, constraint("${meta.rack}", "distinct_property", "")));
        assertThat(cluster.live("web")).hasSize(2);
        assertThat(planned.queued()).containsEntry("g", 1);
    }

    @Test
    void distinct_property_of_a_job_counts_all_groups_together() {
        rack("n1", "r1");
        rack("n2", "r2");
        cluster.run(inJob(twoGroups(2), constraint("${meta.rack}", "distinct_property", "1")));
        assertThat(cluster.live("web")).hasSize(2);
    }

    @Test
    void distinct_property_of_a_group_counts_that_group_only() {
        rack("n1", "r1");
        Job job = JobFiles.job(
                "web",
                "service",
                JobFiles.group(
                        1,
                        g -> JobFiles.asking(10, 10)
                                .apply(g)
                                .constraints(List.of(constraint("${meta.rack}", "distinct_property", "1")))),
                JobFiles.group(3, g -> JobFiles.asking(10, 10).apply(g).name("h")));
        cluster.run(job);
        assertThat(cluster.live("web")).hasSize(4);
    }

    @Test
    void distinct_property_counts_existing_and_planned_allocations() {
        rack("n1", "r1");
        rack("n2", "r2");
        Constraint two = constraint("${meta.rack}", "distinct_property", "2");
        cluster.run(inGroup(3, two));
        Outcome.Planned planned = cluster.run(inGroup(5, two));
        assertThat(cluster.live("web")).hasSize(4);
        assertThat(planned.queued()).containsEntry("g", 1);
    }

    @Test
    void distinct_property_no_longer_counts_what_has_ended() {
        rack("n1", "r1");
        Constraint one = constraint("${meta.rack}", "distinct_property", "1");
        cluster.run(inGroup(1, one));
        Allocation first = cluster.only("web");
        cluster.report(first, ClientStatus.COMPLETE);
        cluster.evaluate("web");
        assertThat(cluster.only("web").id()).isNotEqualTo(first.id());
    }

    @Test
    void distinct_property_no_longer_counts_what_the_plan_stops() {
        rack("n1", "r1");
        Constraint one = constraint("${meta.rack}", "distinct_property", "1");
        cluster.run(inGroup(1, one));
        cluster.run(
                service("web", 1, g -> JobFiles.command("/bin/true").apply(g).constraints(List.of(one))));
        assertThat(cluster.live("web")).hasSize(1);
        assertThat(cluster.all("web")).hasSize(2);
    }

    @Test
    void several_distinct_properties_must_all_hold() {
        cluster.node("n1", b -> b.meta(Map.of("rack", "r1", "row", "a")))
                .node("n2", b -> b.meta(Map.of("rack", "r2", "row", "a")))
                .node("n3", b -> b.meta(Map.of("rack", "r3", "row", "b")));
        cluster.run(inGroup(
                3,
                constraint("${meta.rack}", "distinct_property", "1"),
                constraint("${meta.row}", "distinct_property", "1")));
        assertThat(cluster.live("web")).hasSize(2);
        assertThat(cluster.nodesOf("web")).contains("n3");
    }

    @Test
    void system_jobs_ask_every_node_for_their_constraints() {
        rack("n1", "r1");
        rack("n2", "r2");
        cluster.run(inJob(JobFiles.system("web"), constraint("${meta.rack}", "=", "r2")));
        assertThat(cluster.nodesOf("web")).containsExactly("n2");
    }
}
