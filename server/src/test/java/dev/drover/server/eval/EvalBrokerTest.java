package dev.drover.server.eval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.eval.Evaluation;
import dev.drover.model.eval.EvaluationBuilder;
import dev.drover.server.ManualTime;
import dev.drover.server.ServerException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
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

    @Test
    void a_worker_gets_only_what_it_can_run() throws InterruptedException {
        broker.enqueue(evaluation("e", "a", 90, 1).type("system").build());
        broker.enqueue(evaluation("f", "b", 10, 2).build());
        assertThat(take().evaluation().id()).isEqualTo("f");
        assertThat(broker.dequeue(Set.of("batch"), Duration.ZERO, "a server", true))
                .isEmpty();
    }

    @Test
    void a_worker_that_waits_for_the_leader_keeps_its_evaluation() throws InterruptedException {
        broker.enqueue(evaluation("e", "a", 50, 1).build());
        Delivery delivery = take();
        assertThat(broker.hold("e", delivery.token())).isTrue();
        time.advance(Duration.ofMinutes(5));
        assertThat(broker.isCurrent("e", delivery.token())).isTrue();
        broker.release("e", delivery.token());
        time.advance(Duration.ofSeconds(62));
        assertThat(broker.isCurrent("e", delivery.token())).isFalse();
    }

    @Test
    void what_a_lost_server_had_comes_back_but_not_while_its_plan_is_judged() throws InterruptedException {
        broker.enqueue(evaluation("e", "a", 50, 1).build());
        broker.enqueue(evaluation("f", "b", 50, 2).build());
        Delivery held = take();
        take();
        broker.hold("e", held.token());
        broker.lost("a server");
        time.advance(Duration.ofSeconds(2));
        assertThat(take().evaluation().id()).isEqualTo("f");
        assertThat(broker.isCurrent("e", held.token())).isTrue();
        broker.release("e", held.token());
        time.advance(Duration.ofSeconds(2));
        assertThat(take().evaluation().id()).isEqualTo("e");
    }

    @Test
    void what_changes_while_it_is_worked_on_comes_again_afterwards() throws InterruptedException {
        broker.enqueue(evaluation("e", "a", 50, 1).build());
        Delivery first = take();
        broker.enqueue(evaluation("e", "a", 50, 1).build());
        broker.enqueue(evaluation("e", "a", 50, 1).modifyIndex(7).build());
        assertThat(broker.counts().ready()).isZero();
        broker.ack("e", first.token());
        assertThat(take().evaluation().modifyIndex()).isEqualTo(7);
    }

    @Test
    void beyond_its_capacity_it_asks_to_be_filled_again_when_there_is_room() throws InterruptedException {
        BrokerLimits limits = new BrokerLimits(Duration.ofMinutes(1), 3, Duration.ZERO, Duration.ZERO, 2);
        EvalBroker small = new EvalBroker(time, time, limits, 1, givenUp::add);
        for (int number = 0; number < 3; number++) {
            small.enqueue(evaluation("e" + number, "job" + number, 50, number).build());
        }
        assertThat(small.counts().ready()).isEqualTo(2);
        assertThat(small.takeRefill()).isFalse();
        Delivery delivery = small.dequeue(Set.of("service"), Duration.ZERO, "a server", true)
                .orElseThrow();
        small.ack(delivery.evaluation().id(), delivery.token());
        assertThat(small.takeRefill()).isTrue();
        assertThat(small.takeRefill()).isFalse();
    }

    @Test
    void when_leadership_ends_workers_that_wait_are_told_at_once() throws InterruptedException {
        List<ServerException> told = new CopyOnWriteArrayList<>();
        Thread worker = Thread.ofVirtual().start(() -> {
            try {
                broker.dequeue(Set.of("service"), Duration.ofMinutes(1), "a server", true);
            } catch (ServerException reason) {
                told.add(reason);
            } catch (InterruptedException interruption) {
                Thread.currentThread().interrupt();
            }
        });
        broker.close();
        worker.join();
        assertThat(told).extracting(ServerException::text).first().asString().contains("not leader");
    }

    @Test
    void tokens_of_an_earlier_term_are_worth_nothing() throws InterruptedException {
        broker.enqueue(evaluation("e", "a", 50, 1).build());
        Delivery old = take();
        EvalBroker next = new EvalBroker(time, time, BrokerLimits.usual(), 2, givenUp::add);
        next.enqueue(evaluation("e", "a", 50, 1).build());
        Delivery current =
                next.dequeue(Set.of("service"), Duration.ZERO, "a server", true).orElseThrow();
        assertThat(next.isCurrent("e", old.token())).isFalse();
        assertThat(next.isCurrent("e", current.token())).isTrue();
    }
}
