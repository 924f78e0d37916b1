package dev.drover.scheduler;

import static dev.drover.scheduler.JobFiles.asking;
import static dev.drover.scheduler.JobFiles.constraint;
import static dev.drover.scheduler.JobFiles.service;
import static dev.drover.scheduler.JobFiles.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.job.Job;
import dev.drover.model.job.Spread;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.job.TaskGroupBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What the short cuts of the ranking must not change. */
final class RankingScenariosTest {
    private final Cluster cluster = new Cluster();

    private static Job manyGroups(int groups, int count) {
        TaskGroup[] all = IntStream.range(0, groups)
                .mapToObj(number ->
                        JobFiles.group(count, g -> asking(10, 10).apply(g).name("g" + number)))
                .toArray(TaskGroup[]::new);
        return JobFiles.job("web", "service", all);
    }

    @Test
    void a_job_with_more_groups_than_are_kept_in_mind_respects_all_of_them() {
        cluster.nodes(50);
        cluster.run(with(manyGroups(25, 2), job -> job.constraints(List.of(constraint("", "distinct_hosts", "true")))));
        assertThat(cluster.live("web")).hasSize(50);
        assertThat(cluster.nodesOf("web")).hasSize(50);
    }

    @Test
    void groups_that_come_back_after_others_see_what_was_placed_meanwhile() {
        cluster.nodes(1);
        cluster.run(manyGroups(20, 3));
        cluster.run(with(
                manyGroups(20, 3),
                job -> job.taskGroups(job.taskGroups().stream()
                        .map(group -> JobFiles.command("/bin/true")
                                .apply(TaskGroupBuilder.builder(group))
                                .build())
                        .toList())));
        cluster.settle("web");
        assertThat(cluster.live("web")).hasSize(60);
        assertThat(cluster.state().usage("n1").allocations()).isGreaterThanOrEqualTo(60);
    }

    @Test
    void equal_nodes_are_chosen_about_equally_often_over_many_seeds() {
        cluster.nodes(10);
        cluster.register(service("web", 1));
        Map<String, Integer> chosen = new HashMap<>();
        LongStream.range(0, 500).forEach(seed -> {
            cluster.seed(seed);
            String node = cluster.plan("web").plan().placements().getFirst().nodeId();
            chosen.merge(node, 1, Integer::sum);
        });
        assertThat(chosen).hasSize(10);
        assertThat(chosen.values()).allMatch(times -> times > 20 && times < 100);
    }

    @Test
    void a_spread_over_something_unique_puts_one_on_each_node() {
        cluster.nodes(30);
        cluster.run(service(
                "web",
                30,
                g -> asking(10, 10).apply(g).spreads(List.of(new Spread("${node.unique.id}", 100, List.of())))));
        assertThat(cluster.nodesOf("web")).hasSize(30);
    }

    @Test
    void a_limit_on_a_property_opens_again_for_what_is_replaced() {
        for (int i = 1; i <= 4; i++) {
            String rack = "r" + i % 2;
            cluster.node("n" + i, b -> b.meta(Map.of("rack", rack)));
        }
        Job job = service("web", 4, g -> g.constraints(List.of(constraint("${meta.rack}", "distinct_property", "2"))));
        cluster.run(job);
        assertThat(cluster.live("web")).hasSize(4);
        Allocation first = cluster.live("web").getFirst();
        cluster.migrate(first);
        cluster.evaluate("web");
        assertThat(cluster.live("web")).hasSize(4);
    }

    @Test
    void allocations_on_nodes_that_take_no_new_work_count_for_the_spread() {
        cluster.node("n1", b -> b.meta(Map.of("rack", "a")))
                .node("n2", b -> b.meta(Map.of("rack", "a")))
                .node("n3", b -> b.meta(Map.of("rack", "b")));
        Spread spread = new Spread("${meta.rack}", 100, List.of());
        cluster.run(service(
                "web",
                1,
                g -> g.spreads(List.of(spread)).constraints(List.of(constraint("${node.unique.id}", "=", "n1")))));
        cluster.ineligible("n1");
        cluster.run(service("web", 2, g -> g.spreads(List.of(spread))));
        assertThat(cluster.nodesOf("web")).contains("n3");
    }
}
