package dev.drover.server.eval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.eval.Evaluation;
import dev.drover.model.eval.EvaluationBuilder;
import dev.drover.model.eval.EvaluationStatus;
import dev.drover.model.node.SchedulingEligibility;
import dev.drover.scheduler.Schedulers;
import dev.drover.server.ManualTime;
import dev.drover.server.Server;
import dev.drover.server.ServerConfig;
import dev.drover.server.TestCluster;
import dev.drover.server.plan.Resources;
import dev.drover.state.JobId;
import dev.drover.state.State;
import dev.drover.state.Table;
import dev.drover.state.Watch;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Jobs that cannot ever fit are not looked at when something happens that cannot help them, however many they are. */
class WaitingCostsNothingTest {
    private static final int MANY = 100_000;
    private static final Resources NODE = new Resources(4_000, 8_192, 100_000);
    private static final Resources SMALL = new Resources(100, 64, 0);
    private static final Resources TOO_LARGE = new Resources(100_000, 500_000, 0);

    private final BlockedEvaluations blocked = new BlockedEvaluations();

    private static Evaluation evaluation(int number, Map<String, Boolean> classes) {
        return EvaluationBuilder.builder()
                .id("e" + number)
                .namespace("default")
                .jobId("job-" + number)
                .type("service")
                .priority(50)
                .createIndex(number)
                .classEligibility(classes)
                .snapshotIndex(10)
                .build();
    }

    private List<Evaluation> wake() {
        return blocked.wake(node -> Optional.of(NODE));
    }

    /** Half of them can use no node of the class small, and half are larger than any node. */
    private void fill() {
        for (int number = 0; number < MANY; number++) {
            boolean misfit = number % 2 == 0;
            blocked.block(evaluation(number, misfit ? Map.of("small", false) : Map.of()), misfit ? SMALL : TOO_LARGE);
        }
        // Arrivals are held against the news before them, of which there are none; some rounds, since each looks at a
        // limited number.
        for (int round = 0; round < MANY / 1_000; round++) {
            assertThat(wake()).isEmpty();
        }
    }

    @Test
    void news_that_cannot_help_make_nobody_of_a_hundred_thousand_be_looked_at() {
        fill();
        for (int update = 0; update < 1_000; update++) {
            blocked.capacityChanged("n" + update, "small", 11 + update);
            assertThat(wake()).isEmpty();
        }
        assertThat(blocked.size()).isEqualTo(MANY);
        assertThat(blocked.looked()).isZero();
    }

    @Test
    void one_among_a_hundred_thousand_is_found_at_once() {
        fill();
        blocked.block(evaluation(MANY, Map.of("small", true)), SMALL);
        blocked.capacityChanged("n", "small", 11);
        assertThat(wake()).extracting(Evaluation::id).containsExactly("e" + MANY);
        assertThat(blocked.looked()).isEqualTo(1);
    }

    @Test
    void a_class_that_helps_wakes_a_wave_and_not_all_of_them() {
        fill();
        blocked.capacityChanged("n", "large", 11);
        List<Evaluation> woken = wake();
        assertThat(woken).isNotEmpty().hasSizeLessThanOrEqualTo(BlockedEvaluations.WAVE_LIMIT);
        assertThat(woken).allMatch(evaluation -> evaluation.classEligibility().containsKey("small"));
        assertThat(blocked.looked()).isLessThanOrEqualTo(BlockedEvaluations.WAVE_LIMIT + 1);
    }

    @Test
    void a_server_calls_no_scheduler_for_jobs_that_cannot_fit() throws InterruptedException {
        AtomicInteger calls = new AtomicInteger();
        ManualTime time = new ManualTime(Instant.parse("2026-03-04T05:06:07Z"));
        try (Server server = Server.start(ServerConfig.dev(), time, time, type -> (state, evaluation, context) -> {
            calls.incrementAndGet();
            return Schedulers.forType(type).schedule(state, evaluation, context);
        })) {
            server.nodes().register(TestCluster.node("n1"));
            int jobs = 50;
            for (int job = 0; job < jobs; job++) {
                server.jobs().register(TestCluster.request(TestCluster.job("giant-" + job, "service", 1, 1_000_000)));
            }
            await(server, state -> waiting(state) == jobs);
            await(server, state -> calls.get() == jobs);
            for (int round = 0; round < 20; round++) {
                server.nodes().updateEligibility("n1", SchedulingEligibility.INELIGIBLE);
                server.nodes().updateEligibility("n1", SchedulingEligibility.ELIGIBLE);
            }
            server.jobs().register(TestCluster.request(TestCluster.job("dwarf", "service", 1, 10)));
            await(
                    server,
                    state -> !state.allocationsOfJob(new JobId("default", "dwarf"))
                            .isEmpty());
            assertThat(calls.get()).isEqualTo(jobs + 1);
            assertThat(waiting(server.state())).isEqualTo(jobs);
        }
    }

    private static long waiting(State state) {
        return state.evaluations().stream()
                .filter(evaluation -> evaluation.status() == EvaluationStatus.BLOCKED)
                .count();
    }

    private static void await(Server server, Predicate<State> condition) {
        Set<Watch> everything =
                EnumSet.allOf(Table.class).stream().map(Watch.Whole::new).collect(Collectors.toSet());
        State state = server.state();
        for (int tries = 0; tries < 100 && !condition.test(state); tries++) {
            state = server.store().await(everything, state.index(), Duration.ofMillis(100));
        }
        assertThat(condition.test(server.state())).isTrue();
    }
}
