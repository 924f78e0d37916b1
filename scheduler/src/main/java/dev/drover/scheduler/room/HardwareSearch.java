package dev.drover.scheduler.room;

import dev.drover.model.alloc.AllocatedDeviceResource;
import dev.drover.model.node.NodeDevice;
import dev.drover.model.node.NodeDeviceResource;
import dev.drover.scheduler.device.DeviceRequest;
import dev.drover.scheduler.device.DeviceRequest.Instance;
import dev.drover.scheduler.room.TaskHardware.Numa;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks for cores and devices for all tasks of an allocation at once. Requests may want the same instances (any GPU, and a certain one),
 * and cores decide which devices are near; so this is a depth-first search: one step for the cores of each task and one for each request
 * of devices, each trying its options from best to worst and coming back when a later step finds nothing. Nodes have a handful of
 * device groups and NUMA nodes, and nearly every search succeeds without coming back once.
 *
 * <p>Tasks that merely prefer one NUMA node are first treated as if they required it, and only when that fails are they not.
 */
final class HardwareSearch {
    /** So many options are looked at before the search gives up, against requests made to branch without end. */
    private static final int SEARCH_LIMIT = 2_000;

    private sealed interface Step {
        record OfCores(TaskHardware task) implements Step {}

        record OfDevices(TaskHardware task, DeviceRequest request) implements Step {}
    }

    private record Held(String task, NodeDeviceResource group, List<Instance> instances, DeviceRequest request) {
        List<String> keys() {
            List<String> keys = new ArrayList<>(instances.size());
            for (Instance instance : instances) {
                keys.add(instance.key());
            }
            return keys;
        }

        List<String> ids() {
            List<String> ids = new ArrayList<>(instances.size());
            for (Instance instance : instances) {
                ids.add(instance.device().id());
            }
            return ids;
        }
    }

    private final NodeRoom room;
    private final boolean strict;
    private final List<Step> steps = new ArrayList<>();
    private final List<Integer> freeCores;
    private final Map<String, List<Integer>> cores = new HashMap<>();
    private final List<Held> devices = new ArrayList<>();
    private final Set<String> promised = new HashSet<>();
    private int looked;
    private int deepest = -1;
    private @Nullable Shortfall shortfall;

    private HardwareSearch(NodeRoom room, List<TaskHardware> tasks, boolean strict) {
        this.room = room;
        this.strict = strict;
        boolean wantsCores = false;
        for (TaskHardware task : tasks) {
            wantsCores |= task.cores() > 0;
        }
        this.freeCores = wantsCores ? freeCores(room) : List.of();
        for (TaskHardware task : tasks) {
            if (task.cores() > 0) {
                steps.add(new Step.OfCores(task));
            }
            for (DeviceRequest request : task.devices()) {
                steps.add(new Step.OfDevices(task, request));
            }
        }
    }

    private static List<Integer> freeCores(NodeRoom room) {
        List<Integer> free = new ArrayList<>(room.capacity().cores());
        free.removeIf(
                core -> room.usage().cores().contains(core) || !room.layout().has(core));
        return free;
    }

    static Hardware find(NodeRoom room, List<TaskHardware> tasks) {
        for (TaskHardware task : tasks) {
            if (task.numa() == Numa.PREFER) {
                Hardware near = new HardwareSearch(room, tasks, true).find();
                if (near instanceof Hardware.Found) {
                    return near;
                }
                break;
            }
        }
        return new HardwareSearch(room, tasks, false).find();
    }

    private Hardware find() {
        if (search(0)) {
            Map<String, List<AllocatedDeviceResource>> byTask = new HashMap<>();
            for (Held held : devices) {
                byTask.computeIfAbsent(held.task(), unseen -> new ArrayList<>(1))
                        .add(new AllocatedDeviceResource(
                                held.group().vendor(),
                                held.group().type(),
                                held.group().name(),
                                held.ids()));
            }
            return new Hardware.Found(cores.isEmpty() ? Map.of() : Map.copyOf(cores), byTask, welcome());
        }
        return new Hardware.Lacking(Objects.requireNonNull(shortfall));
    }

    private OptionalDouble welcome() {
        double weights = 0;
        double sum = 0;
        for (Held held : devices) {
            weights += held.request().weights();
            sum += held.request().welcome(held.group());
        }
        return weights == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / weights);
    }

    private boolean search(int step) {
        if (step == steps.size()) {
            return true;
        }
        boolean found = switch (steps.get(step)) {
            case Step.OfCores(TaskHardware task) -> searchCores(step, task);
            case Step.OfDevices(TaskHardware task, DeviceRequest request) -> searchDevices(step, task, request);
        };
        if (!found && step > deepest) {
            deepest = step;
            shortfall = reason(steps.get(step));
        }
        return found;
    }

    private boolean searchCores(int step, TaskHardware task) {
        for (List<Integer> option : coreOptions(task)) {
            if (++looked > SEARCH_LIMIT) {
                return false;
            }
            cores.put(task.task(), option);
            freeCores.removeAll(option);
            if (search(step + 1)) {
                return true;
            }
            freeCores.addAll(option);
            freeCores.sort(Comparator.naturalOrder());
            cores.remove(task.task());
        }
        return false;
    }

    /** A NUMA node on which they just fit leaves the others whole for those that need many. */
    private List<List<Integer>> coreOptions(TaskHardware task) {
        if (freeCores.size() < task.cores()) {
            return List.of();
        }
        List<List<Integer>> options = new ArrayList<>();
        if (task.numa() != Numa.NONE) {
            room.layout().numaNodes(freeCores).stream()
                    .map(this::freeOn)
                    .filter(free -> free.size() >= task.cores())
                    .sorted(Comparator.comparingInt(List::size))
                    .map(free -> List.copyOf(free.subList(0, task.cores())))
                    .forEach(options::add);
        }
        if (!oneNumaNode(task)) {
            options.add(List.copyOf(spread().subList(0, task.cores())));
        }
        return options;
    }

    /** All free cores, those of the NUMA nodes with the most free ones first, so that few NUMA nodes are touched. */
    private List<Integer> spread() {
        return room.layout().numaNodes(freeCores).stream()
                .map(this::freeOn)
                .sorted(Comparator.comparingInt((List<Integer> free) -> -free.size()))
                .flatMap(List::stream)
                .toList();
    }

    private List<Integer> freeOn(int numaNode) {
        return freeCores.stream()
                .filter(core -> room.layout().numaNode(core) == numaNode)
                .toList();
    }

    private boolean oneNumaNode(TaskHardware task) {
        return switch (task.numa()) {
            case NONE -> false;
            case PREFER -> strict;
            case REQUIRE -> true;
        };
    }

    private boolean searchDevices(int step, TaskHardware task, DeviceRequest request) {
        for (Held option : deviceOptions(task, request)) {
            if (++looked > SEARCH_LIMIT) {
                return false;
            }
            devices.add(option);
            promised.addAll(option.keys());
            if (search(step + 1)) {
                return true;
            }
            option.keys().forEach(promised::remove);
            devices.removeLast();
        }
        return false;
    }

    /** One for each group that can serve, the most welcome first and of equals the later one. */
    private List<Held> deviceOptions(TaskHardware task, DeviceRequest request) {
        List<Held> options = new ArrayList<>(room.devices().size());
        for (NodeDeviceResource group : room.devices()) {
            List<Instance> free = new ArrayList<>(
                    (int) Math.min(request.count(), group.instances().size()));
            for (Instance instance : request.suitable(group)) {
                if (free.size() < request.count()
                        && isFree(instance.key())
                        && isNearEnough(task, request, instance.device())) {
                    free.add(instance);
                }
            }
            if (free.size() == request.count()) {
                options.addFirst(new Held(task.task(), group, free, request));
            }
        }
        if (options.size() > 1) {
            options.sort(
                    Comparator.comparingDouble((Held held) -> -held.request().welcome(held.group())));
        }
        return options;
    }

    private boolean isFree(String key) {
        return !promised.contains(key) && !room.usage().devices().contains(key);
    }

    private boolean isNearEnough(TaskHardware task, DeviceRequest request, NodeDevice instance) {
        if (!oneNumaNode(task) || !task.besideCores().contains(request.name())) {
            return true;
        }
        List<Integer> own = cores.getOrDefault(task.task(), List.of());
        return instance.locality() != null
                && room.layout()
                        .numaNodeOfBus(instance.locality().pciBusId())
                        .filter(near ->
                                own.stream().allMatch(core -> room.layout().numaNode(core) == near))
                        .isPresent();
    }

    private Shortfall reason(Step step) {
        return switch (step) {
            case Step.OfCores(TaskHardware task) ->
                freeCores.size() < task.cores()
                        ? new Shortfall.Cores(task.cores(), freeCores.size())
                        : new Shortfall.NumaCores(task.task(), task.cores());
            case Step.OfDevices(TaskHardware task, DeviceRequest request) -> lackOf(task, request);
        };
    }

    private Shortfall lackOf(TaskHardware task, DeviceRequest request) {
        List<List<String>> options = room.devices().stream()
                .map(group -> request.suitable(group).stream()
                        .map(Instance::key)
                        .filter(key -> !promised.contains(key))
                        .toList())
                .filter(keys -> keys.size() >= request.count())
                .toList();
        boolean onlyTooFar = options.stream()
                .anyMatch(keys -> keys.stream().filter(this::isFree).count() >= request.count());
        return onlyTooFar && oneNumaNode(task)
                ? new Shortfall.NumaCores(task.task(), task.cores())
                : new Shortfall.Devices(request.name(), request.count(), options);
    }
}
