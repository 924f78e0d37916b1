package dev.drover.scheduler.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.drover.model.job.Job;
import dev.drover.model.job.Spread;
import dev.drover.model.job.SpreadTarget;
import dev.drover.model.node.Node;
import dev.drover.scheduler.JobFiles;
import dev.drover.scheduler.Machines;
import dev.drover.scheduler.Rooms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How welcome one more allocation is for a value, worked by hand from the published formulas. */
final class SpreadBlockTest {
    /** The values a, b and c, with the codes 0, 1 and 2. */
    private static final Column LETTERS =
            Column.of(4, node -> node == 3 ? Optional.empty() : Optional.of("abc".substring(node, node + 1)));

    private static ValueCounts counts(String text) {
        ValueCounts counts = new ValueCounts(LETTERS);
        String[] each = text.split(" ", -1);
        for (int code = 0; code < each.length; code++) {
            counts.add(code, Integer.parseInt(each[code]));
        }
        return counts;
    }

    private static double score(Spread spread, int count, double weights, String counts, String value) {
        return new SpreadBlock(spread, count, weights, LETTERS, counts(counts)).score("abc".indexOf(value));
    }

    private static Spread targets(String... targets) {
        List<SpreadTarget> all = new ArrayList<>();
        for (String target : targets) {
            all.add(new SpreadTarget(target.substring(0, 1), Integer.parseInt(target.substring(1))));
        }
        return new Spread("${meta.letter}", 100, all);
    }

    @ParameterizedTest(name = "a 70 %, b 20 %, the rest 10 % of 10; {1} with {0} there")
    @CsvSource({
        "0 0 0,   a,  0.857142857",
        "6 0 0,   a,  0.0",
        "7 0 0,   a, -0.142857143",
        "13 0 0,  a, -1.0",
        "0 0 0,   b,  0.5",
        "0 1 0,   b,  0.0",
        "0 2 0,   b, -0.5",
        "0 0 0,   c,  0.0",
        "0 0 1,   c, -1.0",
        "0 0 3,   c, -3.0",
        "9 9 0,   c,  0.0",
    })
    void towards_targets_it_is_the_share_of_the_target_that_is_still_missing(
            String counts, String value, double expected) {
        assertThat(score(targets("a70", "b20"), 10, 100, counts, value)).isCloseTo(expected, within(1e-9));
    }

    @ParameterizedTest(name = "{0} of {1} allocations, {2} there")
    @CsvSource({
        " 50, 3, 0,  0.333333333",
        " 50, 3, 1, -0.333333333",
        " 33, 3, 0, -0.010101010",
        "100, 1, 0,  0.0",
        "  1, 100, 0, 0.0",
        "  1, 10, 0, -9.0",
    })
    void targets_are_not_rounded_to_whole_allocations(int percent, int count, int there, double expected) {
        assertThat(score(targets("a" + percent), count, 100, there + " 0 0", "a"))
                .isCloseTo(expected, within(1e-9));
    }

    @ParameterizedTest(name = "weight {0} of {1}")
    @CsvSource({"100, 100, 0.5", "50, 100, 0.25", "25, 100, 0.125", "10, 200, 0.025", "0, 100, 0.0"})
    void a_target_counts_as_much_as_the_weight_of_its_spread(int weight, double weights, double expected) {
        Spread spread = new Spread("${meta.letter}", weight, List.of(new SpreadTarget("a", 20)));
        assertThat(score(spread, 10, weights, "0 0 0", "a")).isCloseTo(expected, within(1e-12));
    }

    @Test
    void without_a_weight_a_spread_counts_for_fifty() {
        Spread spread = new Spread("${meta.letter}", null, List.of(new SpreadTarget("a", 20)));
        assertThat(SpreadBlock.weight(spread)).isEqualTo(50);
        assertThat(score(spread, 10, 100, "0 0 0", "a")).isCloseTo(0.25, within(1e-12));
    }

    @Test
    void spreads_that_all_weigh_nothing_add_nothing_towards_targets() {
        Spread spread = new Spread("${meta.letter}", 0, List.of(new SpreadTarget("a", 20)));
        assertThat(score(spread, 10, 0, "0 0 0", "a")).isZero();
    }

    @Test
    void a_value_that_gets_nothing_is_as_unwelcome_as_can_be_whatever_the_weight() {
        assertThat(score(targets("a60", "b40"), 10, 1000, "0 0 0", "c")).isEqualTo(-1.0);
        assertThat(score(targets("a100", "c0"), 10, 1000, "0 0 0", "c")).isEqualTo(-1.0);
        assertThat(score(targets("a80", "b40"), 10, 1000, "0 0 0", "c")).isEqualTo(-1.0);
    }

    @Test
    void a_node_without_the_attribute_is_as_unwelcome_as_can_be() {
        Spread even = new Spread("${meta.letter}", 100, List.of());
        assertThat(new SpreadBlock(even, 10, 100, LETTERS, counts("0 0 0")).score(Column.NONE))
                .isEqualTo(-1.0);
        assertThat(new SpreadBlock(targets("a50"), 10, 100, LETTERS, counts("0 0 0")).score(Column.NONE))
                .isEqualTo(-1.0);
    }

    @ParameterizedTest(name = "{1} with {0} there")
    @CsvSource({
        "0 0 0, a,  0.0",
        "0 0 0, c,  0.0",
        "1 0 0, a, -1.0",
        "1 0 0, b,  1.0",
        "1 1 1, b, -1.0",
        "2 1 0, a, -1.0",
        "2 1 0, b,  1.0",
        "2 1 0, c,  1.0",
        "3 3 3, c, -1.0",
        "4 2 2, a, -1.0",
        "4 2 2, b,  1.0",
        "5 4 4, a, -0.25",
        "5 4 4, c,  0.25",
        "6 2 4, a, -2.0",
        "6 2 4, b,  2.0",
        "6 2 4, c, -1.0",
        "7 0 0, a, -1.0",
    })
    void an_even_spread_draws_to_the_values_with_the_fewest(String counts, String value, double expected) {
        assertThat(score(new Spread("${meta.letter}", 100, List.of()), 10, 100, counts, value))
                .isCloseTo(expected, within(1e-12));
    }

    @Test
    void an_even_spread_counts_in_full_whatever_its_weight() {
        Spread light = new Spread("${meta.letter}", 1, List.of());
        assertThat(score(light, 10, 100, "5 4 4", "a")).isEqualTo(-0.25);
    }

    private static Node machine(String id, String rack, String zone) {
        return Machines.machine(id, b -> b.meta(Map.of("rack", rack, "zone", zone)));
    }

    @Test
    void the_spreads_of_group_and_job_are_added_up_for_each_combination_of_values() {
        Inventory inventory = Inventory.of(
                Rooms.state(machine("n1", "r1", "z1"), machine("n2", "r2", "z1"), machine("n3", "r2", "")));
        Footprint footprint = Footprint.of(inventory, List.of());
        footprint.add(0, "g");
        Spread rack = new Spread("${meta.rack}", 25, List.of(new SpreadTarget("r1", 50), new SpreadTarget("r2", 50)));
        Spread zone = new Spread("${meta.zone}", 75, List.of(new SpreadTarget("z1", 100)));
        Job job =
                JobFiles.with(JobFiles.service("web", 4, g -> g.spreads(List.of(rack))), j -> j.spreads(List.of(zone)));
        Spreading spreading = new Spreading(job, job.taskGroups().getFirst(), footprint);
        // r1 is at its 2 with one more, and z1 at 2 of 4; r2 would have 1 of 2.
        assertThat(score(spreading, 0)).isCloseTo(0.0 * 0.25 + 0.5 * 0.75, within(1e-12));
        assertThat(score(spreading, 1)).isCloseTo(0.5 * 0.25 + 0.5 * 0.75, within(1e-12));
        assertThat(score(spreading, 2)).isCloseTo(0.5 * 0.25 - 1, within(1e-12));
    }

    private static double score(Spreading spreading, int number) {
        int combination = spreading.combinations().of(number);
        assertThat(spreading.scores()[combination]).isEqualTo(spreading.score(combination));
        return spreading.score(combination);
    }

    @Test
    void scores_follow_what_is_placed_and_taken_away() {
        Footprint footprint =
                Footprint.of(Inventory.of(Rooms.state(machine("n1", "r1", ""), machine("n2", "r2", ""))), List.of());
        Job job = JobFiles.service("web", 4, g -> g.spreads(List.of(new Spread("${meta.rack}", 100, List.of()))));
        Spreading spreading = new Spreading(job, job.taskGroups().getFirst(), footprint);
        assertThat(score(spreading, 0)).isZero();
        footprint.add(0, "g");
        assertThat(score(spreading, 0)).isEqualTo(-1.0);
        assertThat(score(spreading, 1)).isEqualTo(1.0);
        footprint.remove(0, "g");
        assertThat(score(spreading, 1)).isZero();
    }

    @Test
    void allocations_of_another_group_do_not_count_for_the_spread() {
        Footprint footprint =
                Footprint.of(Inventory.of(Rooms.state(machine("n1", "r1", ""), machine("n2", "r2", ""))), List.of());
        footprint.add(0, "other");
        Job job = JobFiles.service("web", 4, g -> g.spreads(List.of(new Spread("${meta.rack}", 100, List.of()))));
        assertThat(score(new Spreading(job, job.taskGroups().getFirst(), footprint), 0))
                .isZero();
    }

    @Test
    void without_spreads_there_is_one_combination_with_nothing_to_say() {
        Footprint footprint = Footprint.of(Inventory.of(Rooms.state(machine("n1", "r1", ""))), List.of());
        Job job = JobFiles.service("web", 4);
        Spreading spreading = new Spreading(job, job.taskGroups().getFirst(), footprint);
        assertThat(spreading.scores()).containsExactly(0.0);
    }
}
