package dev.drover.scheduler;

import dev.drover.model.alloc.AllocatedCpuResources;
import dev.drover.model.alloc.AllocatedDeviceResource;
import dev.drover.model.alloc.AllocatedMemoryResources;
import dev.drover.model.alloc.AllocatedResources;
import dev.drover.model.alloc.AllocatedSharedResources;
import dev.drover.model.alloc.AllocatedTaskResources;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationBuilder;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.alloc.DesiredStatus;
import dev.drover.model.alloc.PortMapping;
import dev.drover.model.eval.PlanAnnotations;
import dev.drover.model.job.Job;
import dev.drover.model.node.Node;
import dev.drover.scheduler.room.Grant;
import dev.drover.scheduler.room.NodeRoom;
import dev.drover.state.State;
import dev.drover.state.StateMachine;
import dev.drover.state.command.Command;
import dev.drover.state.command.JobCommand;
import dev.drover.state.command.NodeCommand;
import dev.drover.state.command.PlanCommand;
import dev.drover.state.plan.Plan;
import dev.drover.state.plan.PlanCommit;
import dev.drover.state.usage.AllocationUse;
import dev.drover.state.usage.NodeUsage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rooms, their tenants and small states, for tests of single classes that need no whole cluster. */
public final class Rooms {
    private Rooms() {}

    public static AllocationUse use(long mhz, long memoryMb, long diskMb) {
        return new AllocationUse(mhz, memoryMb, memoryMb, diskMb, List.of(), List.of(), List.of());
    }

    /** One task called t with so much, and no disk. */
    public static AllocatedResources resources(long mhz, long memoryMb) {
        return resources(mhz, memoryMb, 0, List.of(), List.of(), List.of());
    }

    /** One task called t with all of it; ports are on the address of {@link Machines#machine}. */
    public static AllocatedResources resources(
            long mhz,
            long memoryMb,
            long diskMb,
            List<Integer> cores,
            List<AllocatedDeviceResource> devices,
            List<Integer> ports) {
        AllocatedTaskResources task = new AllocatedTaskResources(
                new AllocatedCpuResources(mhz, cores), new AllocatedMemoryResources(memoryMb, 0), List.of(), devices);
        List<PortMapping> mappings = ports.stream()
                .map(port -> new PortMapping("p" + port, port, 0, "10.0.0.1"))
                .toList();
        return new AllocatedResources(
                Map.of("t", task), new AllocatedSharedResources(diskMb, List.of(), mappings), Map.of());
    }

    public static Grant.Given given(long mhz, long memoryMb) {
        AllocatedResources resources = resources(mhz, memoryMb);
        return new Grant.Given(resources, AllocationUse.of(resources));
    }

    /** A running allocation on node n1, the only one of its job. */
    public static Allocation tenant(String id, int priority, AllocatedResources resources) {
        return tenant(id, JobFiles.with(JobFiles.service("job-" + id, 1), job -> job.priority(priority)), resources);
    }

    /** A running allocation of the job's first group on node n1. */
    public static Allocation tenant(String id, Job job, AllocatedResources resources) {
        return AllocationBuilder.builder()
                .id(id)
                .namespace(job.namespace())
                .name(job.id() + ".g[0]")
                .nodeId("n1")
                .nodeName("host-n1")
                .jobId(job.id())
                .job(job)
                .taskGroup(job.taskGroups().getFirst().name())
                .allocatedResources(resources)
                .desiredStatus(DesiredStatus.RUN)
                .clientStatus(ClientStatus.RUNNING)
                .build();
    }

    /** The node with these on it. */
    public static NodeRoom room(Node node, Allocation... tenants) {
        NodeUsage usage = NodeUsage.NONE;
        for (Allocation tenant : tenants) {
            usage = usage.plus(AllocationUse.of(tenant));
        }
        return new NodeRoom(node, usage, () -> List.of(tenants));
    }

    /** A state with these nodes and nothing else. */
    public static State state(Node... nodes) {
        State state = State.initial();
        for (Node node : nodes) {
            state = with(state, new NodeCommand.Register(node, Instant.EPOCH, List.of()));
            state = with(
                    state,
                    new NodeCommand.UpdateStatus(node.id(), node.status(), Optional.empty(), Instant.EPOCH, List.of()));
        }
        return state;
    }

    public static State with(State state, Command command) {
        return StateMachine.apply(state, state.index() + 1, command);
    }

    /** The state with these allocations, which name their jobs, past all rules. */
    public static State placed(State before, Allocation... allocations) {
        State state = before;
        for (Allocation allocation : allocations) {
            Job job = allocation.job();
            if (job != null) {
                state = with(state, new JobCommand.Register(job, Optional.empty(), Optional.empty()));
            }
            Plan plan = new Plan(
                    "",
                    50,
                    false,
                    job,
                    List.of(allocation),
                    List.of(),
                    List.of(),
                    Optional.empty(),
                    List.of(),
                    new PlanAnnotations(Map.of(), List.of()),
                    0);
            state = with(state, new PlanCommand.Commit(PlanCommit.of(plan, Instant.EPOCH, List.of())));
        }
        return state;
    }
}
