package dev.drover.scheduler.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.NodeScoreMeta;
import dev.drover.model.job.Job;
import dev.drover.model.job.Spread;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.node.Node;
import dev.drover.model.volume.VolumeRequestBuilder;
import dev.drover.scheduler.JobFiles;
import dev.drover.scheduler.Machines;
import dev.drover.scheduler.Rooms;
import dev.drover.scheduler.feasibility.Operators;
import dev.drover.scheduler.room.Demand;
import dev.drover.scheduler.room.Grant;
import dev.drover.scheduler.room.NodeRoom;
import dev.drover.scheduler.room.Shortfall;
import dev.drover.state.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GroupRankingTest {
    private final SplittableRandom random = new SplittableRandom(7);
    private final Set<String> asked = new HashSet<>();

    /** A demand of so much that looks at what the node has left, and has something else to say in the end. */
    private final class Picky implements Demand {
        private final Grant.Given grant = Rooms.given(500, 500);
        private final Map<String, Shortfall> lastWord;

        Picky(Map<String, Shortfall> lastWord) {
            this.lastWord = lastWord;
        }

        @Override
        public Grant ask(NodeRoom room, RandomGenerator any) {
            asked.add(room.node().id());
            Shortfall refusal = lastWord.get(room.node().id());
            return refusal == null ? weigh(room) : new Grant.Refused(refusal);
        }

        @Override
        public Grant weigh(NodeRoom room) {
            long free = 4000 - room.usage().cpuMhz();
            return free >= 500 ? grant : new Grant.Refused(new Shortfall.Amount(Shortfall.Dimension.CPU, 500, free));
        }
    }

    private static final class Bench {
        final Pool pool;
        final Footprint footprint;
        final GroupRanking ranking;

        Bench(Job job, State state, Demand demand) {
            Inventory inventory = Inventory.of(state);
            this.pool = new Pool(job, state, inventory, new SplittableRandom(3));
            this.footprint = Footprint.of(inventory, List.of());
            TaskGroup group = job.taskGroups().getFirst();
            this.ranking = new GroupRanking(job, group, pool, demand, footprint, Algorithm.BINPACK, new Operators());
        }

        void take(Choice.Chosen chosen) {
            chosen.room().take(chosen.grant());
            footprint.add(chosen.number(), "g");
            pool.changed(chosen.number());
        }
    }

    private static State machines(int count) {
        return Rooms.state(IntStream.rangeClosed(1, count)
                .mapToObj(number -> Machines.machine("n" + number, b -> b.nodeClass("c" + number % 2)))
                .toArray(Node[]::new));
    }

    private Choice choose(Bench bench, String... penalised) {
        return bench.ranking.choose(Set.of(penalised), Optional.empty(), random);
    }

    private Choice.Chosen chosen(Bench bench, String... penalised) {
        return (Choice.Chosen) choose(bench, penalised);
    }

    private static String node(Choice.Chosen chosen) {
        return chosen.room().node().id();
    }

    @Test
    void the_first_of_equals_is_the_one_with_the_lowest_place() {
        Bench bench = new Bench(JobFiles.service("web", 1), machines(6), new Picky(Map.of()));
        assertThat(chosen(bench).room()).isSameAs(bench.pool.room(0));
        assertThat(asked).as("only the winner is asked for good").hasSize(1);
    }

    @Test
    void choosing_changes_nothing_so_that_the_same_is_chosen_again() {
        Bench bench = new Bench(JobFiles.service("web", 1), machines(6), new Picky(Map.of()));
        assertThat(node(chosen(bench))).isEqualTo(node(chosen(bench)));
    }

    @Test
    void a_penalty_is_worse_than_any_other_node() {
        Bench bench = new Bench(JobFiles.service("web", 1), machines(3), new Picky(Map.of()));
        String first = node(chosen(bench));
        String second = node(chosen(bench, first));
        assertThat(second).isNotEqualTo(first);
        assertThat(node(chosen(bench, first, second))).isNotIn(first, second);
    }

    @Test
    void a_penalised_node_is_still_better_than_none() {
        Bench bench = new Bench(JobFiles.service("web", 1), machines(1), new Picky(Map.of()));
        Choice.Chosen chosen = chosen(bench, "n1", "unheard-of");
        assertThat(node(chosen)).isEqualTo("n1");
        assertThat(chosen.metric().scoreMetaData().getFirst().scores()).containsEntry("node-reschedule-penalty", -1.0);
    }

    @Test
    void a_preferred_node_is_taken_before_better_ones() {
        Bench bench = new Bench(JobFiles.service("web", 4), machines(3), new Picky(Map.of()));
        bench.take(chosen(bench));
        String neighbour = bench.pool.room(0).node().id();
        Choice preferred = bench.ranking.choose(Set.of(neighbour), Optional.of(neighbour), random);
        assertThat(node((Choice.Chosen) preferred)).isEqualTo(neighbour);
        List<NodeScoreMeta> told = preferred.metric().scoreMetaData();
        assertThat(told).hasSize(1);
        assertThat(told.getFirst().scores())
                .containsEntry("job-anti-affinity", -0.5)
                .containsEntry("node-reschedule-penalty", -1.0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"n9", "n2"})
    void a_preferred_node_that_is_gone_or_refuses_leaves_the_choice_to_the_score(String preferred) {
        Shortfall port = new Shortfall.DynamicPorts("http");
        Bench bench = new Bench(JobFiles.service("web", 1), machines(3), new Picky(Map.of("n2", port)));
        Choice choice = bench.ranking.choose(Set.of(), Optional.of(preferred), random);
        assertThat(node((Choice.Chosen) choice)).isIn("n1", "n3");
    }

    @Test
    void who_refuses_in_the_end_is_counted_and_the_next_best_is_asked() {
        Shortfall port = new Shortfall.DynamicPorts("http");
        Bench bench = new Bench(JobFiles.service("web", 1), machines(3), new Picky(Map.of("n1", port, "n2", port)));
        Choice.Chosen chosen = chosen(bench);
        assertThat(node(chosen)).isEqualTo("n3");
        Choice again = choose(bench);
        assertThat(again.metric().dimensionExhausted().getOrDefault("network: dynamic port selection failed", 0))
                .isEqualTo(asked.size() - 1);
    }

    @Test
    void a_node_that_refused_is_asked_again_once_it_has_changed() {
        Shortfall port = new Shortfall.DynamicPorts("http");
        Map<String, Shortfall> refusals = new HashMap<>(Map.of("n1", port));
        Bench bench = new Bench(JobFiles.service("web", 1), machines(1), new Picky(refusals));
        assertThat(choose(bench)).isInstanceOf(Choice.NoneFits.class);
        refusals.clear();
        assertThat(choose(bench)).as("nobody said that it changed").isInstanceOf(Choice.NoneFits.class);
        bench.pool.changed(0);
        assertThat(node(chosen(bench))).isEqualTo("n1");
        assertThat(choose(bench).metric().nodesExhausted()).isZero();
    }

    @Test
    void a_quota_that_holds_everywhere_ends_the_search_at_the_first_node() {
        Shortfall over = new Shortfall.OverQuota("gold", List.of("cpu exhausted"), true);
        Bench bench = new Bench(
                JobFiles.service("web", 1), machines(3), new Picky(Map.of("n1", over, "n2", over, "n3", over)));
        Choice.NoneFits none = (Choice.NoneFits) choose(bench);
        assertThat(none.overQuota()).isTrue();
        assertThat(none.metric().quotaExhausted()).containsExactly("cpu exhausted");
        assertThat(none.metric().nodesExhausted()).isZero();
        assertThat(asked).hasSize(1);
    }

    @Test
    void a_quota_that_is_about_some_nodes_leads_to_the_others() {
        Shortfall over = new Shortfall.OverQuota("gold", List.of("device gpu exhausted"), false);
        Bench bench = new Bench(JobFiles.service("web", 1), machines(3), new Picky(Map.of("n1", over, "n3", over)));
        assertThat(node(chosen(bench))).isEqualTo("n2");
    }

    @Test
    void a_quota_that_refuses_every_node_by_itself_is_told_once_for_each_dimension() {
        Shortfall big = new Shortfall.OverQuota("gold", List.of("pool big"), false);
        Shortfall small = new Shortfall.OverQuota("gold", List.of("pool small"), false);
        Bench bench = new Bench(
                JobFiles.service("web", 1), machines(3), new Picky(Map.of("n1", big, "n2", small, "n3", big)));
        Choice.NoneFits none = (Choice.NoneFits) choose(bench);
        assertThat(none.overQuota()).isFalse();
        assertThat(none.metric().quotaExhausted()).containsExactlyInAnyOrder("pool big", "pool small");
        assertThat(none.metric().dimensionExhausted()).isEqualTo(Map.of("quota", 3));
        assertThat(none.metric().classExhausted()).isEqualTo(Map.of("c0", 1, "c1", 2));
    }

    @Test
    void nodes_fill_up_one_after_the_other_until_none_is_left() {
        Bench bench = new Bench(JobFiles.service("web", 100), machines(4), new Picky(Map.of()));
        int placed = 0;
        while (choose(bench) instanceof Choice.Chosen chosen) {
            bench.take(chosen);
            placed++;
        }
        assertThat(placed).isEqualTo(32);
        assertThat(choose(bench).metric().dimensionExhausted()).isEqualTo(Map.of("cpu", 4));
        assertThat(choose(bench).metric().scoreMetaData()).isEmpty();
    }

    /** A ranking that rested looks at everything again, and must come to the same. */
    @Test
    void a_ranking_that_rested_goes_on_where_it_stopped() {
        Spread spread = new Spread("${node.class}", 100, List.of());
        Job job = JobFiles.service("web", 40, g -> g.spreads(List.of(spread)));
        Bench steady = new Bench(job, machines(9), new Picky(Map.of()));
        Bench resting = new Bench(job, machines(9), new Picky(Map.of()));
        Random dice = new Random(4);
        for (int i = 0; i < 40; i++) {
            Choice.Chosen left = chosen(steady);
            Choice.Chosen right = chosen(resting);
            assertThat(node(right)).isEqualTo(node(left));
            assertThat(right.metric().scoreMetaData()).isEqualTo(left.metric().scoreMetaData());
            steady.take(left);
            resting.take(right);
            if (dice.nextBoolean()) {
                resting.ranking.rest();
            }
        }
    }

    @Test
    void no_more_than_five_nodes_are_told_and_the_best_comes_first() {
        Bench bench = new Bench(JobFiles.service("web", 20), machines(9), new Picky(Map.of()));
        List<String> taken = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            Choice.Chosen chosen = chosen(bench);
            List<NodeScoreMeta> told = chosen.metric().scoreMetaData();
            assertThat(told).hasSize(5);
            assertThat(told.getFirst().nodeId()).isEqualTo(node(chosen));
            assertThat(told).isSortedAccordingTo((a, b) -> Double.compare(b.normScore(), a.normScore()));
            bench.take(chosen);
            taken.add(node(chosen));
        }
        assertThat(taken).doesNotHaveDuplicates();
    }

    @Test
    void what_the_group_asks_for_tells_what_it_has_to_wait_for() {
        Job job = JobFiles.service(
                "web",
                1,
                g -> g.constraints(List.of(JobFiles.constraint("${node.unique.id}", "=", "n9")))
                        .volumes(Map.of(
                                "disk",
                                VolumeRequestBuilder.builder()
                                        .name("disk")
                                        .type("csi")
                                        .source("vol-1")
                                        .build(),
                                "local",
                                VolumeRequestBuilder.builder()
                                        .name("local")
                                        .type("host")
                                        .source("data")
                                        .build())));
        Bench bench = new Bench(job, machines(2), new Picky(Map.of()));
        assertThat(bench.ranking.escapesClass()).isTrue();
        assertThat(bench.ranking.volumes()).containsExactly("vol-1");
        Bench plain = new Bench(JobFiles.service("web", 1), machines(2), new Picky(Map.of()));
        assertThat(plain.ranking.escapesClass()).isFalse();
        assertThat(plain.ranking.volumes()).isEmpty();
    }
}
