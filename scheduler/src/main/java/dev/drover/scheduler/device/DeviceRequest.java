package dev.drover.scheduler.device;

import dev.drover.model.job.Affinity;
import dev.drover.model.job.Constraint;
import dev.drover.model.job.RequestedDevice;
import dev.drover.model.job.Task;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.node.NodeDevice;
import dev.drover.model.node.NodeDeviceResource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A task's wish for some devices of a kind, all from one device group of a node. Remembers what it has found of each device group of the
 * nodes that it was shown, for an evaluation asks again and again; not safe for use by several threads.
 */
public final class DeviceRequest {
    private static final int DEFAULT_WEIGHT = 50;

    private final RequestedDevice asked;
    private final DeviceName name;
    private final DeviceConditions conditions;
    private final long count;
    private final IdentityHashMap<NodeDeviceResource, List<Instance>> known = new IdentityHashMap<>();

    /** An instance that could serve, with the name that a node's usage has for it. */
    public record Instance(NodeDevice device, String key) {}

    public DeviceRequest(RequestedDevice asked, TextComparison texts) {
        this.asked = asked;
        this.name = DeviceName.parse(asked.name());
        this.conditions = new DeviceConditions(texts);
        this.count = Objects.requireNonNullElse(asked.count(), 1L);
    }

    /** The requests of all tasks of a group. */
    public static List<DeviceRequest> of(TaskGroup group, TextComparison texts) {
        return group.tasks().stream().flatMap(task -> of(task, texts).stream()).toList();
    }

    public static List<DeviceRequest> of(Task task, TextComparison texts) {
        return task.resources() == null
                ? List.of()
                : task.resources().devices().stream()
                        .map(device -> new DeviceRequest(device, texts))
                        .toList();
    }

    /** Whether the request looks at which instances there are, and not only at how many. */
    public static boolean picksInstances(RequestedDevice asked) {
        return asked.constraints().stream()
                .anyMatch(constraint ->
                        picksInstances(constraint) || constraint.rightTarget().equals(DeviceConditions.IDS));
    }

    public String name() {
        return asked.name();
    }

    public long count() {
        return count;
    }

    /** The healthy instances of the group that could serve, whether or not they are free; none when the group does not suit. */
    public List<Instance> suitable(NodeDeviceResource group) {
        return known.computeIfAbsent(group, this::findSuitable);
    }

    private List<Instance> findSuitable(NodeDeviceResource group) {
        if (!name.names(group) || (!asked.constraints().isEmpty() && !admits(group))) {
            return List.of();
        }
        List<Instance> suitable = new ArrayList<>(group.instances().size());
        for (NodeDevice instance : group.instances()) {
            if (instance.healthy() && (asked.constraints().isEmpty() || admits(instance))) {
                suitable.add(new Instance(instance, DeviceOffers.key(group, instance.id())));
            }
        }
        return suitable;
    }

    /** Sum of the weights of the affinities that the group answers. */
    public double welcome(NodeDeviceResource group) {
        double sum = 0;
        for (Affinity affinity : asked.affinities()) {
            if (conditions.hold(affinity.operand(), affinity.leftTarget(), affinity.rightTarget(), group)) {
                sum += weight(affinity);
            }
        }
        return sum;
    }

    /** The highest welcome, were there no affinities of negative weight. */
    public double weights() {
        double sum = 0;
        for (Affinity affinity : asked.affinities()) {
            sum += Math.abs(weight(affinity));
        }
        return sum;
    }

    private boolean admits(NodeDeviceResource group) {
        return asked.constraints().stream()
                .filter(constraint -> !picksInstances(constraint) || wantsWholeSet(constraint))
                .allMatch(constraint -> conditions.hold(
                        constraint.operand(), constraint.leftTarget(), constraint.rightTarget(), group));
    }

    /** A condition on the ids is about single instances: of a group that has them, only those that are named may be taken. */
    private boolean admits(NodeDevice instance) {
        Optional<DeviceValue> id = Optional.of(new DeviceValue.Text(instance.id()));
        return asked.constraints().stream()
                .filter(DeviceRequest::picksInstances)
                .allMatch(constraint -> wantsWholeSet(constraint)
                        ? items(constraint.rightTarget()).contains(instance.id())
                        : conditions.hold(
                                constraint.operand(), id, Optional.of(new DeviceValue.Text(constraint.rightTarget()))));
    }

    private static boolean picksInstances(Constraint constraint) {
        return constraint.leftTarget().equals(DeviceConditions.IDS);
    }

    private static boolean wantsWholeSet(Constraint constraint) {
        return constraint.operand().equals("set_contains")
                || constraint.operand().equals("set_contains_all")
                || constraint.operand().equals("set_contains_any");
    }

    private static Set<String> items(String text) {
        return new HashSet<>(
                Arrays.stream(text.split(",", -1)).map(String::strip).toList());
    }

    private static int weight(Affinity affinity) {
        return Objects.requireNonNullElse(affinity.weight(), DEFAULT_WEIGHT);
    }
}
