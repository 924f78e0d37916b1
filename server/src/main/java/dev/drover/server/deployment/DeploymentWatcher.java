package dev.drover.server.deployment;

import dev.drover.model.deployment.Deployment;
import dev.drover.model.deployment.DeploymentStatus;
import dev.drover.model.eval.Evaluation;
import dev.drover.server.Core;
import dev.drover.server.leader.LeaderService;
import dev.drover.server.log.Applied;
import dev.drover.server.time.Timer;
import dev.drover.state.State;
import dev.drover.state.Statuses;
import dev.drover.state.Table;
import dev.drover.state.command.EvaluationCommand;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Drives deployments on: a new verdict on health has the scheduler look at the job again (who places the next batch or finds
 * the deployment complete), canaries that may are promoted, and what makes no progress in time fails. Sleeps until a deployment
 * changes or a deadline comes.
 */
public final class DeploymentWatcher implements LeaderService {
    private static final Logger LOG = System.getLogger(DeploymentWatcher.class.getName());

    /** Wait before another try at a deployment whose next step the log did not take. */
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Core core;
    private final Timer timer;
    private final Deployments deployments;
    private final ChangedDeployments changed = new ChangedDeployments();
    private final Map<String, Watched> watched = new HashMap<>();
    private final Thread thread;
    private volatile boolean closed;

    /** Looks at every active deployment of the state once, for nobody knows what an earlier leader had seen. */
    public DeploymentWatcher(Core core, Timer timer) {
        this.core = core;
        this.timer = timer;
        this.deployments = new Deployments(core);
        core.state().deployments().stream()
                .filter(deployment -> Statuses.active(deployment.status()))
                .forEach(deployment -> changed.add(deployment.id()));
        this.thread = Thread.ofVirtual().name("deployment-watcher").start(this::run);
    }

    /** Notes which deployments a command has changed. */
    @Override
    public void applied(Applied applied) {
        if (applied.after().index(Table.DEPLOYMENTS) == applied.after().index()) {
            changed.note(applied);
        }
    }

    private void run() {
        try {
            while (true) {
                look(changed.take());
            }
        } catch (InterruptedException interruption) {
            LOG.log(Level.DEBUG, "deployments are watched no longer");
        }
    }

    /** What the schedulers are to look at goes into one command for all deployments that changed meanwhile. */
    private void look(Set<String> ids) {
        List<Evaluation> evaluations = new ArrayList<>();
        for (String id : ids) {
            try {
                look(id).ifPresent(evaluations::add);
            } catch (RuntimeException failure) {
                later(id, failure);
            }
        }
        if (!evaluations.isEmpty()) {
            try {
                core.propose(new EvaluationCommand.Upsert(evaluations));
            } catch (RuntimeException failure) {
                evaluations.forEach(evaluation -> watched.remove(evaluation.deploymentId()));
                evaluations.forEach(evaluation -> later(evaluation.deploymentId(), failure));
            }
        }
    }

    private void later(String id, RuntimeException failure) {
        if (closed) {
            return;
        }
        LOG.log(Level.WARNING, "deployment " + id + " could not be driven on yet", failure);
        timer.at(core.now().plus(RETRY), () -> changed.add(id));
    }

    private Optional<Evaluation> look(String id) {
        Optional<Deployment> found =
                core.state().deployment(id).filter(deployment -> Statuses.active(deployment.status()));
        Watched before = watched.remove(id);
        if (before != null) {
            before.alarm.ifPresent(Timer.Alarm::cancel);
        }
        return found.flatMap(deployment -> advance(deployment, before == null ? 0 : before.verdicts));
    }

    private Optional<Evaluation> advance(Deployment deployment, long verdictsSeen) {
        State state = core.state();
        long verdicts = DeploymentRules.verdicts(deployment);
        Optional<Instant> deadline = DeploymentRules.deadline(state, deployment);
        Optional<Timer.Alarm> alarm = deadline.map(time -> timer.at(time, () -> changed.add(deployment.id())));
        watched.put(deployment.id(), new Watched(verdicts, alarm));
        return switch (DeploymentRules.next(state, deployment, core.now())) {
            case DeploymentRules.Step.Fail(String reason) -> {
                deployments.fail(deployment, reason);
                yield Optional.empty();
            }
            case DeploymentRules.Step.Promote() -> {
                deployments.promote(deployment, List.of());
                yield Optional.empty();
            }
            case DeploymentRules.Step.Wait() -> {
                boolean news = verdicts != verdictsSeen && deployment.status() == DeploymentStatus.RUNNING;
                yield news ? Optional.of(deployments.evaluation(deployment)) : Optional.empty();
            }
        };
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }

    private record Watched(long verdicts, Optional<Timer.Alarm> alarm) {}
}
