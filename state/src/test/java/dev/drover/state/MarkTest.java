package dev.drover.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Marks never contradict the order of texts. */
class MarkTest {
    private static final String LETTERS = "0019afg-:/`A\u00e9\u0000";

    @Property(tries = 50)
    void of_two_texts_the_one_with_the_lesser_mark_is_the_lesser(@ForAll long seed) {
        Random random = new Random(seed);
        for (int count = 0; count < 1_000; count++) {
            String one = text(random);
            String other = text(random);
            int order = Integer.compare(Mark.of(one), Mark.of(other));
            if (order != 0) {
                assertThat(Integer.signum(one.compareTo(other)))
                        .as("'%s' and '%s'", one, other)
                        .isEqualTo(order);
            }
        }
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(11); left > 0; left--) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }

    @Test
    void uuids_that_begin_differently_have_different_marks() {
        Random random = new Random(7);
        for (int count = 0; count < 1_000; count++) {
            String one = new UUID(random.nextLong(), random.nextLong()).toString();
            String other = new UUID(random.nextLong(), random.nextLong()).toString();
            assertThat(Mark.of(one) == Mark.of(other))
                    .isEqualTo(one.substring(0, 8).equals(other.substring(0, 8)));
        }
    }

    @Test
    void keys_of_another_kind_have_all_the_same() {
        assertThat(Mark.of(Samples.id("one"))).isEqualTo(Mark.of(Samples.id("other")));
    }
}
