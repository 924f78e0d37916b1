package dev.drover.server.eval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.eval.Evaluation;
import dev.drover.model.eval.EvaluationBuilder;
import dev.drover.model.eval.EvaluationStatus;
import dev.drover.model.job.Job;
import dev.drover.model.job.JobBuilder;
import dev.drover.model.node.NodeBuilder;
import dev.drover.model.node.NodeStatus;
import dev.drover.scheduler.Schedulers;
import dev.drover.server.Core;
import dev.drover.server.ManualTime;
import dev.drover.server.TestCluster;
import dev.drover.server.leader.Leadership;
import dev.drover.server.log.AppliedIndex;
import dev.drover.server.log.MemoryLog;
import dev.drover.state.StateStore;
import dev.drover.state.command.EvaluationCommand;
import dev.drover.state.command.JobCommand;
import dev.drover.state.command.NodeCommand;
import dev.drover.state.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What workers make of evaluations when the leader has other opinions on their plans. */
@Timeout(60)
class SchedulerWorkersTest {
    private static final String NODE = "11111111-2222-3333-4444-555555555555";

    private final ManualTime time = new ManualTime(Instant.parse("2026-03-04T05:06:07Z"));
    private final StateStore store = new StateStore();
    private final AppliedIndex applied = new AppliedIndex(store);
    private final MemoryLog log = new MemoryLog(store, applied, new Leadership());
    private final Core core = new Core(store, log, time);
    private final FakeSource source = new FakeSource();

    @AfterEach
    void stop() {
        log.close();
    }

    /** A leader that has one evaluation to give and answers plans as it was told. */
    private static final class FakeSource implements WorkSource {
        private final Deque<PlanVerdict> verdicts = new ArrayDeque<>();
        private final List<Plan> plans = new ArrayList<>();
        private final CompletableFuture<List<Evaluation>> results = new CompletableFuture<>();
        private Optional<Delivery> work = Optional.empty();

        @Override
        public synchronized Optional<Delivery> dequeue(Set<String> types, Duration maxWait)
                throws InterruptedException {
            long end = System.nanoTime() + maxWait.toNanos();
            while (work.isEmpty() && System.nanoTime() < end) {
                wait(maxWait.toMillis());
            }
            Optional<Delivery> found = work;
            work = Optional.empty();
            return found;
        }

        synchronized void give(Delivery delivery) {
            work = Optional.of(delivery);
            notifyAll();
        }

        @Override
        public synchronized PlanVerdict submit(Delivery delivery, Plan plan, List<Evaluation> followUps) {
            plans.add(plan);
            return verdicts.size() > 1 ? verdicts.remove() : verdicts.element();
        }

        @Override
        public void finish(Delivery delivery, List<Evaluation> found) {
            results.complete(found);
        }

        @Override
        public void abandon(Delivery delivery) {
            results.completeExceptionally(new AssertionError("it was given back"));
        }
    }

    private void refuse(int times, boolean progress) {
        for (int i = 0; i < times; i++) {
            source.verdicts.add(new WorkSource.PlanVerdict(progress, 1, 0));
        }
    }

    private void accept() {
        source.verdicts.add(new WorkSource.PlanVerdict(true, 0, 1));
    }

    private List<Evaluation> evaluate(String type, String nodeId) throws Exception {
        Job job = JobBuilder.builder(TestCluster.job("web", type, 1, 100))
                .namespace("default")
                .nodePool("default")
                .priority(50)
                .build();
        log.propose(new NodeCommand.Register(
                NodeBuilder.builder(TestCluster.node(NODE))
                        .nodePool("default")
                        .status(NodeStatus.READY)
                        .build(),
                time.instant(),
                List.of()));
        log.propose(new JobCommand.Register(job, Optional.empty(), Optional.empty()));
        Evaluation evaluation = EvaluationBuilder.builder(Triggers.plain(job, Triggers.NODE_UPDATE, time.instant()))
                .nodeId(nodeId)
                .build();
        log.propose(new EvaluationCommand.Upsert(List.of(evaluation)));
        source.give(new Delivery(evaluation, 1, store.snapshot().index()));
        try (SchedulerWorkers workers = new SchedulerWorkers(
                core,
                applied,
                () -> source,
                Schedulers::forType,
                Set.of("service", "batch", "system", "sysbatch"),
                1)) {
            assertThat(workers).isNotNull();
            return source.results.get(20, TimeUnit.SECONDS);
        }
    }

    private static Evaluation with(List<Evaluation> results, EvaluationStatus status) {
        return results.stream()
                .filter(result -> result.status() == status)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_plan_that_is_committed_completes_its_evaluation() throws Exception {
        accept();
        List<Evaluation> results = evaluate("service", "");
        assertThat(results).extracting(Evaluation::status).containsExactly(EvaluationStatus.COMPLETE);
        assertThat(results.getFirst().queuedAllocations()).containsEntry("web", 0);
        assertThat(source.plans).hasSize(1);
    }

    @Test
    void a_service_plans_five_times_without_progress_and_then_waits() throws Exception {
        refuse(1, false);
        List<Evaluation> results = evaluate("service", NODE);
        assertThat(source.plans).hasSize(5);
        Evaluation failed = with(results, EvaluationStatus.FAILED);
        Evaluation waiting = with(results, EvaluationStatus.BLOCKED);
        assertThat(waiting.triggeredBy()).isEqualTo("max-plan-attempts");
        assertThat(waiting.previousEval()).isEqualTo(failed.id());
        assertThat(failed.blockedEval()).isEqualTo(waiting.id());
        assertThat(waiting.escapedComputedClass()).isTrue();
        assertThat(waiting.nodeId()).as("any node may have room").isEmpty();
    }

    @Test
    void batch_work_plans_twice() throws Exception {
        refuse(1, false);
        evaluate("batch", "");
        assertThat(source.plans).hasSize(2);
    }

    @Test
    void system_jobs_plan_five_times() throws Exception {
        refuse(1, false);
        evaluate("system", "");
        assertThat(source.plans).hasSize(5);
    }

    @Test
    void sysbatch_plans_twice() throws Exception {
        refuse(1, false);
        evaluate("sysbatch", "");
        assertThat(source.plans).hasSize(2);
    }

    @Test
    void progress_starts_the_count_anew() throws Exception {
        refuse(4, false);
        refuse(1, true);
        refuse(4, false);
        accept();
        assertThat(evaluate("service", "")).extracting(Evaluation::status).containsExactly(EvaluationStatus.COMPLETE);
        assertThat(source.plans).hasSize(10);
    }
}
