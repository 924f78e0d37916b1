package dev.drover.scheduler.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.AllocationMetric;
import dev.drover.model.alloc.NodeScoreMeta;
import dev.drover.model.node.Node;
import dev.drover.scheduler.JobFiles;
import dev.drover.scheduler.Machines;
import dev.drover.scheduler.Rooms;
import dev.drover.scheduler.feasibility.Veto;
import dev.drover.state.State;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class CountersTest {
    private static final Node SMALL = Machines.machine("n1", b -> b.nodeClass("small"));
    private static final Node BIG = Machines.machine("n2", b -> b.nodeClass("big"));
    private static final Node PLAIN = Machines.machine("n3", b -> b.datacenter("dc2"));

    private final Counters counters = new Counters(pool());

    private static Pool pool() {
        State state = Rooms.state(SMALL, BIG, PLAIN);
        return new Pool(JobFiles.service("web", 1), state, Inventory.of(state), new SplittableRandom(1));
    }

    private AllocationMetric metric() {
        return counters.metric(List.of());
    }

    @Test
    void before_anyone_is_refused_the_pool_is_all_there_is_to_tell() {
        assertThat(metric().nodesEvaluated()).isEqualTo(3);
        assertThat(metric().nodesInPool()).isEqualTo(3);
        assertThat(metric().nodePool()).isEqualTo("default");
        assertThat(metric().nodesAvailable()).isEqualTo(Map.of("dc1", 2, "dc2", 1));
        assertThat(metric().nodesFiltered()).isZero();
        assertThat(metric().nodesExhausted()).isZero();
        assertThat(metric().constraintFiltered()).isEmpty();
        assertThat(metric().dimensionExhausted()).isEmpty();
    }

    @Test
    void what_a_node_can_never_do_and_what_it_has_no_room_for_are_counted_apart() {
        counters.add(SMALL, Veto.filtered("missing drivers"));
        counters.add(BIG, Veto.exhausted("memory"));
        assertThat(metric().nodesFiltered()).isEqualTo(1);
        assertThat(metric().constraintFiltered()).isEqualTo(Map.of("missing drivers", 1));
        assertThat(metric().classFiltered()).isEqualTo(Map.of("small", 1));
        assertThat(metric().nodesExhausted()).isEqualTo(1);
        assertThat(metric().dimensionExhausted()).isEqualTo(Map.of("memory", 1));
        assertThat(metric().classExhausted()).isEqualTo(Map.of("big", 1));
    }

    @Test
    void a_node_without_a_class_counts_for_its_reason_only() {
        counters.add(PLAIN, Veto.filtered("missing drivers"));
        counters.add(PLAIN, Veto.exhausted("cpu"));
        assertThat(metric().classFiltered()).isEmpty();
        assertThat(metric().classExhausted()).isEmpty();
        assertThat(metric().nodesFiltered()).isEqualTo(1);
        assertThat(metric().nodesExhausted()).isEqualTo(1);
    }

    @Test
    void what_is_taken_back_leaves_no_zero_behind() {
        counters.add(SMALL, Veto.exhausted("cpu"));
        counters.remove(SMALL, Veto.exhausted("cpu"));
        assertThat(metric().dimensionExhausted()).isEmpty();
        assertThat(metric().classExhausted()).isEmpty();
        assertThat(metric().nodesExhausted()).isZero();
    }

    @Test
    void a_metric_that_was_given_away_stays_as_it_was() {
        counters.add(SMALL, Veto.exhausted("cpu"));
        AllocationMetric before = metric();
        counters.add(BIG, Veto.exhausted("cpu"));
        assertThat(before.dimensionExhausted()).isEqualTo(Map.of("cpu", 1));
        assertThat(metric().dimensionExhausted()).isEqualTo(Map.of("cpu", 2));
    }

    @Test
    void the_best_nodes_are_told_with_the_counts() {
        counters.add(SMALL, Veto.exhausted("cpu"));
        NodeScoreMeta best = new NodeScoreMeta("n2", Map.of("binpack", 0.5), 0.5);
        assertThat(counters.metric(List.of(best)).scoreMetaData()).containsExactly(best);
        assertThat(counters.metric(List.of(best)).dimensionExhausted()).isEqualTo(Map.of("cpu", 1));
        assertThat(metric().scoreMetaData()).isEmpty();
    }

    @Test
    void counts_are_those_of_the_refusals_that_stand() {
        List<Node> nodes = List.of(SMALL, BIG, PLAIN);
        List<Veto> vetoes =
                List.of(Veto.filtered("a"), Veto.filtered("b"), Veto.exhausted("cpu"), Veto.exhausted("memory"));
        Random random = new Random(17);
        List<Map.Entry<Node, Veto>> standing = new ArrayList<>();
        for (int step = 0; step < 300; step++) {
            if (!standing.isEmpty() && random.nextBoolean()) {
                Collections.shuffle(standing, random);
                Map.Entry<Node, Veto> gone = standing.removeLast();
                counters.remove(gone.getKey(), gone.getValue());
            } else {
                Map.Entry<Node, Veto> more = Map.entry(nodes.get(random.nextInt(3)), vetoes.get(random.nextInt(4)));
                standing.add(more);
                counters.add(more.getKey(), more.getValue());
            }
            assertThat(metric().nodesFiltered()).isEqualTo(count(standing, "", "a") + count(standing, "", "b"));
            assertThat(metric().constraintFiltered().getOrDefault("a", 0)).isEqualTo(count(standing, "", "a"));
            assertThat(metric().dimensionExhausted().getOrDefault("cpu", 0)).isEqualTo(count(standing, "", "cpu"));
            assertThat(metric().classExhausted().getOrDefault("big", 0))
                    .isEqualTo(count(standing, "big", "cpu") + count(standing, "big", "memory"));
        }
    }

    private static int count(List<Map.Entry<Node, Veto>> standing, String nodeClass, String reason) {
        return (int) standing.stream()
                .filter(entry -> entry.getValue().reason().equals(reason))
                .filter(entry ->
                        nodeClass.isEmpty() || entry.getKey().nodeClass().equals(nodeClass))
                .count();
    }
}
