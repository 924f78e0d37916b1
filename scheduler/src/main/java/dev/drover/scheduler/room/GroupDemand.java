package dev.drover.scheduler.room;

import dev.drover.model.alloc.AllocatedCpuResources;
import dev.drover.model.alloc.AllocatedMemoryResources;
import dev.drover.model.alloc.AllocatedResources;
import dev.drover.model.alloc.AllocatedSharedResources;
import dev.drover.model.alloc.AllocatedTaskResources;
import dev.drover.model.alloc.PortMapping;
import dev.drover.model.job.NetworkResource;
import dev.drover.model.job.Resources;
import dev.drover.model.job.Task;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.job.TaskLifecycle;
import dev.drover.scheduler.feasibility.Veto;
import dev.drover.state.usage.AllocationUse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What one allocation of a group takes. A group that asks for neither ports nor cores takes the same on every node, and then all its
 * allocations share one immutable description; only ports and cores are chosen node by node.
 */
public final class GroupDemand {
    private final TaskGroup group;
    private final boolean oversubscription;
    private final boolean differsByNode;
    private final Grant.Given common;

    /**
     * Describes the group's demand.
     *
     * @param oversubscription whether tasks may use more memory than is set aside for them
     */
    public GroupDemand(TaskGroup group, boolean oversubscription) {
        this.group = group;
        this.oversubscription = oversubscription;
        this.differsByNode = !group.networks().isEmpty()
                || group.tasks().stream()
                        .anyMatch(task -> cores(task) > 0 || !networks(task).isEmpty());
        AllocatedResources resources = describe(Map.of(), Map.of(), group.networks(), List.of(), 0);
        this.common = new Grant.Given(resources, AllocationUse.of(resources));
    }

    /** What the allocation would get on this node. */
    public Grant ask(NodeRoom room, RandomGenerator random) {
        if (!differsByNode) {
            return askForCommon(room);
        }
        Map<String, List<Integer>> cores = chooseCores(room);
        if (cores.size()
                < group.tasks().stream().filter(task -> cores(task) > 0).count()) {
            return new Grant.Refused(Veto.exhausted("cores"));
        }
        PortAssignment ports = new PortAssignment(room, random);
        List<NetworkResource> shared = ports.assign(group.networks());
        List<PortMapping> mappings = List.copyOf(ports.mappings());
        Map<String, List<NetworkResource>> perTask = new LinkedHashMap<>();
        group.tasks().forEach(task -> perTask.put(task.name(), ports.assign(networks(task))));
        AllocatedResources resources =
                describe(cores, perTask, shared, mappings, room.capacity().mhzPerCore());
        AllocationUse use = AllocationUse.of(resources);
        Optional<Veto> veto = shortage(room, use).or(() -> ports.refusal().map(Veto::exhausted));
        return veto.isPresent() ? new Grant.Refused(veto.get()) : new Grant.Given(resources, use);
    }

    /** Whether and what it would take, without caring which dynamic ports. Asks twice the same give the same. */
    public Grant probe(NodeRoom room) {
        return differsByNode ? ask(room, new SplittableRandom(0)) : askForCommon(room);
    }

    private Grant askForCommon(NodeRoom room) {
        Optional<Veto> shortage = shortage(room, common.use());
        return shortage.isPresent() ? new Grant.Refused(shortage.get()) : common;
    }

    private static Optional<Veto> shortage(NodeRoom room, AllocationUse use) {
        Capacity capacity = room.capacity();
        if (capacity.maxAllocations() > 0 && room.usage().allocations() >= capacity.maxAllocations()) {
            return Optional.of(Veto.exhausted("max allocation exceeded"));
        }
        if (room.usage().cpuMhz() + use.cpuMhz() > capacity.cpuMhz()) {
            return Optional.of(Veto.exhausted("cpu"));
        }
        if (room.usage().memoryMb() + use.memoryMb() > capacity.memoryMb()) {
            return Optional.of(Veto.exhausted("memory"));
        }
        if (room.usage().diskMb() + use.diskMb() > capacity.diskMb()) {
            return Optional.of(Veto.exhausted("disk"));
        }
        return Optional.empty();
    }

    /** The lowest free cores for each task that wants some; a task is left out when there are too few. */
    private Map<String, List<Integer>> chooseCores(NodeRoom room) {
        List<Integer> free = new ArrayList<>(room.capacity().cores());
        free.removeIf(core -> room.usage().cores().contains(core));
        Map<String, List<Integer>> chosen = new LinkedHashMap<>();
        for (Task task : group.tasks()) {
            int wanted = cores(task);
            if (wanted > 0 && wanted <= free.size()) {
                List<Integer> first = free.subList(0, wanted);
                chosen.put(task.name(), List.copyOf(first));
                first.clear();
            }
        }
        return chosen;
    }

    private AllocatedResources describe(
            Map<String, List<Integer>> cores,
            Map<String, List<NetworkResource>> networks,
            List<NetworkResource> sharedNetworks,
            List<PortMapping> mappings,
            long mhzPerCore) {
        Map<String, AllocatedTaskResources> tasks = new LinkedHashMap<>();
        Map<String, TaskLifecycle> lifecycles = new LinkedHashMap<>();
        for (Task task : group.tasks()) {
            List<Integer> own = cores.getOrDefault(task.name(), List.of());
            Resources asked = task.resources();
            long mhz = own.isEmpty() ? (asked == null ? 0 : orZero(asked.cpu())) : own.size() * mhzPerCore;
            tasks.put(
                    task.name(),
                    new AllocatedTaskResources(
                            new AllocatedCpuResources(mhz, own),
                            memory(asked),
                            networks.getOrDefault(task.name(), List.of()),
                            List.of()));
            putLifecycle(lifecycles, task);
        }
        long disk =
                group.ephemeralDisk() == null ? 0 : orZero(group.ephemeralDisk().sizeMb());
        return new AllocatedResources(tasks, new AllocatedSharedResources(disk, sharedNetworks, mappings), lifecycles);
    }

    /** Main tasks are listed too, without a lifecycle, as the wire has it: the map's type cannot say so. */
    @SuppressWarnings("NullAway")
    private static void putLifecycle(Map<String, TaskLifecycle> lifecycles, Task task) {
        lifecycles.put(task.name(), task.lifecycle());
    }

    private AllocatedMemoryResources memory(@Nullable Resources asked) {
        if (asked == null) {
            return new AllocatedMemoryResources(0, 0);
        }
        return new AllocatedMemoryResources(
                orZero(asked.memoryMb()), oversubscription ? orZero(asked.memoryMaxMb()) : 0);
    }

    private static int cores(Task task) {
        return task.resources() == null ? 0 : orZero(task.resources().cores());
    }

    private static List<NetworkResource> networks(Task task) {
        return task.resources() == null ? List.of() : task.resources().networks();
    }

    private static int orZero(@Nullable Integer value) {
        return Objects.requireNonNullElse(value, 0);
    }
}
