package dev.drover.server.eval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.eval.Evaluation;
import dev.drover.model.eval.EvaluationBuilder;
import dev.drover.server.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class EvalBrokerTest {
    private final ManualTime time = new ManualTime(Instant.parse("2026-01-01T00:00:00Z"));
    private final List<Evaluation> givenUp = new ArrayList<>();
    private final EvalBroker broker = new EvalBroker(time, time, BrokerLimits.usual(), 1, givenUp::add);

    private static EvaluationBuilder evaluation(String id, String job, int priority, long index) {
        return EvaluationBuilder.builder()
                .id(id)
                .type("service")
                .namespace("default")
                .jobId(job)
                .priority(priority)
                .createIndex(index)
                .modifyIndex(index);
    }

    private Delivery take() throws InterruptedException {
        return broker.dequeue(Set.of("service"), Duration.ofSeconds(5), "a server", true)
                .orElseThrow();
    }

    @Test
    void the_most_important_comes_first_and_then_the_oldest() throws InterruptedException {
        broker.enqueue(evaluation("late", "a", 50, 2).build());
        broker.enqueue(evaluation("early", "b", 50, 1).build());
        broker.enqueue(evaluation("urgent", "c", 90, 3).build());
        assertThat(List.of(
                        take().evaluation().id(),
                        take().evaluation().id(),
                        take().evaluation().id()))
                .containsExactly("urgent", "early", "late");
    }

    @Test
    void of_a_job_only_one_is_out_and_only_the_newest_follows() throws InterruptedException {
        broker.enqueue(evaluation("first", "a", 50, 1).build());
        broker.enqueue(evaluation("second", "a", 50, 2).build());
        broker.enqueue(evaluation("third", "a", 50, 3).build());
        Delivery first = take();
        assertThat(broker.counts().ready()).isZero();
        assertThat(broker.ack("first", first.token()))
                .extracting(Evaluation::id)
                .containsExactly("second");
        assertThat(take().evaluation().id()).isEqualTo("third");
    }

    @Test
    void an_evaluation_with_a_time_waits_for_it() {
        broker.enqueue(evaluation("later", "a", 50, 1)
                .waitUntil(time.instant().plusSeconds(30))
                .build());
        time.advance(Duration.ofSeconds(29));
        assertThat(broker.counts().ready()).isZero();
        time.advance(Duration.ofSeconds(2));
        assertThat(broker.counts().ready()).isEqualTo(1);
    }

    @Test
    void a_silent_worker_loses_the_evaluation() throws InterruptedException {
        broker.enqueue(evaluation("e", "a", 50, 1).build());
        Delivery lost = take();
        time.advance(Duration.ofSeconds(62));
        assertThat(broker.isCurrent("e", lost.token())).isFalse();
        assertThat(broker.ack("e", lost.token())).isEmpty();
        assertThat(take().token()).isNotEqualTo(lost.token());
    }

    @Test
    void after_three_failures_it_is_given_up() throws InterruptedException {
        broker.enqueue(evaluation("e", "a", 50, 1).build());
        for (int delivery = 1; delivery <= 3; delivery++) {
            broker.nack("e", take().token());
            time.advance(Duration.ofSeconds(21));
        }
        assertThat(givenUp).extracting(Evaluation::id).containsExactly("e");
        assertThat(broker.counts()).isEqualTo(new EvalBroker.Counts(0, 0, 0, 0));
    }

    @Test
    void the_same_evaluation_is_taken_up_once() {
        Evaluation evaluation = evaluation("e", "a", 50, 1).build();
        broker.enqueue(evaluation);
        broker.enqueue(evaluation);
        assertThat(broker.counts()).isEqualTo(new EvalBroker.Counts(1, 0, 0, 0));
    }
}
