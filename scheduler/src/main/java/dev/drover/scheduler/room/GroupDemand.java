package dev.drover.scheduler.room;

import dev.drover.model.alloc.AllocatedCpuResources;
import dev.drover.model.alloc.AllocatedMemoryResources;
import dev.drover.model.alloc.AllocatedResources;
import dev.drover.model.alloc.AllocatedSharedResources;
import dev.drover.model.alloc.AllocatedTaskResources;
import dev.drover.model.alloc.PortMapping;
import dev.drover.model.job.NetworkResource;
import dev.drover.model.job.Port;
import dev.drover.model.job.Resources;
import dev.drover.model.job.Task;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.job.TaskLifecycle;
import dev.drover.model.wire.Defaults;
import dev.drover.scheduler.feasibility.Operators;
import dev.drover.state.usage.AllocationUse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one allocation of a group takes. A group that asks for neither ports nor cores, devices or a volume of its own takes the same on
 * every node, and then all its allocations share one immutable description; only those are chosen node by node.
 */
public final class GroupDemand implements Demand {
    private static final Hardware.Found NO_HARDWARE = new Hardware.Found(Map.of(), Map.of(), OptionalDouble.empty());

    private static final Shortfall.Dimension[] DIMENSIONS = Shortfall.Dimension.values();

    private final TaskGroup group;
    private final boolean oversubscription;
    private final List<TaskHardware> hardware;
    private final Set<Integer> staticPorts;
    private final List<String> volumes;
    private final boolean differsByNode;
    private final boolean tasksHaveNetworks;

    /** Told with every allocation, and the same for all. */
    private final Map<String, TaskLifecycle> lifecycles;

    /** Whether all nodes on which no devices are used give the same, but for ports and the names of instances. */
    private final boolean alikeWhenUnused;

    private final PortOutlook outlook;
    private final Grant.Given common;

    /**
     * Describes the group's demand.
     *
     * @param oversubscription whether tasks may use more memory than is set aside for them
     */
    public GroupDemand(TaskGroup group, boolean oversubscription) {
        this.group = group;
        this.oversubscription = oversubscription;
        Operators operators = new Operators();
        this.hardware = group.tasks().stream()
                .map(task -> TaskHardware.of(task, operators::holds))
                .filter(TaskHardware::wantsAny)
                .toList();
        List<NetworkResource> networks = Stream.concat(
                        group.networks().stream(), group.tasks().stream().flatMap(task -> networks(task).stream()))
                .toList();
        this.staticPorts = networks.stream()
                .flatMap(network -> network.reservedPorts().stream())
                .map(Port::value)
                .collect(Collectors.toUnmodifiableSet());
        this.volumes = VolumeNeeds.exclusive(group);
        this.tasksHaveNetworks =
                group.tasks().stream().anyMatch(task -> !networks(task).isEmpty());
        this.lifecycles = lifecycles(group);
        this.differsByNode = !networks.isEmpty() || !hardware.isEmpty() || !volumes.isEmpty();
        this.alikeWhenUnused = volumes.isEmpty() && hardware.stream().noneMatch(TaskHardware::isParticular);
        this.outlook = new PortOutlook(
                group.networks(),
                group.tasks().stream().flatMap(task -> networks(task).stream()).toList());
        AllocatedResources resources = describe(NO_HARDWARE, Map.of(), group.networks(), List.of(), cores -> 0);
        this.common = new Grant.Given(resources, AllocationUse.of(resources));
    }

    /** What it takes on every node, leaving aside what is chosen node by node. */
    public AllocationUse everywhere() {
        return common.use();
    }

    /** What the allocation would get on this node. */
    @Override
    public Grant ask(NodeRoom room, RandomGenerator random) {
        if (!differsByNode) {
            return askForCommon(room);
        }
        if (hardware.isEmpty() && !fits(room, common.use())) {
            return new Grant.Refused(firstLacking(room, common.use()));
        }
        return switch (findHardware(room)) {
            case Hardware.Lacking lacking -> new Grant.Refused(lacking.shortfall());
            case Hardware.Found found -> ask(room, random, found);
        };
    }

    @Override
    public Grant weigh(NodeRoom room) {
        boolean sure = differsByNode
                && alikeWhenUnused
                && fits(room, common.use())
                && (hardware.isEmpty() || room.usage().devices().isEmpty())
                && outlook.isSure(room);
        return sure ? common : probe(room);
    }

    @Override
    public Grant probe(NodeRoom room) {
        return differsByNode ? ask(room, new SplittableRandom(0)) : askForCommon(room);
    }

    private Grant askForCommon(NodeRoom room) {
        return fits(room, common.use()) ? common : new Grant.Refused(firstLacking(room, common.use()));
    }

    private Grant ask(NodeRoom room, RandomGenerator random, Hardware.Found found) {
        PortAssignment ports = PortAssignment.on(room, random, staticPorts);
        List<NetworkResource> shared = ports.assign(group.networks());
        Optional<Shortfall> refusal = ports.refusal();
        Map<String, List<NetworkResource>> perTask = Map.of();
        if (tasksHaveNetworks) {
            PortAssignment taskPorts = ports.forTasks();
            perTask = new LinkedHashMap<>();
            for (Task task : group.tasks()) {
                if (!networks(task).isEmpty()) {
                    perTask.put(task.name(), taskPorts.assign(networks(task)));
                }
            }
            refusal = refusal.or(taskPorts::refusal);
        }
        if (refusal.isEmpty() && !volumes.isEmpty()) {
            refusal = claimed(room);
        }
        if (hardware.isEmpty() && refusal.isPresent()) {
            // Amounts that are the same everywhere were looked at before; those of cores come first.
            return new Grant.Refused(refusal.get());
        }
        AllocatedResources resources = hardware.isEmpty() && perTask.isEmpty()
                ? withPorts(shared, ports.mappings())
                : describe(
                        found,
                        perTask,
                        shared,
                        ports.mappings(),
                        cores -> room.layout().mhz(cores));
        AllocationUse use = AllocationUse.of(resources);
        if (!fits(room, use)) {
            return new Grant.Refused(firstLacking(room, use));
        }
        if (refusal.isPresent()) {
            return new Grant.Refused(refusal.get());
        }
        Map<String, Double> scores =
                found.welcome().isPresent() ? Map.of("devices", found.welcome().getAsDouble()) : Map.of();
        return new Grant.Given(resources, use, scores, volumes, List.of());
    }

    /** What it takes on every node, with other ports. */
    private AllocatedResources withPorts(List<NetworkResource> networks, List<PortMapping> mappings) {
        AllocatedResources usual = common.resources();
        long disk = usual.shared() == null ? 0 : usual.shared().diskMb();
        return new AllocatedResources(
                usual.tasks(), new AllocatedSharedResources(disk, networks, mappings), usual.taskLifecycles());
    }

    /** All that the node lacks, where {@link #ask} stops at the first. */
    public List<Shortfall> shortfalls(NodeRoom room) {
        List<Shortfall> shortfalls = new ArrayList<>();
        Hardware.Found found = switch (findHardware(room)) {
            case Hardware.Found all -> all;
            case Hardware.Lacking lacking -> {
                shortfalls.add(lacking.shortfall());
                yield NO_HARDWARE;
            }
        };
        AllocatedResources resources = describe(
                found, Map.of(), List.of(), List.of(), cores -> room.layout().mhz(cores));
        shortfalls.addAll(lacking(room, AllocationUse.of(resources)));
        PortAssignment ports = PortAssignment.on(room, new SplittableRandom(0), staticPorts);
        ports.assign(group.networks());
        PortAssignment taskPorts = ports.forTasks();
        group.tasks().forEach(task -> taskPorts.assign(networks(task)));
        ports.refusal().ifPresent(shortfalls::add);
        taskPorts.refusal().ifPresent(shortfalls::add);
        claimed(room).ifPresent(shortfalls::add);
        return List.copyOf(shortfalls);
    }

    private Hardware findHardware(NodeRoom room) {
        return hardware.isEmpty() ? NO_HARDWARE : HardwareSearch.find(room, hardware);
    }

    private Optional<Shortfall> claimed(NodeRoom room) {
        return volumes.stream().filter(room::isClaimed).findFirst().map(Shortfall.VolumeClaimed::new);
    }

    private static boolean fits(NodeRoom room, AllocationUse use) {
        Capacity capacity = room.capacity();
        return (capacity.maxAllocations() <= 0 || room.usage().allocations() < capacity.maxAllocations())
                && room.usage().cpuMhz() + use.cpuMhz() <= capacity.cpuMhz()
                && room.usage().memoryMb() + use.memoryMb() <= capacity.memoryMb()
                && room.usage().diskMb() + use.diskMb() <= capacity.diskMb();
    }

    private static List<Shortfall> lacking(NodeRoom room, AllocationUse use) {
        Capacity capacity = room.capacity();
        List<Shortfall> lacking = new ArrayList<>();
        if (capacity.maxAllocations() > 0 && room.usage().allocations() >= capacity.maxAllocations()) {
            lacking.add(new Shortfall.Allocations(capacity.maxAllocations()));
        }
        for (Shortfall.Dimension dimension : DIMENSIONS) {
            Shortfall.Amount amount = amount(dimension, room, use);
            if (amount.missing() > 0) {
                lacking.add(amount);
            }
        }
        return lacking;
    }

    /** The first of those, without making the others: thousands of nodes are asked that are full. */
    private static Shortfall firstLacking(NodeRoom room, AllocationUse use) {
        Capacity capacity = room.capacity();
        if (capacity.maxAllocations() > 0 && room.usage().allocations() >= capacity.maxAllocations()) {
            return new Shortfall.Allocations(capacity.maxAllocations());
        }
        for (Shortfall.Dimension dimension : DIMENSIONS) {
            Shortfall.Amount amount = amount(dimension, room, use);
            if (amount.missing() > 0) {
                return amount;
            }
        }
        throw new IllegalStateException("node " + room.node().id() + " lacks nothing");
    }

    private static Shortfall.Amount amount(Shortfall.Dimension dimension, NodeRoom room, AllocationUse use) {
        Capacity capacity = room.capacity();
        return switch (dimension) {
            case CPU ->
                new Shortfall.Amount(
                        dimension,
                        use.cpuMhz(),
                        capacity.cpuMhz() - room.usage().cpuMhz());
            case MEMORY ->
                new Shortfall.Amount(
                        dimension,
                        use.memoryMb(),
                        capacity.memoryMb() - room.usage().memoryMb());
            case DISK ->
                new Shortfall.Amount(
                        dimension,
                        use.diskMb(),
                        capacity.diskMb() - room.usage().diskMb());
        };
    }

    /** What some cores count for, in MHz. */
    private interface CoreSpeed {
        long mhz(List<Integer> cores);
    }

    private AllocatedResources describe(
            Hardware.Found found,
            Map<String, List<NetworkResource>> networks,
            List<NetworkResource> sharedNetworks,
            List<PortMapping> mappings,
            CoreSpeed speed) {
        Map<String, AllocatedTaskResources> tasks = new LinkedHashMap<>();
        for (Task task : group.tasks()) {
            List<Integer> own = found.cores().getOrDefault(task.name(), List.of());
            Resources asked = task.resources();
            long mhz = own.isEmpty() ? (asked == null ? 0 : orZero(asked.cpu())) : speed.mhz(own);
            tasks.put(
                    task.name(),
                    new AllocatedTaskResources(
                            new AllocatedCpuResources(mhz, own),
                            memory(asked),
                            networks.getOrDefault(task.name(), List.of()),
                            found.devices().getOrDefault(task.name(), List.of())));
        }
        long disk =
                group.ephemeralDisk() == null ? 0 : orZero(group.ephemeralDisk().sizeMb());
        return new AllocatedResources(tasks, new AllocatedSharedResources(disk, sharedNetworks, mappings), lifecycles);
    }

    /** Main tasks are listed too, without a lifecycle, as the wire has it: the map's type cannot say so. */
    @SuppressWarnings("NullAway")
    private static Map<String, TaskLifecycle> lifecycles(TaskGroup group) {
        Map<String, TaskLifecycle> lifecycles = new LinkedHashMap<>();
        group.tasks().forEach(task -> lifecycles.put(task.name(), task.lifecycle()));
        return Defaults.map(lifecycles);
    }

    private AllocatedMemoryResources memory(@Nullable Resources asked) {
        if (asked == null) {
            return new AllocatedMemoryResources(0, 0);
        }
        return new AllocatedMemoryResources(
                orZero(asked.memoryMb()), oversubscription ? orZero(asked.memoryMaxMb()) : 0);
    }

    private static List<NetworkResource> networks(Task task) {
        return task.resources() == null ? List.of() : task.resources().networks();
    }

    private static int orZero(@Nullable Integer value) {
        return Objects.requireNonNullElse(value, 0);
    }
}
