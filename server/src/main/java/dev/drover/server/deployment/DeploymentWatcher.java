package dev.drover.server.deployment;

import dev.drover.model.deployment.Deployment;
import dev.drover.model.deployment.DeploymentStatus;
import dev.drover.server.Core;
import dev.drover.server.log.Applied;
import dev.drover.server.time.Timer;
import dev.drover.state.State;
import dev.drover.state.Statuses;
import dev.drover.state.Table;
import dev.drover.state.command.EvaluationCommand;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Drives deployments on: a new verdict on health has the scheduler look at the job again (who places the next batch or finds
 * the deployment complete), canaries that may are promoted, and what makes no progress in time fails. Sleeps until a deployment
 * changes or a deadline comes.
 */
public final class DeploymentWatcher implements AutoCloseable {
    private static final Logger LOG = System.getLogger(DeploymentWatcher.class.getName());

    private final Core core;
    private final Timer timer;
    private final Deployments deployments;
    private final LinkedBlockingQueue<String> changed = new LinkedBlockingQueue<>();
    private final Map<String, Watched> watched = new HashMap<>();
    private final Thread thread;

    public DeploymentWatcher(Core core, Timer timer) {
        this.core = core;
        this.timer = timer;
        this.deployments = new Deployments(core);
        this.thread = Thread.ofVirtual().name("deployment-watcher").start(this::run);
    }

    /** Notes which deployments a command has changed. */
    public void applied(Applied applied) {
        State after = applied.after();
        if (after.index(Table.DEPLOYMENTS) == after.index()) {
            for (Deployment deployment : after.deployments()) {
                if (deployment.modifyIndex() == after.index()) {
                    changed.add(deployment.id());
                }
            }
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

    private void look(String id) {
        try {
            Optional<Deployment> found =
                    core.state().deployment(id).filter(deployment -> Statuses.active(deployment.status()));
            Watched before = watched.remove(id);
            if (before != null) {
                before.alarm.ifPresent(Timer.Alarm::cancel);
            }
            found.ifPresent(deployment -> advance(deployment, before == null ? 0 : before.verdicts));
        } catch (RuntimeException failure) {
            LOG.log(Level.WARNING, "deployment " + id + " could not be driven on", failure);
        }
    }

    private void advance(Deployment deployment, long verdictsSeen) {
        long verdicts = DeploymentRules.verdicts(deployment);
        Optional<Instant> deadline = DeploymentRules.deadline(deployment);
        Optional<Timer.Alarm> alarm = deadline.map(time -> timer.at(time, () -> changed.add(deployment.id())));
        watched.put(deployment.id(), new Watched(verdicts, alarm));
        switch (DeploymentRules.next(deployment, core.now())) {
            case DeploymentRules.Step.Fail(String reason) -> deployments.fail(deployment, reason);
            case DeploymentRules.Step.Promote() -> deployments.promote(deployment, List.of());
            case DeploymentRules.Step.Wait() -> {
                if (verdicts != verdictsSeen && deployment.status() == DeploymentStatus.RUNNING) {
                    core.propose(new EvaluationCommand.Upsert(List.of(deployments.evaluation(deployment))));
                }
            }
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private record Watched(long verdicts, Optional<Timer.Alarm> alarm) {}
}
