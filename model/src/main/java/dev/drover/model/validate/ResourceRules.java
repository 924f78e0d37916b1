package dev.drover.model.validate;

import dev.drover.model.job.NUMAResource;
import dev.drover.model.job.RequestedDevice;
import dev.drover.model.job.Resources;
import dev.drover.model.job.Task;
import java.util.List;
import java.util.Objects;

/** What a task asks of its node. */
final class ResourceRules {
    private static final int LEAST_MEMORY_MB = 10;
    private static final int UNLIMITED = -1;

    private ResourceRules() {}

    static void check(Task task, Report block) {
        Resources resources = task.resources();
        if (resources == null) {
            block.fault("missing resources", "add a resources block");
            return;
        }
        int cores = Objects.requireNonNullElse(resources.cores(), 0);
        int cpu = Objects.requireNonNullElse(resources.cpu(), 0);
        block.atLeast("cores", cores, 0);
        block.faultIf(cores > 0 && cpu > 0, "cpu and cores exclude each other", "keep one");
        block.faultIf(cores == 0 && cpu < 1, "cpu is " + cpu + " MHz and must be at least 1", "raise cpu");
        memory(resources, block);
        block.warnIf(
                Objects.requireNonNullElse(resources.iops(), 0) != 0,
                "iops is an old form and has no effect",
                "remove it");
        block.warnIf(
                Objects.requireNonNullElse(resources.diskMb(), 0) != 0,
                "disk is an old form and has no effect",
                "use ephemeral_disk of the group");
        devices(resources, block);
        numa(resources, cores, block);
    }

    private static void memory(Resources resources, Report block) {
        int memory = Objects.requireNonNullElse(resources.memoryMb(), 0);
        int most = Objects.requireNonNullElse(resources.memoryMaxMb(), 0);
        int secrets = Objects.requireNonNullElse(resources.secretsMb(), 0);
        block.faultIf(
                memory < LEAST_MEMORY_MB,
                "memory is " + memory + " MB and must be at least " + LEAST_MEMORY_MB,
                "raise memory");
        block.faultIf(
                most != 0 && most != UNLIMITED && most < memory,
                "memory_max " + most + " is less than memory " + memory,
                "raise memory_max, or use -1 for no limit");
        block.faultIf(
                secrets < 0 || secrets > memory,
                "secrets is " + secrets + " MB and must be between 0 and memory",
                "lower secrets");
    }

    private static void devices(Resources resources, Report parent) {
        for (RequestedDevice device : resources.devices()) {
            Report block = parent.in("device", device.name());
            block.required("name", device.name());
            block.atLeast("count", device.count(), 1);
        }
    }

    private static void numa(Resources resources, int cores, Report parent) {
        NUMAResource numa = resources.numa();
        if (numa == null) {
            return;
        }
        Report block = parent.in("numa");
        block.oneOf("affinity", numa.affinity(), List.of("none", "prefer", "require"));
        block.faultIf(cores == 0, "numa needs cores", "set cores instead of cpu");
        List<String> requested =
                resources.devices().stream().map(RequestedDevice::name).toList();
        numa.devices()
                .forEach(name -> block.faultIf(
                        !requested.contains(name), "device \"" + name + "\" is not requested", "add a device block"));
    }
}
