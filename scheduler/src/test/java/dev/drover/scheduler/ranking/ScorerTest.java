package dev.drover.scheduler.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.job.Affinity;
import dev.drover.model.job.Job;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeReservedCpuResources;
import dev.drover.model.node.NodeReservedMemoryResources;
import dev.drover.model.node.NodeReservedResources;
import dev.drover.scheduler.JobFiles;
import dev.drover.scheduler.Machines;
import dev.drover.scheduler.Rooms;
import dev.drover.scheduler.feasibility.Operators;
import dev.drover.scheduler.room.Grant;
import dev.drover.scheduler.room.NodeRoom;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The machine has 4000 MHz and 8000 MiB. The figures are worked by hand: 10 to the 0.25, 0.5 and 0.75 are 1.7783, 3.1623 and 5.6234. */
final class ScorerTest {
    private static final Node MACHINE = Machines.machine("n1");

    private static Scorer scorer(Job job, Algorithm algorithm, Footprint footprint) {
        return new Scorer(job, job.taskGroups().getFirst(), algorithm, footprint, new Operators());
    }

    private static Footprint nobody(Node... nodes) {
        return Footprint.of(Inventory.of(Rooms.state(nodes)), List.of());
    }

    private static double fit(Algorithm algorithm, NodeRoom room, Grant.Given grant) {
        Scorer scorer = scorer(JobFiles.service("web", 1), algorithm, nobody(MACHINE));
        return scorer.score(room, 0, grant, false, 0).mean();
    }

    private static double affinity(Job job, Node node) {
        return part("node-affinity", scorer(job, Algorithm.BINPACK, nobody(node)), Rooms.room(node), 0);
    }

    private static double part(String name, Scorer scorer, NodeRoom room, int number) {
        Double part = scorer.score(room, number, Rooms.given(100, 100), false, 0)
                .parts()
                .get(name);
        assertThat(part).isNotNull();
        return part;
    }

    private static Job liking(Affinity... affinities) {
        return JobFiles.service("web", 1, g -> g.affinities(List.of(affinities)));
    }

    private static Affinity of(String key, String value, @Nullable Integer weight) {
        return new Affinity("${meta." + key + "}", value, "=", weight);
    }

    @ParameterizedTest(name = "{0} MHz and {1} MiB in use")
    @CsvSource({
        "   0,    0, 0.0000000",
        "4000, 8000, 1.0000000",
        "2000, 4000, 0.7597469",
        "1000, 4000, 0.6230172",
        "3000, 6000, 0.9135245",
        "4000,    0, 0.5000000",
        "   0, 8000, 0.5000000",
        "1000, 2000, 0.4862874",
        "5000, 8000, 1.0000000",
    })
    void fuller_is_better_by_the_published_curve_and_never_out_of_bounds(long mhz, long memory, double expected) {
        assertThat(fit(Algorithm.BINPACK, Rooms.room(MACHINE), Rooms.given(mhz, memory)))
                .isCloseTo(expected, within(1e-6));
    }

    @ParameterizedTest(name = "{0} MHz and {1} MiB in use")
    @CsvSource({
        "   0,    0, 1.0000000",
        "4000, 8000, 0.0000000",
        "2000, 4000, 0.2402531",
        "1000, 4000, 0.3769828",
        "4000,    0, 0.5000000",
        "5000, 8000, 0.0000000",
    })
    void emptier_is_better_where_work_is_to_be_spread(long mhz, long memory, double expected) {
        assertThat(fit(Algorithm.SPREAD, Rooms.room(MACHINE), Rooms.given(mhz, memory)))
                .isCloseTo(expected, within(1e-6));
    }

    @Test
    void what_one_algorithm_likes_the_other_dislikes_as_much() {
        Random random = new Random(5);
        for (int i = 0; i < 500; i++) {
            Grant.Given grant = Rooms.given(random.nextInt(4001), random.nextInt(8001));
            double binpack = fit(Algorithm.BINPACK, Rooms.room(MACHINE), grant);
            double spread = fit(Algorithm.SPREAD, Rooms.room(MACHINE), grant);
            assertThat(binpack + spread).isCloseTo(1.0, within(1e-12));
        }
    }

    @Test
    void what_others_use_already_counts() {
        NodeRoom room = Rooms.room(MACHINE, Rooms.tenant("a", 50, Rooms.resources(1000, 2000)));
        assertThat(fit(Algorithm.BINPACK, room, Rooms.given(1000, 2000))).isCloseTo(0.7597469, within(1e-6));
    }

    @Test
    void what_the_node_keeps_for_itself_is_no_part_of_the_whole() {
        Node node = Machines.machine(
                "n1",
                b -> b.reservedResources(new NodeReservedResources(
                        new NodeReservedCpuResources(2000, List.of()),
                        new NodeReservedMemoryResources(4000),
                        null,
                        null)));
        assertThat(fit(Algorithm.BINPACK, Rooms.room(node), Rooms.given(1000, 2000)))
                .isCloseTo(0.7597469, within(1e-6));
    }

    @Test
    void of_nothing_nothing_is_free() {
        Node node = Machines.machine("n1", b -> b.nodeResources(Machines.resources(0, 8000)));
        // 20 - 1 - 3.1623, of 18.
        assertThat(fit(Algorithm.BINPACK, Rooms.room(node), Rooms.given(0, 4000)))
                .isCloseTo(0.8798734, within(1e-6));
    }

    @Test
    void those_who_leave_for_it_are_counted_as_gone() {
        Allocation victim = Rooms.tenant("a", 20, Rooms.resources(2000, 4000));
        NodeRoom room = Rooms.room(MACHINE, victim);
        Grant.Given grant = Rooms.given(1000, 4000).evicting(List.of(victim), "preemption", 0.9);
        Score score = scorer(JobFiles.service("web", 1), Algorithm.BINPACK, nobody(MACHINE))
                .score(room, 0, grant, false, 0);
        assertThat(score.parts().get("binpack")).isCloseTo(0.6230172, within(1e-6));
        assertThat(score.mean()).isCloseTo((0.6230172 + 0.9) / 2, within(1e-6));
    }

    @ParameterizedTest(name = "{0} of {1} there already")
    @CsvSource({"0, 4, 0", "1, 4, -0.5", "2, 4, -0.75", "3, 4, -1", "5, 4, -1.5", "1, 1, -2", "9, 1000, -0.01"})
    void neighbours_of_the_group_are_unwelcome_in_proportion_to_its_count(int others, int count, double expected) {
        Footprint footprint = nobody(MACHINE);
        for (int i = 0; i < others; i++) {
            footprint.add(0, "g");
        }
        Scorer scorer = scorer(JobFiles.service("web", count), Algorithm.BINPACK, footprint);
        assertThat(part("job-anti-affinity", scorer, Rooms.room(MACHINE), 0)).isCloseTo(expected, within(1e-12));
    }

    @Test
    void neighbours_of_another_group_do_not_matter() {
        Footprint footprint = nobody(MACHINE);
        footprint.add(0, "other");
        Scorer scorer = scorer(JobFiles.service("web", 4), Algorithm.BINPACK, footprint);
        assertThat(part("job-anti-affinity", scorer, Rooms.room(MACHINE), 0)).isZero();
    }

    @Test
    void neighbours_are_seen_as_they_come_and_go() {
        Footprint footprint = nobody(MACHINE);
        Scorer scorer = scorer(JobFiles.service("web", 2), Algorithm.BINPACK, footprint);
        footprint.add(0, "g");
        assertThat(part("job-anti-affinity", scorer, Rooms.room(MACHINE), 0)).isEqualTo(-1.0);
        footprint.remove(0, "g");
        assertThat(part("job-anti-affinity", scorer, Rooms.room(MACHINE), 0)).isZero();
    }

    @Test
    void a_group_without_a_count_counts_as_one() {
        Footprint footprint = nobody(MACHINE);
        footprint.add(0, "g");
        Job job = JobFiles.service("web", 1, g -> g.count(null));
        assertThat(part("job-anti-affinity", scorer(job, Algorithm.BINPACK, footprint), Rooms.room(MACHINE), 0))
                .isEqualTo(-2.0);
    }

    @Test
    void a_node_where_it_failed_before_gets_minus_one_and_others_nothing() {
        Scorer scorer = scorer(JobFiles.service("web", 1), Algorithm.BINPACK, nobody(MACHINE));
        Score failed = scorer.score(Rooms.room(MACHINE), 0, Rooms.given(4000, 8000), true, 0);
        assertThat(failed.mean()).isZero();
        assertThat(failed.parts()).containsEntry("node-reschedule-penalty", -1.0);
        Score fresh = scorer.score(Rooms.room(MACHINE), 0, Rooms.given(4000, 8000), false, 0);
        assertThat(fresh.mean()).isEqualTo(1.0);
    }

    @ParameterizedTest(name = "weights {0}, {1} and {2} with meta {3}")
    @CsvSource({
        "  50,  25,   25, abc,  1.0",
        "  50,  25,   25, a,    0.5",
        "  50,  25,   25, bc,   0.5",
        "  50,  25,   25, b,    0.25",
        "  50,  25,   25, -,    0.0",
        "  50, -50,  100, ab,   0.0",
        "  50, -50,  100, b,   -0.25",
        "  50, -50,  100, bc,   0.25",
        "-100, -50,  -50, abc, -1.0",
        "   0,   0,    0, abc,  0.0",
        "   0,   0,  100, ab,   0.0",
    })
    void affinities_of_job_group_and_task_are_weighed_together(
            int ofJob, int ofGroup, int ofTask, String meta, double expected) {
        Node node = Machines.machine(
                "n1",
                b -> b.meta(Map.of(
                        "a", meta.contains("a") ? "yes" : "no",
                        "b", meta.contains("b") ? "yes" : "no",
                        "c", meta.contains("c") ? "yes" : "no")));
        TaskGroup group = JobFiles.group(
                1,
                g -> g.affinities(List.of(of("b", "yes", ofGroup)))
                        .tasks(List.of(JobFiles.task(t -> t.affinities(List.of(of("c", "yes", ofTask)))))));
        Job job =
                JobFiles.with(JobFiles.job("web", "service", group), j -> j.affinities(List.of(of("a", "yes", ofJob))));
        assertThat(affinity(job, node)).isCloseTo(expected, within(1e-12));
    }

    @Test
    void an_affinity_without_a_weight_counts_for_fifty() {
        Node node = Machines.machine("n1", b -> b.meta(Map.of("a", "yes", "b", "no")));
        assertThat(affinity(liking(of("a", "yes", null), of("b", "yes", 150)), node))
                .isCloseTo(0.25, within(1e-12));
    }

    @Test
    void an_affinity_may_compare_in_any_way_that_a_constraint_may() {
        Node node = Machines.machine("n1", b -> b.meta(Map.of("ghz", "3.4")));
        assertThat(affinity(liking(new Affinity("${meta.ghz}", "3", ">", 100)), node))
                .isEqualTo(1.0);
        assertThat(affinity(liking(new Affinity("${meta.ghz}", "^4", "regexp", 100)), node))
                .isZero();
        assertThat(affinity(liking(new Affinity("${meta.nothing}", "", "is_not_set", -100)), node))
                .isEqualTo(-1.0);
    }

    @Test
    void an_affinity_to_something_unique_is_asked_of_every_node_of_a_class() {
        Node first = Machines.machine("n1", b -> b.computedClass("v1:a"));
        Node second = Machines.machine("n2", b -> b.computedClass("v1:a"));
        Scorer scorer = scorer(
                liking(new Affinity("${node.unique.id}", "n2", "=", 100)), Algorithm.BINPACK, nobody(first, second));
        assertThat(part("node-affinity", scorer, Rooms.room(first), 0)).isZero();
        assertThat(part("node-affinity", scorer, Rooms.room(second), 1)).isEqualTo(1.0);
    }

    @Test
    void classes_are_told_apart_and_nodes_without_a_class_are_asked_one_by_one() {
        Node red = Machines.machine("n1", b -> b.computedClass("v1:a").meta(Map.of("a", "yes")));
        Node blue = Machines.machine("n2", b -> b.computedClass("v1:b").meta(Map.of("a", "no")));
        Node plain = Machines.machine("n3", b -> b.meta(Map.of("a", "yes")));
        Node other = Machines.machine("n4", b -> b.meta(Map.of("a", "no")));
        Scorer scorer = scorer(liking(of("a", "yes", 10)), Algorithm.BINPACK, nobody(red, blue, plain, other));
        assertThat(List.of(red, blue, red, plain, other).stream()
                        .map(node -> part("node-affinity", scorer, Rooms.room(node), 0)))
                .containsExactly(1.0, 0.0, 1.0, 1.0, 0.0);
    }
}
