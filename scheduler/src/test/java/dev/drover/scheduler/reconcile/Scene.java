package dev.drover.scheduler.reconcile;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationBuilder;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.alloc.TaskRunState;
import dev.drover.model.alloc.TaskState;
import dev.drover.model.deployment.Deployment;
import dev.drover.model.deployment.DeploymentBuilder;
import dev.drover.model.deployment.DeploymentState;
import dev.drover.model.deployment.DeploymentStatus;
import dev.drover.model.eval.DesiredUpdates;
import dev.drover.model.eval.Evaluation;
import dev.drover.model.eval.EvaluationBuilder;
import dev.drover.model.job.Job;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeBuilder;
import dev.drover.model.node.NodeStatus;
import dev.drover.model.node.SchedulingEligibility;
import dev.drover.scheduler.JobFiles;
import dev.drover.scheduler.Machines;
import dev.drover.state.plan.AllocationStop;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** What a reconciler is shown, put together by hand: a job, its allocations and their nodes, without any state behind them. */
final class Scene {
    static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    final List<Allocation> allocations = new ArrayList<>();
    final Map<String, Node> nodes = new LinkedHashMap<>();
    final Map<String, Evaluation> evaluations = new LinkedHashMap<>();
    Optional<Deployment> deployment = Optional.empty();
    boolean nodesKeep = true;
    String cause = "cause";
    private Optional<Job> job;
    private int ids;

    Scene(Job job) {
        this.job = Optional.of(job);
    }

    static Scene of(Job job) {
        return new Scene(job);
    }

    /** The job in a version of its own; its indexes follow from the version. */
    static Job version(Job job, long version) {
        return JobFiles.with(
                job,
                j -> j.version(version)
                        .createIndex(7)
                        .modifyIndex(100 + version)
                        .jobModifyIndex(100 + version));
    }

    /** A service with the group g in a version of its own, each with another command. */
    static Job web(long version, int count) {
        return version(JobFiles.service("web", count, JobFiles.command("/bin/v" + version)), version);
    }

    static Node machine(String id, NodeStatus status) {
        return Machines.machine(id, b -> b.status(status).statusUpdatedAt(NOW.getEpochSecond()));
    }

    /** Runs on the ready node n1 under the name of the index and the id {@code a} with the index. */
    static Allocation running(Job job, int index) {
        return AllocationBuilder.builder()
                .id("a" + index)
                .namespace("default")
                .jobId(job.id())
                .job(job)
                .name(NameIndex.name(job.id(), "g", index))
                .taskGroup("g")
                .nodeId("n1")
                .clientStatus(ClientStatus.RUNNING)
                .createIndex(10 + index)
                .build();
    }

    static Allocation with(Allocation allocation, UnaryOperator<AllocationBuilder> change) {
        return change.apply(AllocationBuilder.builder(allocation)).build();
    }

    /** Its only task has ended at the time. */
    static Allocation ended(Allocation allocation, ClientStatus status, Instant time) {
        TaskState task =
                new TaskState(TaskRunState.DEAD, status == ClientStatus.FAILED, 0, null, time, time, List.of(), "");
        return with(allocation, a -> a.clientStatus(status).taskStates(Map.of("t", task)));
    }

    Scene has(Allocation... some) {
        allocations.addAll(List.of(some));
        for (Allocation allocation : some) {
            nodes.putIfAbsent(allocation.nodeId(), machine(allocation.nodeId(), NodeStatus.READY));
        }
        return this;
    }

    /** As many running allocations of the version, with indexes from zero. */
    Scene runs(Job version, int count) {
        for (int i = 0; i < count; i++) {
            has(running(version, i));
        }
        return this;
    }

    Scene node(String id, NodeStatus status) {
        nodes.put(id, machine(id, status));
        return this;
    }

    Scene node(Node node) {
        nodes.put(node.id(), node);
        return this;
    }

    Scene gone(String nodeId) {
        nodes.remove(nodeId);
        return this;
    }

    Scene purged() {
        job = Optional.empty();
        return this;
    }

    Scene stopped() {
        job = job.map(wanted -> JobFiles.with(wanted, j -> j.stop(true)));
        return this;
    }

    Scene deployment(DeploymentStatus status, DeploymentState group) {
        deployment = Optional.of(deploymentOf(job.orElseThrow(), status, group));
        return this;
    }

    static Deployment deploymentOf(Job job, DeploymentStatus status, DeploymentState group) {
        return DeploymentBuilder.builder()
                .id("d")
                .namespace(job.namespace())
                .jobId(job.id())
                .jobVersion(job.version())
                .jobCreateIndex(job.createIndex())
                .taskGroups(Map.of("g", group))
                .status(status)
                .build();
    }

    ReconcileInput input() {
        Evaluation evaluation = EvaluationBuilder.builder()
                .id(cause)
                .namespace("default")
                .jobId("web")
                .type("service")
                .triggeredBy("job-register")
                .priority(50)
                .build();
        return new ReconcileInput(
                job,
                List.copyOf(allocations),
                id -> Optional.ofNullable(nodes.get(id)),
                deployment,
                id -> Optional.ofNullable(evaluations.get(id)),
                (allocation, group) -> nodesKeep,
                evaluation,
                NOW,
                () -> "id" + ids++);
    }

    Intents reconcile() {
        return JobReconciler.reconcile(input());
    }

    /** Reconciles a job that runs on every node; all that are ready and eligible are usable. */
    Intents onNodes() {
        return onNodes(node -> true);
    }

    Intents onNodes(Predicate<Node> suits) {
        List<Node> usable = nodes.values().stream()
                .filter(node -> node.status() == NodeStatus.READY)
                .filter(node -> node.schedulingEligibility() == SchedulingEligibility.ELIGIBLE)
                .toList();
        BiPredicate<Node, TaskGroup> test = (node, group) -> suits.test(node);
        return NodeReconciler.reconcile(input(), usable, test);
    }

    static Node ineligible(Node node) {
        return NodeBuilder.builder(node)
                .schedulingEligibility(SchedulingEligibility.INELIGIBLE)
                .build();
    }

    static List<String> names(List<Placement> placements) {
        return placements.stream().map(Placement::name).toList();
    }

    static List<String> stopped(Intents intents) {
        return intents.stops().stream().map(AllocationStop::allocationId).toList();
    }

    static DesiredUpdates desired(Intents intents) {
        return Objects.requireNonNull(intents.desired().get("g"));
    }
}
