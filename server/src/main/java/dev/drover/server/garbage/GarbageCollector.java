package dev.drover.server.garbage;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.deployment.Deployment;
import dev.drover.model.eval.Evaluation;
import dev.drover.model.job.Job;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeStatus;
import dev.drover.server.Core;
import dev.drover.server.ServerException;
import dev.drover.server.leader.LeaderService;
import dev.drover.server.time.Timer;
import dev.drover.state.JobId;
import dev.drover.state.State;
import dev.drover.state.Statuses;
import dev.drover.state.Times;
import dev.drover.state.command.GarbageCommand;
import dev.drover.state.command.NodeCommand;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Forgets what is over and old: evaluations with their allocations, deployments, jobs, nodes. It reads one snapshot after the other
 * and proposes small commands one after the other, so that others hardly notice it; what a command finds alive again stays.
 */
public final class GarbageCollector implements LeaderService {
    private static final Logger LOG = System.getLogger(GarbageCollector.class.getName());

    /** How many records go in one command: each is taken out of several indexes while others wait. */
    private static final int BATCH = 1_000;

    private final Core core;
    private final Timer timer;
    private final GarbageThresholds thresholds;
    private final ReentrantLock oneRound = new ReentrantLock();
    private volatile Timer.Alarm alarm = () -> {};
    private volatile boolean closed;

    public GarbageCollector(Core core, Timer timer, GarbageThresholds thresholds) {
        this.core = core;
        this.timer = timer;
        this.thresholds = thresholds;
        again();
    }

    private void again() {
        alarm = timer.at(
                core.now().plus(thresholds.interval()),
                () -> Thread.ofVirtual().name("garbage-collection").start(this::round));
    }

    private void round() {
        if (closed) {
            return;
        }
        try {
            collect(thresholds);
        } catch (ServerException refused) {
            LOG.log(Level.WARNING, "garbage stays for now", refused);
        } finally {
            again();
        }
    }

    /** Forgets everything that is over, however young. */
    public void collectAll() {
        oneRound.lock();
        try {
            collect(thresholds.none());
        } finally {
            oneRound.unlock();
        }
    }

    private void collect(GarbageThresholds limits) {
        Instant now = core.now();
        forgetEvaluations(limits, now);
        forgetJobs(limits, now);
        State state = core.state();
        delete(List.of(), List.of(), deployments(state, limits, now), List.of());
        List<String> nodes = nodes(state, limits, now);
        if (!nodes.isEmpty()) {
            for (int start = 0; start < nodes.size(); start += BATCH) {
                core.propose(new NodeCommand.Deregister(batch(nodes, start), List.of()));
            }
        }
    }

    private void forgetEvaluations(GarbageThresholds limits, Instant now) {
        State state = core.state();
        List<String> evaluations = new ArrayList<>();
        List<String> allocations = new ArrayList<>();
        for (Evaluation evaluation : state.evaluations()) {
            if (mayGo(state, evaluation, limits, now)) {
                List<Allocation> own = state.allocationsOfEvaluation(evaluation.id());
                List<String> over = own.stream()
                        .filter(allocation -> mayGo(state, allocation))
                        .map(Allocation::id)
                        .toList();
                allocations.addAll(over);
                if (over.size() == own.size()) {
                    evaluations.add(evaluation.id());
                }
            }
        }
        delete(evaluations, allocations, List.of(), List.of());
    }

    private static boolean mayGo(State state, Evaluation evaluation, GarbageThresholds limits, Instant now) {
        boolean batch = evaluation.type().equals("batch");
        boolean jobLives = state.job(new JobId(evaluation.namespace(), evaluation.jobId()))
                .filter(job -> !job.stop() && !job.status().equals(Statuses.JOB_DEAD))
                .isPresent();
        Duration age = batch ? limits.batchEvaluation() : limits.evaluation();
        return Statuses.terminal(evaluation.status())
                && isOlder(Times.ofNanos(evaluation.modifyTime()), age, now)
                && !(batch && jobLives);
    }

    /** Nothing runs, and nobody will ask the allocation's history before placing another in its stead. */
    private static boolean mayGo(State state, Allocation allocation) {
        if (!Statuses.terminal(allocation.clientStatus())) {
            return false;
        }
        boolean jobOver = state.job(new JobId(allocation.namespace(), allocation.jobId()))
                .filter(job -> !job.stop() && !job.status().equals(Statuses.JOB_DEAD))
                .isEmpty();
        return jobOver
                || Statuses.terminal(allocation.desiredStatus())
                || !allocation.nextAllocation().isEmpty();
    }

    private void forgetJobs(GarbageThresholds limits, Instant now) {
        State state = core.state();
        List<JobId> jobs = new ArrayList<>();
        List<String> evaluations = new ArrayList<>();
        List<String> allocations = new ArrayList<>();
        List<String> deployments = new ArrayList<>();
        Set<JobId> going = new HashSet<>();
        for (Job job : state.jobs()) {
            JobId id = JobId.of(job);
            if (mayGo(state, job, limits, now) && going.add(id)) {
                jobs.add(id);
                state.evaluationsOfJob(id).forEach(evaluation -> evaluations.add(evaluation.id()));
                state.allocationsOfJob(id).forEach(allocation -> allocations.add(allocation.id()));
                state.deploymentsOfJob(id).forEach(deployment -> deployments.add(deployment.id()));
            }
        }
        delete(evaluations, allocations, deployments, List.of());
        delete(List.of(), List.of(), List.of(), jobs);
    }

    private static boolean mayGo(State state, Job job, GarbageThresholds limits, Instant now) {
        boolean runsOnce = job.type().equals("batch") || job.type().equals("sysbatch");
        JobId id = JobId.of(job);
        return job.status().equals(Statuses.JOB_DEAD)
                && (job.stop() || runsOnce)
                && isOlder(Times.ofNanos(job.submitTime()), limits.job(), now)
                && state.jobVersions(id).stream().allMatch(version -> version.versionTag() == null)
                && state.evaluationsOfJob(id).stream().allMatch(it -> Statuses.terminal(it.status()))
                && state.allocationsOfJob(id).stream().allMatch(it -> Statuses.terminal(it.clientStatus()));
    }

    private static List<String> deployments(State state, GarbageThresholds limits, Instant now) {
        return state.deployments().stream()
                .filter(deployment -> !Statuses.active(deployment.status()))
                .filter(deployment -> isOlder(Times.ofNanos(deployment.modifyTime()), limits.deployment(), now))
                .filter(deployment ->
                        state.allocationsOfDeployment(deployment.id()).stream().allMatch(Statuses::terminal))
                .map(Deployment::id)
                .toList();
    }

    private static List<String> nodes(State state, GarbageThresholds limits, Instant now) {
        return state.nodes().stream()
                .filter(node -> node.status() == NodeStatus.DOWN)
                .filter(node -> isOlder(Instant.ofEpochSecond(node.statusUpdatedAt()), limits.node(), now))
                .filter(node -> state.allocationsOfNode(node.id()).stream().allMatch(Statuses::terminal))
                .map(Node::id)
                .toList();
    }

    private static boolean isOlder(Instant time, Duration age, Instant now) {
        return !time.plus(age).isAfter(now);
    }

    private void delete(
            List<String> evaluations, List<String> allocations, List<String> deployments, List<JobId> jobs) {
        int most =
                Math.max(Math.max(evaluations.size(), allocations.size()), Math.max(deployments.size(), jobs.size()));
        for (int start = 0; start < most; start += BATCH) {
            core.propose(new GarbageCommand.Delete(
                    batch(evaluations, start),
                    batch(allocations, start),
                    batch(deployments, start),
                    batch(jobs, start)));
        }
    }

    private static <T> List<T> batch(List<T> all, int start) {
        return List.copyOf(all.subList(Math.min(start, all.size()), Math.min(start + BATCH, all.size())));
    }

    @Override
    public void close() {
        closed = true;
        alarm.cancel();
    }
}
