package dev.drover.model.canonical;

import dev.drover.model.job.NUMAResource;
import dev.drover.model.job.RequestedDevice;
import dev.drover.model.job.Resources;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a task gets that asks for nothing: 100 MHz and 300 MiB. Whole cores take the place of MHz. */
final class TaskResources {
    private static final int CPU_MHZ = 100;
    private static final int MEMORY_MB = 300;

    private TaskResources() {}

    static Resources fill(@Nullable Resources resources) {
        return fill(resources, CPU_MHZ, MEMORY_MB);
    }

    static Resources fill(@Nullable Resources resources, int cpuMhz, int memoryMb) {
        if (resources == null) {
            return new Resources(cpuMhz, 0, memoryMb, 0, 0, List.of(), List.of(), null, 0, 0);
        }
        int cores = Fill.value(resources.cores(), 0);
        return new Resources(
                Fill.value(resources.cpu(), cores > 0 ? 0 : cpuMhz),
                cores,
                Fill.value(resources.memoryMb(), memoryMb),
                Fill.value(resources.memoryMaxMb(), 0),
                Fill.value(resources.diskMb(), 0),
                resources.networks(),
                resources.devices().stream().map(TaskResources::device).toList(),
                numa(resources.numa()),
                Fill.value(resources.secretsMb(), 0),
                Fill.value(resources.iops(), 0));
    }

    private static RequestedDevice device(RequestedDevice device) {
        return new RequestedDevice(
                device.name(),
                Fill.value(device.count(), 1L),
                Placement.constraints(device.constraints()),
                Placement.affinities(device.affinities()));
    }

    private static @Nullable NUMAResource numa(@Nullable NUMAResource numa) {
        return numa == null ? null : new NUMAResource(Fill.text(numa.affinity(), "none"), numa.devices());
    }
}
