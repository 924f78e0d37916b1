package dev.drover.scheduler.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LeaderboardTest {
    private static final int[] NOBODY = {};

    private record Entry(int place, int combination, int entries, double sum) {
        double mean(double[] spreads) {
            double spread = spreads[combination];
            return (sum + spread) / (entries + (spread == 0 ? 0 : 1));
        }
    }

    private static List<Integer> best(Leaderboard board, int most, double[] spreads, int... leftOut) {
        BestFew few = new BestFew(most);
        board.best(spreads, leftOut, few);
        List<Integer> places = new ArrayList<>();
        for (int rank = 0; rank < few.size(); rank++) {
            places.add(few.place(rank));
        }
        return places;
    }

    /** Halves and quarters, so that equal scores are equal to the last bit. */
    private static double quarters(Random random) {
        return (random.nextInt(17) - 8) / 4.0;
    }

    private static List<Integer> sorted(Map<Integer, Entry> model, int most, double[] spreads, int[] leftOut) {
        return model.values().stream()
                .filter(entry -> Arrays.stream(leftOut).noneMatch(place -> place == entry.place()))
                .sorted(Comparator.comparingDouble((Entry entry) -> -entry.mean(spreads))
                        .thenComparingInt(Entry::place))
                .limit(most)
                .map(Entry::place)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void the_best_few_are_those_of_a_sorted_list(long seed) {
        Random random = new Random(seed);
        int combinations = 1 + random.nextInt(4);
        Leaderboard board = new Leaderboard(60, combinations);
        Map<Integer, Entry> model = new TreeMap<>();
        for (int step = 0; step < 600; step++) {
            int place = random.nextInt(60);
            if (model.remove(place) != null) {
                board.remove(place);
            }
            if (random.nextInt(3) > 0) {
                Entry entry = new Entry(place, random.nextInt(combinations), 1 + random.nextInt(3), quarters(random));
                model.put(place, entry);
                board.add(place, entry.combination(), entry.sum(), entry.entries());
            }
            double[] spreads =
                    random.doubles(combinations).map(any -> quarters(random)).toArray();
            int[] leftOut = random.ints(random.nextInt(4), 0, 60).toArray();
            assertThat(best(board, 5, spreads, leftOut)).isEqualTo(sorted(model, 5, spreads, leftOut));
        }
    }

    @Test
    void a_spread_of_zero_is_no_entry_of_the_mean_and_any_other_is() {
        Leaderboard board = new Leaderboard(2, 2);
        board.add(0, 0, 0.5, 1);
        board.add(1, 1, 0.5, 1);
        assertThat(best(board, 1, new double[] {0, 0.25})).containsExactly(0);
        assertThat(best(board, 1, new double[] {0.25, 0})).containsExactly(1);
        assertThat(best(board, 1, new double[] {0.75, 0})).containsExactly(0);
    }

    @Test
    void a_place_with_more_entries_is_ranked_by_its_mean_and_not_by_its_sum() {
        Leaderboard board = new Leaderboard(2, 1);
        board.add(0, 0, 1.2, 2);
        board.add(1, 0, 0.7, 1);
        assertThat(best(board, 2, new double[] {0})).containsExactly(1, 0);
    }

    @Test
    void all_seven_entries_that_a_score_can_have_find_a_bucket() {
        Leaderboard board = new Leaderboard(7, 1);
        for (int entries = 1; entries <= 7; entries++) {
            board.add(entries - 1, 0, 1.0, entries);
        }
        assertThat(best(board, 7, new double[] {0})).containsExactly(0, 1, 2, 3, 4, 5, 6);
    }

    @Test
    void of_equals_the_lowest_place_is_best_whatever_order_they_came_in() {
        Leaderboard board = new Leaderboard(5, 2);
        for (int place : new int[] {3, 1, 4, 0, 2}) {
            board.add(place, place % 2, 1.0, 1);
        }
        assertThat(best(board, 3, new double[] {0, 0})).containsExactly(0, 1, 2);
    }

    @Test
    void who_is_left_out_does_not_hide_those_behind() {
        Leaderboard board = new Leaderboard(4, 1);
        for (int place = 0; place < 4; place++) {
            board.add(place, 0, 4 - place, 1);
        }
        assertThat(best(board, 5, new double[] {0}, 0, 1)).containsExactly(2, 3);
    }

    @Test
    void an_empty_board_has_no_best() {
        assertThat(best(new Leaderboard(3, 2), 5, new double[] {0, 0}, NOBODY)).isEmpty();
    }

    @Test
    void taking_out_what_is_not_there_changes_nothing() {
        Leaderboard board = new Leaderboard(3, 1);
        board.add(1, 0, 1.0, 1);
        board.remove(0);
        board.remove(1);
        board.remove(1);
        assertThat(board.holds(1)).isFalse();
        board.add(1, 0, 2.0, 1);
        assertThat(board.holds(1)).isTrue();
        assertThat(best(board, 3, new double[] {0})).containsExactly(1);
    }
}
