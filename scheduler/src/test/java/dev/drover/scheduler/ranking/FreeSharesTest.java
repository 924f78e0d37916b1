package dev.drover.scheduler.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FreeSharesTest {
    private final FreeShares shares = new FreeShares();

    @ParameterizedTest(name = "{0} of {1} in use")
    @CsvSource({
        "    0, 1000, 10.0",
        " 1000, 1000,  1.0",
        "  500, 1000,  3.16227766",
        "  250, 1000,  5.62341325",
        "  750, 1000,  1.77827941",
        " 1500, 1000,  0.31622777",
        " 2000, 1000,  0.1",
        "-1000, 1000, 100.0",
        "    0,    0,  1.0",
        "  100,    0,  1.0",
        "    0,   -5,  1.0",
        "    0,    1, 10.0",
    })
    void ten_to_the_power_of_the_free_share(long using, long having, double expected) {
        assertThat(shares.power(using, having)).isCloseTo(expected, within(1e-7));
    }

    @Test
    void an_answer_that_is_kept_is_the_same_as_one_that_is_worked_out() {
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            long having = 1 + random.nextInt(40) * 1000L;
            long using = random.nextInt(20) * 250L;
            double expected = Math.pow(10, 1.0 - (double) using / (double) having);
            assertThat(shares.power(using, having)).isEqualTo(expected);
        }
    }
}
