package dev.drover.server.plan;

import dev.drover.model.job.Job;
import dev.drover.model.job.Task;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeReservedResources;
import dev.drover.model.node.NodeResources;
import dev.drover.state.usage.NodeUsage;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Amounts of what can be divided at will.
 *
 * @param cpuMhz CPU in MHz
 * @param memoryMb memory in MiB that is set aside
 * @param diskMb disk in MiB
 */
public record Resources(long cpuMhz, long memoryMb, long diskMb) {
    public static final Resources NONE = new Resources(0, 0, 0);

    /** What a node has for allocations; empty when it has not told. */
    public static Optional<Resources> of(Node node) {
        NodeResources total = node.nodeResources();
        if (total == null) {
            return Optional.empty();
        }
        Resources all = new Resources(
                total.cpu() == null ? 0 : total.cpu().cpuShares(),
                total.memory() == null ? 0 : total.memory().memoryMb(),
                total.disk() == null ? 0 : total.disk().diskMb());
        NodeReservedResources reserved = node.reservedResources();
        return Optional.of(
                reserved == null
                        ? all
                        : all.minus(new Resources(
                                reserved.cpu() == null ? 0 : reserved.cpu().cpuShares(),
                                reserved.memory() == null
                                        ? 0
                                        : reserved.memory().memoryMb(),
                                reserved.disk() == null ? 0 : reserved.disk().diskMb())));
    }

    public static Resources of(NodeUsage usage) {
        return new Resources(usage.cpuMhz(), usage.memoryMb(), usage.diskMb());
    }

    /** So much at least one more allocation of the job needs, whichever of its groups it is for. */
    public static Resources leastOf(Job job) {
        return job.taskGroups().stream()
                .filter(group -> group.count() == null || group.count() > 0)
                .map(Resources::leastOf)
                .reduce(Resources::smaller)
                .orElse(NONE);
    }

    /** Tasks beside the main ones may share room with them and so are not added up. */
    private static Resources leastOf(TaskGroup group) {
        Resources sum = group.ephemeralDisk() == null
                ? NONE
                : new Resources(0, 0, amount(group.ephemeralDisk().sizeMb()));
        for (Task task : group.tasks()) {
            dev.drover.model.job.Resources asked = task.resources();
            if (task.lifecycle() == null && asked != null) {
                long cpu = amount(asked.cores()) == 0 ? amount(asked.cpu()) : 0;
                sum = new Resources(sum.cpuMhz + cpu, sum.memoryMb + amount(asked.memoryMb()), sum.diskMb);
            }
        }
        return sum;
    }

    private static long amount(@Nullable Integer value) {
        return value == null ? 0 : value;
    }

    private Resources smaller(Resources other) {
        return new Resources(
                Math.min(cpuMhz, other.cpuMhz), Math.min(memoryMb, other.memoryMb), Math.min(diskMb, other.diskMb));
    }

    public Resources minus(Resources other) {
        return new Resources(cpuMhz - other.cpuMhz, memoryMb - other.memoryMb, diskMb - other.diskMb);
    }

    public boolean fitsIn(Resources room) {
        return cpuMhz <= room.cpuMhz && memoryMb <= room.memoryMb && diskMb <= room.diskMb;
    }
}
