package dev.drover.server.eval;

import dev.drover.model.eval.Evaluation;
import dev.drover.model.eval.EvaluationBuilder;
import dev.drover.model.eval.EvaluationStatus;
import dev.drover.scheduler.Outcome;
import dev.drover.scheduler.Scheduler;
import dev.drover.scheduler.SchedulingContext;
import dev.drover.server.Core;
import dev.drover.server.Ids;
import dev.drover.server.plan.PlanApplier;
import dev.drover.state.State;
import dev.drover.state.Times;
import dev.drover.state.command.EvaluationCommand;
import dev.drover.state.plan.PlanResult;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

/**
 * Threads that take evaluations, let a scheduler plan, have the plan judged, and write down what came of it. When a plan was
 * committed only in part they plan again on a newer state, a bounded number of times.
 */
public final class SchedulerWorkers implements AutoCloseable {
    private static final Logger LOG = System.getLogger(SchedulerWorkers.class.getName());

    private final Core core;
    private final EvalBroker broker;
    private final PlanApplier applier;
    private final Function<String, Scheduler> schedulers;
    private final List<Thread> threads = new ArrayList<>();

    public SchedulerWorkers(
            Core core, EvalBroker broker, PlanApplier applier, Function<String, Scheduler> schedulers, int count) {
        this.core = core;
        this.broker = broker;
        this.applier = applier;
        this.schedulers = schedulers;
        for (int number = 0; number < count; number++) {
            threads.add(Thread.ofVirtual().name("scheduler-" + number).start(this::run));
        }
    }

    private void run() {
        try {
            while (true) {
                work(broker.dequeue());
            }
        } catch (InterruptedException interruption) {
            LOG.log(Level.DEBUG, "a scheduler worker ends");
        }
    }

    private void work(Delivery delivery) throws InterruptedException {
        Evaluation evaluation = delivery.evaluation();
        try {
            List<Evaluation> results = process(delivery);
            core.propose(new EvaluationCommand.Upsert(results));
            List<Evaluation> superfluous = broker.ack(evaluation.id(), delivery.token());
            if (!superfluous.isEmpty()) {
                core.propose(new EvaluationCommand.Upsert(
                        superfluous.stream().map(this::canceled).toList()));
            }
        } catch (RuntimeException failure) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedException("the server is stopping");
            }
            LOG.log(Level.WARNING, "evaluation " + evaluation.id() + " failed and will be tried again", failure);
            broker.nack(evaluation.id(), delivery.token());
        }
    }

    /** Plans until everything that was planned is committed; answers the evaluations to write down. */
    private List<Evaluation> process(Delivery delivery) throws InterruptedException {
        Evaluation evaluation = delivery.evaluation();
        Scheduler scheduler = schedulers.apply(evaluation.type());
        int attemptsLeft = attempts(evaluation);
        while (true) {
            State state = core.state();
            SchedulingContext context = new SchedulingContext(
                    core.now(), ThreadLocalRandom.current().nextLong(), Ids::next);
            switch (scheduler.schedule(state, evaluation, context)) {
                case Outcome.Refused(String reason) -> {
                    return List.of(ended(evaluation, EvaluationStatus.FAILED, reason));
                }
                case Outcome.Planned planned -> {
                    if (planned.plan().isEmpty()) {
                        return results(evaluation, planned);
                    }
                    if (!broker.isCurrent(evaluation.id(), delivery.token())) {
                        throw new IllegalStateException("another worker has taken the evaluation over");
                    }
                    store(planned.followUps());
                    PlanResult result = applier.submit(planned.plan());
                    if (result.complete()) {
                        return results(evaluation, planned);
                    }
                    attemptsLeft = result.committed().isEmpty() ? attemptsLeft - 1 : attempts(evaluation);
                    if (attemptsLeft == 0) {
                        return exhausted(evaluation, planned);
                    }
                }
            }
        }
    }

    /** Attempts without any progress. */
    private static int attempts(Evaluation evaluation) {
        return evaluation.type().equals("service") || evaluation.type().equals("system") ? 5 : 2;
    }

    /** Follow-ups are there before the allocations that refer to them. */
    private void store(List<Evaluation> followUps) {
        if (!followUps.isEmpty()) {
            core.propose(new EvaluationCommand.Upsert(
                    followUps.stream().map(this::timed).toList()));
        }
    }

    private List<Evaluation> results(Evaluation evaluation, Outcome.Planned planned) {
        List<Evaluation> results = new ArrayList<>();
        if (planned.plan().isEmpty()) {
            planned.followUps().forEach(followUp -> results.add(timed(followUp)));
        }
        boolean goesOnWaiting = planned.blocked()
                .filter(blocked -> blocked.id().equals(evaluation.id()))
                .isPresent();
        planned.blocked()
                .ifPresent(
                        blocked -> results.add(goesOnWaiting ? withFindings(timed(blocked), planned) : timed(blocked)));
        if (!goesOnWaiting) {
            Evaluation done = ended(evaluation, EvaluationStatus.COMPLETE, "");
            results.add(EvaluationBuilder.builder(withFindings(done, planned))
                    .blockedEval(planned.blocked().map(Evaluation::id).orElse(""))
                    .build());
        }
        return results;
    }

    private static Evaluation withFindings(Evaluation evaluation, Outcome.Planned planned) {
        return EvaluationBuilder.builder(evaluation)
                .failedTgAllocs(planned.failedGroups())
                .queuedAllocations(planned.queued())
                .planAnnotations(planned.plan().annotations())
                .snapshotIndex(planned.plan().snapshotIndex())
                .deploymentId(planned.plan()
                        .deployment()
                        .map(deployment -> deployment.id())
                        .orElse(evaluation.deploymentId()))
                .build();
    }

    /** Too many others want the same room: the evaluation fails, and another waits for the next change of capacity. */
    private List<Evaluation> exhausted(Evaluation evaluation, Outcome.Planned planned) {
        Evaluation waiting = timed(EvaluationBuilder.builder(evaluation)
                .id(Ids.next())
                .triggeredBy(Triggers.MAX_PLAN_ATTEMPTS)
                .status(EvaluationStatus.BLOCKED)
                .statusDescription("created due to placement conflicts")
                .previousEval(evaluation.id())
                .escapedComputedClass(true)
                .snapshotIndex(core.state().index())
                .createTime(0)
                .build());
        Evaluation failed = ended(evaluation, EvaluationStatus.FAILED, "maximum attempts reached");
        return List.of(
                waiting,
                EvaluationBuilder.builder(withFindings(failed, planned))
                        .blockedEval(waiting.id())
                        .build());
    }

    private Evaluation ended(Evaluation evaluation, EvaluationStatus status, String description) {
        return EvaluationBuilder.builder(evaluation)
                .status(status)
                .statusDescription(description)
                .modifyTime(Times.nanos(core.now()))
                .build();
    }

    private Evaluation canceled(Evaluation evaluation) {
        return ended(
                evaluation,
                EvaluationStatus.CANCELED,
                "canceled because a newer evaluation of the job takes its place");
    }

    private Evaluation timed(Evaluation evaluation) {
        long now = Times.nanos(core.now());
        return EvaluationBuilder.builder(evaluation)
                .createTime(evaluation.createTime() == 0 ? now : evaluation.createTime())
                .modifyTime(now)
                .build();
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
    }
}
