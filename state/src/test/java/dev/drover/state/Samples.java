package dev.drover.state;

import dev.drover.model.alloc.AllocatedCpuResources;
import dev.drover.model.alloc.AllocatedMemoryResources;
import dev.drover.model.alloc.AllocatedResources;
import dev.drover.model.alloc.AllocatedSharedResources;
import dev.drover.model.alloc.AllocatedTaskResources;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationBuilder;
import dev.drover.model.alloc.PortMapping;
import dev.drover.model.eval.Evaluation;
import dev.drover.model.eval.EvaluationBuilder;
import dev.drover.model.eval.EvaluationStatus;
import dev.drover.model.job.Job;
import dev.drover.model.job.JobBuilder;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.job.TaskGroupBuilder;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeBuilder;
import dev.drover.model.node.NodeStatus;
import dev.drover.state.command.Command;
import dev.drover.state.command.JobCommand;
import dev.drover.state.command.PlanCommand;
import dev.drover.state.plan.AllocationStop;
import dev.drover.state.plan.PlanCommit;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Small records for tests. */
final class Samples {
    static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private Samples() {}

    static JobId id(String job) {
        return new JobId("default", job);
    }

    static Job job(String id, int count) {
        return job(id, "service", count);
    }

    static Job job(String id, String type, int count) {
        TaskGroup group = TaskGroupBuilder.builder().name("web").count(count).build();
        return JobBuilder.builder()
                .namespace("default")
                .id(id)
                .name(id)
                .type(type)
                .priority(50)
                .taskGroups(List.of(group))
                .build();
    }

    static Node node(String id) {
        return NodeBuilder.builder()
                .id(id)
                .name(id)
                .datacenter("dc1")
                .nodePool("default")
                .status(NodeStatus.READY)
                .build();
    }

    static Allocation allocation(String id, String job, String node, int port) {
        AllocatedTaskResources task = new AllocatedTaskResources(
                new AllocatedCpuResources(100, List.of(port % 4)),
                new AllocatedMemoryResources(64, 128),
                List.of(),
                List.of());
        AllocatedSharedResources shared =
                new AllocatedSharedResources(10, List.of(), List.of(new PortMapping("http", port, 0, "10.0.0.1")));
        return AllocationBuilder.builder()
                .id(id)
                .namespace("default")
                .jobId(job)
                .nodeId(node)
                .evalId("evaluation-" + job)
                .taskGroup("web")
                .name(job + ".web[0]")
                .allocatedResources(new AllocatedResources(Map.of("server", task), shared, Map.of()))
                .build();
    }

    static Evaluation evaluation(String id, String job, EvaluationStatus status) {
        return EvaluationBuilder.builder()
                .id(id)
                .namespace("default")
                .jobId(job)
                .type("service")
                .priority(50)
                .triggeredBy("job-register")
                .status(status)
                .build();
    }

    static Command register(Job job) {
        return new JobCommand.Register(job, Optional.empty(), Optional.empty());
    }

    static Command place(Job job, Allocation... placements) {
        return commit(job, List.of(placements), List.of());
    }

    static Command stop(Job job, String... allocations) {
        return commit(
                job,
                List.of(),
                List.of(allocations).stream()
                        .map(id -> AllocationStop.of(id, "not needed"))
                        .toList());
    }

    static Command commit(Job job, List<Allocation> placements, List<AllocationStop> stops) {
        return new PlanCommand.Commit(new PlanCommit(
                "evaluation-" + job.id(),
                job,
                placements,
                stops,
                List.of(),
                Optional.empty(),
                List.of(),
                NOW,
                List.of()));
    }

    /** The state after the commands, from nothing. */
    static State after(Command... commands) {
        State state = State.initial();
        for (Command command : commands) {
            state = StateMachine.apply(state, state.index() + 1, command);
        }
        return state;
    }
}
