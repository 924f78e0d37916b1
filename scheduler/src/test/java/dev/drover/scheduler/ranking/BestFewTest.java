package dev.drover.scheduler.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BestFewTest {
    private record Offer(double score, int place) {}

    private static List<Offer> ranks(BestFew few) {
        List<Offer> ranks = new ArrayList<>();
        for (int rank = 0; rank < few.size(); rank++) {
            ranks.add(new Offer(few.score(rank), few.place(rank)));
        }
        return ranks;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 16})
    void they_are_the_first_of_a_sorted_list(int most) {
        Random random = new Random(most);
        BestFew few = new BestFew(most);
        for (int round = 0; round < 50; round++) {
            few.clear();
            List<Offer> all = new ArrayList<>();
            int offers = random.nextInt(30);
            for (int place = 0; place < offers; place++) {
                all.add(new Offer(random.nextInt(6) / 4.0 - 0.5, place * 7 % 31));
            }
            all.forEach(offer -> few.offer(offer.score(), offer.place()));
            List<Offer> expected = all.stream()
                    .sorted(Comparator.comparingDouble((Offer offer) -> -offer.score())
                            .thenComparingInt(Offer::place))
                    .limit(most)
                    .toList();
            assertThat(ranks(few)).isEqualTo(expected);
        }
    }

    @Test
    void what_is_admitted_would_be_taken_in_and_nothing_else() {
        Random random = new Random(11);
        BestFew few = new BestFew(3);
        for (int place = 0; place < 200; place++) {
            double score = random.nextInt(10);
            boolean admitted = few.admits(score, place);
            few.offer(score, place);
            assertThat(ranks(few).contains(new Offer(score, place))).isEqualTo(admitted);
        }
    }

    @Test
    void once_cleared_there_is_room_for_anyone() {
        BestFew few = new BestFew(1);
        few.offer(1.0, 1);
        few.clear();
        assertThat(few.size()).isZero();
        few.offer(-5.0, 9);
        assertThat(ranks(few)).containsExactly(new Offer(-5.0, 9));
    }

    @Test
    void negative_scores_are_ranked_like_others() {
        BestFew few = new BestFew(2);
        few.offer(-0.5, 1);
        few.offer(-0.25, 2);
        few.offer(-1.0, 3);
        assertThat(ranks(few)).containsExactly(new Offer(-0.25, 2), new Offer(-0.5, 1));
    }
}
