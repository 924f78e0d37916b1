package dev.drover.scheduler;

import dev.drover.model.alloc.AllocDeploymentStatus;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationBuilder;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.alloc.DesiredTransition;
import dev.drover.model.alloc.TaskRunState;
import dev.drover.model.alloc.TaskState;
import dev.drover.model.deployment.Deployment;
import dev.drover.model.deployment.DeploymentStatus;
import dev.drover.model.eval.DesiredUpdates;
import dev.drover.model.eval.Evaluation;
import dev.drover.model.eval.EvaluationBuilder;
import dev.drover.model.eval.EvaluationStatus;
import dev.drover.model.eval.PlanAnnotations;
import dev.drover.model.job.Job;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeBuilder;
import dev.drover.model.node.NodeStatus;
import dev.drover.model.node.SchedulingEligibility;
import dev.drover.model.operator.SchedulerConfiguration;
import dev.drover.model.operator.SchedulerConfigurationBuilder;
import dev.drover.state.JobId;
import dev.drover.state.State;
import dev.drover.state.StateMachine;
import dev.drover.state.Statuses;
import dev.drover.state.command.AllocationCommand;
import dev.drover.state.command.Command;
import dev.drover.state.command.DeploymentCommand;
import dev.drover.state.command.EvaluationCommand;
import dev.drover.state.command.JobCommand;
import dev.drover.state.command.NodeCommand;
import dev.drover.state.command.PlanCommand;
import dev.drover.state.command.SettingsCommand;
import dev.drover.state.plan.DeploymentStatusUpdate;
import dev.drover.state.plan.Plan;
import dev.drover.state.plan.PlanCommit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A cluster for tests: the real state, changed by the real commands, with schedulers called by hand and plans committed whole. */
final class Cluster {
    private State state = State.initial();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private long seed = 42;
    private int ids;

    State state() {
        return state;
    }

    Instant now() {
        return now;
    }

    void advance(Duration duration) {
        now = now.plus(duration);
    }

    void seed(long value) {
        seed = value;
    }

    void apply(Command command) {
        state = StateMachine.apply(state, state.index() + 1, command);
    }

    Cluster nodes(int count) {
        for (int i = 1; i <= count; i++) {
            node("n" + i);
        }
        return this;
    }

    Cluster node(String id) {
        return node(id, builder -> builder);
    }

    Cluster node(String id, UnaryOperator<NodeBuilder> change) {
        return node(change.apply(NodeBuilder.builder(Machines.machine(id))).build());
    }

    Cluster node(Node node) {
        apply(new NodeCommand.Register(node, now, List.of()));
        apply(new NodeCommand.UpdateStatus(node.id(), node.status(), Optional.empty(), now, List.of()));
        return this;
    }

    void nodeStatus(String id, NodeStatus status) {
        apply(new NodeCommand.UpdateStatus(id, status, Optional.empty(), now, List.of()));
    }

    void removeNode(String id) {
        apply(new NodeCommand.Deregister(List.of(id), List.of()));
    }

    void eligible(String id) {
        apply(new NodeCommand.UpdateEligibility(id, SchedulingEligibility.ELIGIBLE, Optional.empty(), now, List.of()));
    }

    void ineligible(String id) {
        apply(new NodeCommand.UpdateEligibility(
                id, SchedulingEligibility.INELIGIBLE, Optional.empty(), now, List.of()));
    }

    void algorithm(String name) {
        apply(new SettingsCommand.SetSchedulerConfiguration(
                SchedulerConfigurationBuilder.builder(SchedulerConfiguration.usual())
                        .schedulerAlgorithm(name)
                        .build()));
    }

    void oversubscribe() {
        apply(new SettingsCommand.SetSchedulerConfiguration(
                SchedulerConfigurationBuilder.builder(SchedulerConfiguration.usual())
                        .memoryOversubscriptionEnabled(true)
                        .build()));
    }

    Job register(Job job) {
        apply(new JobCommand.Register(job, Optional.empty(), Optional.empty()));
        return job(job.id());
    }

    Job job(String id) {
        return state.job(jobId(id)).orElseThrow();
    }

    void stopJob(String id) {
        apply(new JobCommand.Deregister(jobId(id), false, now, Optional.empty()));
    }

    void purgeJob(String id) {
        apply(new JobCommand.Deregister(jobId(id), true, now, Optional.empty()));
    }

    /** Registers the job, schedules it and commits the plan. */
    Outcome.Planned run(Job job) {
        register(job);
        return evaluate(job.id());
    }

    /** Schedules the job and commits the plan. */
    Outcome.Planned evaluate(String jobId) {
        return evaluate(evaluation(jobId));
    }

    Outcome.Planned evaluate(Evaluation evaluation) {
        Outcome.Planned planned = plan(evaluation);
        commit(planned.plan(), planned.followUps());
        ended(evaluation);
        return planned;
    }

    /** Schedules the job and commits nothing. */
    Outcome.Planned plan(String jobId) {
        return plan(evaluation(jobId));
    }

    Outcome.Planned plan(Evaluation evaluation) {
        return (Outcome.Planned) Schedulers.forType(evaluation.type()).schedule(state, evaluation, context());
    }

    SchedulingContext context() {
        return new SchedulingContext(now, seed, this::nextId);
    }

    Evaluation evaluation(String jobId) {
        String type = state.job(jobId(jobId)).map(Job::type).orElse("service");
        return EvaluationBuilder.builder()
                .id(nextId())
                .namespace("default")
                .jobId(jobId)
                .type(type)
                .triggeredBy("job-register")
                .priority(50)
                .build();
    }

    /** Puts an evaluation into the state, as the servers do with those that wait. */
    void keep(Evaluation evaluation) {
        apply(new EvaluationCommand.Upsert(List.of(evaluation)));
    }

    /** An evaluation that was kept is not waited for any more. */
    private void ended(Evaluation evaluation) {
        state.evaluation(evaluation.id())
                .ifPresent(kept -> apply(new EvaluationCommand.Upsert(List.of(EvaluationBuilder.builder(kept)
                        .status(EvaluationStatus.COMPLETE)
                        .build()))));
    }

    void commit(Plan plan) {
        commit(plan, List.of());
    }

    private void commit(Plan plan, List<Evaluation> followUps) {
        apply(new PlanCommand.Commit(PlanCommit.of(plan, now, followUps)));
    }

    List<Allocation> all(String jobId) {
        return state.allocationsOfJob(jobId(jobId));
    }

    /** What is wanted and has not ended, by name. */
    List<Allocation> live(String jobId) {
        return all(jobId).stream()
                .filter(allocation -> !Statuses.terminal(allocation))
                .sorted(Comparator.comparing(Allocation::name))
                .toList();
    }

    Allocation only(String jobId) {
        List<Allocation> live = live(jobId);
        if (live.size() != 1) {
            throw new AssertionError("expected one live allocation, found " + live.size());
        }
        return live.getFirst();
    }

    Allocation named(String jobId, String name) {
        return live(jobId).stream()
                .filter(allocation -> allocation.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    Allocation allocation(String id) {
        return state.allocation(id).orElseThrow();
    }

    Set<String> names(String jobId) {
        return live(jobId).stream().map(Allocation::name).collect(Collectors.toCollection(TreeSet::new));
    }

    Set<String> nodesOf(String jobId) {
        return live(jobId).stream().map(Allocation::nodeId).collect(Collectors.toCollection(TreeSet::new));
    }

    DesiredUpdates desired(Outcome.Planned planned, String group) {
        return Objects.requireNonNull(
                planned.plan().annotations().desiredTgUpdates().get(group));
    }

    /** The node reports the allocation; tasks of ended ones end now. */
    void report(Allocation allocation, ClientStatus status) {
        boolean ended = Statuses.terminal(status);
        TaskState task = new TaskState(
                ended ? TaskRunState.DEAD : TaskRunState.RUNNING,
                status == ClientStatus.FAILED,
                0,
                null,
                now,
                ended ? now : null,
                List.of(),
                "");
        Allocation report = AllocationBuilder.builder(allocation)
                .clientStatus(status)
                .taskStates(Map.of("t", task))
                .build();
        apply(new AllocationCommand.UpdateFromClient(List.of(report), now, List.of()));
    }

    /** The node reports that the tasks run on since they were started. */
    void resumes(Allocation allocation) {
        Allocation report = AllocationBuilder.builder(allocation(allocation.id()))
                .clientStatus(ClientStatus.RUNNING)
                .build();
        apply(new AllocationCommand.UpdateFromClient(List.of(report), now, List.of()));
    }

    /** Puts an allocation into the state as it is given, past all rules. */
    void change(Allocation allocation) {
        commit(new Plan(
                "",
                50,
                false,
                allocation.job(),
                List.of(allocation),
                List.of(),
                List.of(),
                Optional.empty(),
                List.of(),
                new PlanAnnotations(Map.of(), List.of()),
                0));
    }

    void reportAll(String jobId, ClientStatus status) {
        live(jobId).forEach(allocation -> report(allocation, status));
    }

    void healthy(Allocation allocation, boolean healthy) {
        Allocation report = AllocationBuilder.builder(allocation(allocation.id()))
                .clientStatus(ClientStatus.RUNNING)
                .deploymentStatus(new AllocDeploymentStatus(healthy, now, false, 0))
                .build();
        apply(new AllocationCommand.UpdateFromClient(List.of(report), now, List.of()));
    }

    void allHealthy(String jobId) {
        live(jobId).forEach(allocation -> healthy(allocation, true));
    }

    void transition(Allocation allocation, DesiredTransition transition) {
        apply(new AllocationCommand.SetTransitions(Map.of(allocation.id(), transition), now, List.of()));
    }

    void migrate(Allocation allocation) {
        transition(allocation, new DesiredTransition(true, null, null, null, null));
    }

    Deployment deployment(String jobId) {
        return state.latestDeployment(jobId(jobId)).orElseThrow();
    }

    Optional<Deployment> latestDeployment(String jobId) {
        return state.latestDeployment(jobId(jobId));
    }

    /** Whether the roll-out of the job's present version was halted. */
    boolean stalls(String jobId) {
        return latestDeployment(jobId)
                .filter(latest -> latest.jobVersion() == job(jobId).version())
                .filter(latest ->
                        latest.status() == DeploymentStatus.FAILED || latest.status() == DeploymentStatus.PAUSED)
                .isPresent();
    }

    void promote(String jobId, String... groups) {
        apply(new DeploymentCommand.Promote(deployment(jobId).id(), List.of(groups), now, Optional.empty()));
    }

    void deploymentStatus(String jobId, DeploymentStatus status) {
        apply(new DeploymentCommand.UpdateStatus(
                new DeploymentStatusUpdate(deployment(jobId).id(), status, "by the test"),
                now,
                Optional.empty(),
                Optional.empty()));
    }

    /** Reports everything healthy and evaluates until nothing changes any more; says in how many rounds. */
    int settle(String jobId) {
        for (int round = 1; round <= 100; round++) {
            allHealthy(jobId);
            if (evaluate(jobId).plan().isEmpty()) {
                return round;
            }
        }
        throw new AssertionError("does not settle");
    }

    List<String> idsOf(List<Allocation> allocations) {
        return new ArrayList<>(allocations.stream().map(Allocation::id).toList());
    }

    static JobId jobId(String id) {
        return new JobId("default", id);
    }

    private String nextId() {
        return "%08x-0000-4000-8000-000000000000".formatted(++ids);
    }
}
