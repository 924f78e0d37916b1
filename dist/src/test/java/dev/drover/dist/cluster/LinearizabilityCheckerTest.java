package dev.drover.dist.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.dist.cluster.LinearizabilityChecker.Violation;
import dev.drover.dist.cluster.Operation.Action;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LinearizabilityCheckerTest {
    private static Operation write(String value, long called, long returned) {
        return new Operation("w", "x", new Action.Write(value), called, OptionalLong.of(returned));
    }

    private static Operation lost(String value, long called) {
        return new Operation("w", "x", new Action.Write(value), called, OptionalLong.empty());
    }

    private static Operation read(@Nullable String value, long called, long returned) {
        return new Operation("r", "x", new Action.Read(value), called, OptionalLong.of(returned));
    }

    private static Operation set(@Nullable String expected, String next, boolean done, long called, long returned) {
        return new Operation(
                "c", "x", new Action.CompareAndSet(expected, next, done), called, OptionalLong.of(returned));
    }

    private static Optional<Violation> check(Operation... history) {
        return LinearizabilityChecker.check(Arrays.asList(history));
    }

    @Test
    void what_happens_one_after_the_other_is_linearizable() {
        assertThat(check(read(null, 0, 1), write("a", 2, 3), read("a", 4, 5), write("b", 6, 7), read("b", 8, 9)))
                .isEmpty();
        assertThat(check()).isEmpty();
    }

    @Test
    void a_read_that_sees_the_past_is_found() {
        Optional<Violation> violation = check(write("a", 0, 1), write("b", 2, 3), read("a", 4, 5));
        assertThat(violation).isPresent();
        assertThat(violation.orElseThrow().toString())
                .contains("register x", "after 2 operations it holds b", "r reads a of x");
    }

    @Test
    void a_lost_write_is_found() {
        assertThat(check(write("a", 0, 1), read(null, 2, 3))).isPresent();
    }

    @Test
    void a_value_that_nobody_wrote_is_found() {
        assertThat(check(write("a", 0, 1), read("z", 2, 3))).isPresent();
    }

    @Test
    void operations_at_the_same_time_may_be_seen_in_any_order() {
        assertThat(check(write("a", 0, 10), write("b", 0, 10), read("a", 11, 12)))
                .isEmpty();
        assertThat(check(write("a", 0, 10), write("b", 0, 10), read("b", 11, 12)))
                .isEmpty();
        assertThat(check(write("a", 0, 10), read(null, 1, 2), read("a", 3, 4))).isEmpty();
    }

    @Test
    void two_readers_must_agree_on_the_order() {
        // Herlihy and Wing: once the new value was seen, nobody may see the old one.
        assertThat(check(write("a", 0, 1), write("b", 2, 20), read("b", 3, 4), read("a", 5, 6)))
                .isPresent();
        assertThat(check(write("a", 0, 1), write("b", 2, 20), read("a", 3, 4), read("b", 5, 6)))
                .isEmpty();
        assertThat(check(write("a", 0, 20), write("b", 0, 20), read("a", 21, 22), read("b", 23, 24)))
                .isPresent();
    }

    @Test
    void a_write_without_an_answer_may_have_taken_effect_at_any_time_or_never() {
        assertThat(check(write("a", 0, 1), lost("b", 2), read("a", 3, 4))).isEmpty();
        assertThat(check(write("a", 0, 1), lost("b", 2), read("b", 3, 4))).isEmpty();
        assertThat(check(write("a", 0, 1), lost("b", 2), read("a", 3, 4), read("b", 5, 6), read("b", 7, 8)))
                .isEmpty();
    }

    @Test
    void a_write_without_an_answer_takes_effect_once_and_not_before_its_call() {
        assertThat(check(write("a", 0, 1), lost("b", 2), read("b", 3, 4), read("a", 5, 6)))
                .as("it cannot be undone")
                .isPresent();
        assertThat(check(write("a", 0, 1), lost("b", 2), read("b", 3, 4), write("c", 5, 6), read("b", 7, 8)))
                .as("it cannot happen twice")
                .isPresent();
        assertThat(check(write("a", 0, 1), read("b", 2, 3), lost("b", 4))).isPresent();
        assertThat(check(write("a", 0, 1), lost("b", 2), write("c", 3, 4), read("b", 5, 6)))
                .as("it may come late")
                .isEmpty();
    }

    @Test
    void compare_and_set_answers_by_what_it_found() {
        assertThat(check(set(null, "a", true, 0, 1), set("a", "b", true, 2, 3), read("b", 4, 5)))
                .isEmpty();
        assertThat(check(set(null, "a", true, 0, 1), set(null, "b", true, 2, 3)))
                .as("only one can be the first")
                .isPresent();
        assertThat(check(set(null, "a", true, 0, 5), set(null, "b", false, 0, 5), read("a", 6, 7)))
                .isEmpty();
        assertThat(check(set(null, "a", false, 0, 1))).isPresent();
    }

    @Test
    void each_key_is_a_register_of_its_own() {
        Operation other = new Operation("w", "y", new Action.Write("b"), 2, OptionalLong.of(3));
        assertThat(check(write("a", 0, 1), other, read("a", 4, 5))).isEmpty();
    }

    @Test
    void random_histories_of_a_real_register_are_linearizable_and_spoilt_ones_are_not() {
        for (int seed = 0; seed < 200; seed++) {
            List<Operation> history = ofRealRegister(new Random(seed));
            assertThat(LinearizabilityChecker.check(history))
                    .as("seed %s", seed)
                    .isEmpty();
            List<Operation> spoilt = new ArrayList<>(history);
            long after = history.stream()
                            .filter(Operation::isKnown)
                            .mapToLong(Operation::end)
                            .max()
                            .orElse(0)
                    + 1;
            spoilt.add(write("last", after, after + 1));
            spoilt.add(read(null, after + 2, after + 3));
            assertThat(LinearizabilityChecker.check(spoilt)).as("seed %s", seed).isPresent();
        }
    }

    /** Several clients, whose operations take effect at a random moment between call and return. */
    private static List<Operation> ofRealRegister(Random random) {
        record Effect(String client, long called, long at, long returned) {}
        List<Effect> effects = new ArrayList<>();
        for (int client = 0; client < 4; client++) {
            long time = random.nextInt(10);
            for (int step = 0; step < 12; step++) {
                long at = time + 1 + random.nextInt(20);
                long returned = at + 1 + random.nextInt(20);
                effects.add(new Effect("client " + client, time, at, returned));
                time = returned + random.nextInt(5);
            }
        }
        effects.sort((one, other) -> Long.compare(one.at(), other.at()));
        List<Operation> history = new ArrayList<>();
        String value = "";
        int number = 0;
        for (Effect effect : effects) {
            boolean writes = number == 0 || random.nextBoolean();
            if (writes) {
                value = "v" + ++number;
            }
            boolean answered = !writes || random.nextInt(5) > 0;
            history.add(new Operation(
                    effect.client(),
                    "x",
                    writes ? new Action.Write(value) : new Action.Read(value),
                    effect.called(),
                    answered ? OptionalLong.of(effect.returned()) : OptionalLong.empty()));
        }
        return history;
    }
}
