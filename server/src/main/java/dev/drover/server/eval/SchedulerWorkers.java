package dev.drover.server.eval;

import dev.drover.model.eval.Evaluation;
import dev.drover.model.eval.EvaluationBuilder;
import dev.drover.model.eval.EvaluationStatus;
import dev.drover.scheduler.Outcome;
import dev.drover.scheduler.Scheduler;
import dev.drover.scheduler.SchedulingContext;
import dev.drover.server.Core;
import dev.drover.server.Ids;
import dev.drover.server.ServerException;
import dev.drover.server.eval.WorkSource.PlanVerdict;
import dev.drover.server.log.AppliedIndex;
import dev.drover.state.Statuses;
import dev.drover.state.Times;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

/**
 * Threads that take evaluations, let a scheduler plan, have the plan judged, and bring what came of it. When a plan was committed
 * only in part they plan again on a newer state, a bounded number of times. They run on every server and on its own state; only the
 * queue of evaluations and the judgement of plans is with the leader.
 */
public final class SchedulerWorkers implements AutoCloseable {
    private static final Logger LOG = System.getLogger(SchedulerWorkers.class.getName());

    /** How long this server's state may lag behind what the evaluation needs before another server is given a try. */
    private static final Duration STATE_WAIT = Duration.ofSeconds(5);

    private final Core core;
    private final AppliedIndex applied;
    private final Function<String, Scheduler> schedulers;
    private final WorkSources sources;
    private Setting setting;
    private List<Worker> workers = List.of();
    private int started;

    /**
     * How many threads there are, and which types of scheduler they run.
     *
     * @param types among {@code service}, {@code batch}, {@code system}, {@code sysbatch} and {@code _core}
     */
    public record Setting(int count, Set<String> types) {
        public Setting {
            types = Set.copyOf(types);
        }
    }

    /**
     * Starts the threads.
     *
     * @param types of scheduler that they run
     */
    public SchedulerWorkers(
            Core core,
            AppliedIndex applied,
            WorkSources sources,
            Function<String, Scheduler> schedulers,
            Set<String> types,
            int count) {
        this.core = core;
        this.applied = applied;
        this.schedulers = schedulers;
        this.sources = sources;
        this.setting = new Setting(count, types);
        this.workers = start(setting);
    }

    private List<Worker> start(Setting wanted) {
        List<Worker> fresh = new ArrayList<>();
        for (int number = 0; number < wanted.count(); number++) {
            fresh.add(new Worker("scheduler-" + started++, sources, wanted.types(), this::work));
        }
        return List.copyOf(fresh);
    }

    public synchronized Setting setting() {
        return setting;
    }

    /** Starts threads anew; those before finish the evaluation that they have and end. */
    public synchronized void set(Setting wanted) {
        List<Worker> before = workers;
        setting = wanted;
        workers = start(wanted);
        before.forEach(Worker::retire);
    }

    /** Names of the threads, and whether each has an evaluation at hand. */
    public synchronized Map<String, Boolean> busy() {
        Map<String, Boolean> busy = new LinkedHashMap<>();
        workers.forEach(worker -> busy.put(worker.name(), worker.busy()));
        return busy;
    }

    private void work(WorkSource source, Delivery delivery) throws InterruptedException {
        String id = delivery.evaluation().id();
        try {
            long start = core.meters().start();
            boolean fresh = applied.await(delivery.waitIndex(), STATE_WAIT);
            core.meters().time("nomad.nomad.worker.wait_for_index", start);
            if (!fresh) {
                throw ServerException.failed("the state of this server is too old for evaluation " + id);
            }
            Optional<Evaluation> current =
                    core.state().evaluation(id).filter(evaluation -> !Statuses.terminal(evaluation.status()));
            List<Evaluation> results = current.isPresent() ? process(source, delivery, current.get()) : List.of();
            long end = core.meters().start();
            source.finish(delivery, results);
            core.meters().time("nomad.nomad.worker.send_ack", end);
        } catch (ServerException refused) {
            LOG.log(Level.DEBUG, "evaluation {0} will be tried again: {1}", id, refused.text());
            abandon(source, delivery);
        } catch (RuntimeException failure) {
            LOG.log(Level.WARNING, "evaluation " + id + " failed and will be tried again", failure);
            abandon(source, delivery);
        }
    }

    /** A leader that cannot be told will find out by itself, or is the leader no longer. */
    private static void abandon(WorkSource source, Delivery delivery) throws InterruptedException {
        try {
            source.abandon(delivery);
        } catch (ServerException gone) {
            LOG.log(
                    Level.DEBUG,
                    "nobody wants evaluation {0} back: {1}",
                    delivery.evaluation().id(),
                    gone.text());
        }
    }

    /** Plans until everything that was planned is committed; answers the evaluations to write down. */
    private List<Evaluation> process(WorkSource source, Delivery delivery, Evaluation evaluation)
            throws InterruptedException {
        Scheduler scheduler = schedulers.apply(evaluation.type());
        int attemptsLeft = attempts(evaluation);
        while (true) {
            SchedulingContext context = new SchedulingContext(
                    core.now(), ThreadLocalRandom.current().nextLong(), Ids::next);
            switch (schedule(scheduler, evaluation, context)) {
                case Outcome.Refused(String reason) -> {
                    return List.of(ended(evaluation, EvaluationStatus.FAILED, reason));
                }
                case Outcome.Planned planned -> {
                    if (planned.plan().isEmpty()) {
                        return results(evaluation, planned);
                    }
                    long start = core.meters().start();
                    PlanVerdict verdict = source.submit(
                            delivery,
                            planned.plan(),
                            planned.followUps().stream().map(this::timed).toList());
                    core.meters().time("nomad.nomad.worker.submit_plan", start);
                    if (verdict.complete()) {
                        return results(evaluation, planned);
                    }
                    attemptsLeft = verdict.progress() ? attempts(evaluation) : attemptsLeft - 1;
                    if (attemptsLeft == 0) {
                        return exhausted(evaluation, planned);
                    }
                    if (!applied.await(verdict.refreshIndex(), STATE_WAIT)) {
                        throw ServerException.failed("state " + verdict.refreshIndex() + " does not arrive");
                    }
                }
            }
        }
    }

    private Outcome schedule(Scheduler scheduler, Evaluation evaluation, SchedulingContext context) {
        long start = core.meters().start();
        try {
            return scheduler.schedule(core.state(), evaluation, context);
        } finally {
            core.meters().time("nomad.nomad.worker.invoke_scheduler." + evaluation.type(), start);
        }
    }

    /** Attempts without any progress. */
    private static int attempts(Evaluation evaluation) {
        return evaluation.type().equals("service") || evaluation.type().equals("system") ? 5 : 2;
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
        planned.blockedOnNodes().forEach(blocked -> results.add(timed(blocked)));
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
                .quotaLimitReached(
                        planned.blocked().map(Evaluation::quotaLimitReached).orElse(""))
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
                .nodeId("")
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

    private Evaluation timed(Evaluation evaluation) {
        long now = Times.nanos(core.now());
        return EvaluationBuilder.builder(evaluation)
                .createTime(evaluation.createTime() == 0 ? now : evaluation.createTime())
                .modifyTime(now)
                .build();
    }

    /** Somebody else leads now, maybe this server. */
    public synchronized void leaderChanged() {
        workers.forEach(Worker::lookAgain);
    }

    @Override
    public synchronized void close() {
        workers.forEach(Worker::close);
    }
}
