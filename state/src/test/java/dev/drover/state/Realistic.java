package dev.drover.state;

import dev.drover.model.alloc.AllocDeploymentStatus;
import dev.drover.model.alloc.AllocatedCpuResources;
import dev.drover.model.alloc.AllocatedMemoryResources;
import dev.drover.model.alloc.AllocatedResources;
import dev.drover.model.alloc.AllocatedSharedResources;
import dev.drover.model.alloc.AllocatedTaskResources;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationBuilder;
import dev.drover.model.alloc.AllocationMetric;
import dev.drover.model.alloc.AllocationMetricBuilder;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.alloc.NodeScoreMeta;
import dev.drover.model.alloc.PortMapping;
import dev.drover.model.alloc.TaskEvent;
import dev.drover.model.alloc.TaskEventBuilder;
import dev.drover.model.alloc.TaskRunState;
import dev.drover.model.alloc.TaskState;
import dev.drover.model.deployment.Deployment;
import dev.drover.model.deployment.DeploymentBuilder;
import dev.drover.model.deployment.DeploymentStateBuilder;
import dev.drover.model.eval.Evaluation;
import dev.drover.model.eval.EvaluationBuilder;
import dev.drover.model.job.Job;
import dev.drover.model.job.JobBuilder;
import dev.drover.model.job.NetworkResource;
import dev.drover.model.job.NetworkResourceBuilder;
import dev.drover.model.job.Port;
import dev.drover.model.job.TaskLifecycle;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeBuilder;
import dev.drover.model.node.NodeStatus;
import dev.drover.model.wire.Json;
import dev.drover.state.command.AllocationCommand;
import dev.drover.state.command.Command;
import dev.drover.state.command.JobCommand;
import dev.drover.state.command.PlanCommand;
import dev.drover.state.plan.PlanCommit;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/** Records of the size and shape that a busy cluster has: two tasks, two ports, a check, scores of five nodes. */
public final class Realistic {
    private static final Instant NOW = Instant.parse("2026-11-23T04:05:06.123456789Z");
    private static final int SCORED = 5;

    private final Random random;
    private final List<Node> nodes = new ArrayList<>();
    private final double[] binpack;

    public Realistic(long seed, int nodeCount) {
        random = new Random(seed);
        binpack = random.doubles(nodeCount).toArray();
        for (int number = 0; number < nodeCount; number++) {
            nodes.add(NodeBuilder.builder()
                    .id(id())
                    .name("worker-" + number + ".example.org")
                    .datacenter("dc1")
                    .nodePool("default")
                    .status(NodeStatus.READY)
                    .attributes(Map.of("kernel.name", "linux", "cpu.arch", "amd64"))
                    .build());
        }
    }

    public String id() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    public List<Node> nodes() {
        return nodes;
    }

    public Job job(String name) {
        try (InputStream json = Objects.requireNonNull(Realistic.class.getResourceAsStream("realistic-job.json"))) {
            Job job = Json.read(Job.class, json.readAllBytes());
            return JobBuilder.builder(job).id(name).name(name).build();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    public Command register(Job job) {
        Evaluation evaluation = EvaluationBuilder.builder()
                .id(id())
                .namespace(job.namespace())
                .priority(50)
                .type("service")
                .triggeredBy("job-register")
                .jobId(job.id())
                .createTime(Times.nanos(NOW))
                .modifyTime(Times.nanos(NOW))
                .build();
        return new JobCommand.Register(job, Optional.of(evaluation), Optional.empty());
    }

    /** A plan that places that many allocations of the job. */
    public PlanCommand.Commit plan(Job job, int count) {
        String evaluation = id();
        Deployment deployment = DeploymentBuilder.builder()
                .id(id())
                .namespace(job.namespace())
                .jobId(job.id())
                .statusDescription("Deployment is running")
                .taskGroups(Map.of(
                        "web",
                        DeploymentStateBuilder.builder()
                                .desiredTotal(count)
                                .autoRevert(true)
                                .progressDeadline(Duration.ofMinutes(10))
                                .build()))
                .build();
        List<Allocation> placements = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            placements.add(placement(job, evaluation, deployment.id(), number));
        }
        return new PlanCommand.Commit(new PlanCommit(
                evaluation, job, placements, List.of(), List.of(), Optional.of(deployment), List.of(), NOW, List.of()));
    }

    private Allocation placement(Job job, String evaluation, String deployment, int number) {
        int chosen = number % nodes.size();
        binpack[chosen] = random.nextDouble();
        Node node = nodes.get(chosen);
        return AllocationBuilder.builder()
                .id(id())
                .namespace(job.namespace())
                .evalId(evaluation)
                .name(job.id() + ".web[" + number + "]")
                .nodeId(node.id())
                .nodeName(node.name())
                .jobId(job.id())
                .taskGroup("web")
                .allocatedResources(resources())
                .metrics(metric(chosen))
                .deploymentId(deployment)
                .build();
    }

    private AllocatedResources resources() {
        int http = 20_000 + random.nextInt(12_000);
        int metrics = 20_000 + random.nextInt(12_000);
        NetworkResource network = NetworkResourceBuilder.builder()
                .mode("bridge")
                .ip("10.0.0.7")
                .dynamicPorts(List.of(
                        new Port("http", http, 8080, "default", false),
                        new Port("metrics", metrics, 0, "default", false)))
                .build();
        Map<String, AllocatedTaskResources> tasks = new LinkedHashMap<>();
        tasks.put("server", task(500, 512, 768));
        tasks.put("proxy", task(100, 64, 0));
        Map<String, TaskLifecycle> lifecycles = new LinkedHashMap<>();
        lifecycles.put("server", null);
        lifecycles.put("proxy", new TaskLifecycle("prestart", true));
        return new AllocatedResources(
                tasks,
                new AllocatedSharedResources(
                        300,
                        List.of(network),
                        List.of(
                                new PortMapping("http", http, 8080, "10.0.0.7"),
                                new PortMapping("metrics", metrics, 0, "10.0.0.7"))),
                lifecycles);
    }

    private static AllocatedTaskResources task(long cpu, long memory, long most) {
        return new AllocatedTaskResources(
                new AllocatedCpuResources(cpu, List.of()),
                new AllocatedMemoryResources(memory, most),
                List.of(),
                List.of());
    }

    /** The best nodes are the chosen one and those that were next best before, of which the scores have not changed. */
    private AllocationMetric metric(int chosen) {
        List<NodeScoreMeta> best = new ArrayList<>();
        for (int place = 0; place < Math.min(SCORED, nodes.size()); place++) {
            int number = (chosen + place) % nodes.size();
            Map<String, Double> scores = new LinkedHashMap<>();
            scores.put("binpack", binpack[number]);
            scores.put("job-anti-affinity", place == 0 ? -0.001 : 0.0);
            scores.put("node-affinity", 0.0);
            best.add(new NodeScoreMeta(nodes.get(number).id(), scores, binpack[number] / 2));
        }
        return AllocationMetricBuilder.builder()
                .nodesEvaluated(nodes.size())
                .nodesInPool(nodes.size())
                .nodePool("default")
                .nodesAvailable(Map.of("dc1", nodes.size()))
                .scoreMetaData(best)
                .build();
    }

    /** What a node reports of allocations that have started. */
    public AllocationCommand.UpdateFromClient running(List<Allocation> allocations) {
        List<Allocation> reports = new ArrayList<>();
        for (Allocation allocation : allocations) {
            Instant start = NOW.plusNanos(random.nextInt(1_000_000_000));
            Map<String, TaskState> states = new LinkedHashMap<>();
            states.put("server", running(start));
            states.put("proxy", running(start.plusMillis(3)));
            reports.add(AllocationBuilder.builder()
                    .id(allocation.id())
                    .nodeId(allocation.nodeId())
                    .clientStatus(ClientStatus.RUNNING)
                    .clientDescription("Tasks are running")
                    .taskStates(states)
                    .deploymentStatus(new AllocDeploymentStatus(true, start.plusSeconds(10), false, 0))
                    .build());
        }
        return new AllocationCommand.UpdateFromClient(reports, NOW, List.of());
    }

    private TaskState running(Instant start) {
        long nanos = Times.nanos(start);
        return new TaskState(
                TaskRunState.RUNNING,
                false,
                0,
                null,
                start,
                null,
                List.of(
                        event("Received", "Task received by client", nanos - 900_123_456 - random.nextInt(99_999_999)),
                        event(
                                "Task Setup",
                                "Building Task Directory",
                                nanos - 800_123_456 - random.nextInt(99_999_999)),
                        event("Started", "Task started by client", nanos)),
                "");
    }

    private static TaskEvent event(String type, String message, long time) {
        return TaskEventBuilder.builder()
                .type(type)
                .displayMessage(message)
                .time(time)
                .build();
    }
}
