package dev.drover.client;

import dev.drover.client.task.TaskRunner;
import dev.drover.driver.TaskUsage;
import dev.drover.model.api.AllocResourceUsage;
import dev.drover.model.api.CpuStats;
import dev.drover.model.api.MemoryStats;
import dev.drover.model.api.ResourceUsage;
import dev.drover.model.api.TaskResourceUsage;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Adds up what tasks use, in the form of the wire. */
final class AllocUsage {
    private AllocUsage() {}

    static AllocResourceUsage of(Collection<TaskRunner> tasks) {
        Map<String, TaskResourceUsage> usages = new LinkedHashMap<>();
        double percent = 0;
        double ticks = 0;
        long resident = 0;
        for (TaskRunner task : tasks) {
            TaskUsage usage = task.usage().orElse(null);
            if (usage != null) {
                percent += usage.cpuPercent();
                ticks += usage.cpuTicks();
                resident += usage.residentBytes();
                ResourceUsage wire = usage(usage.cpuPercent(), usage.cpuTicks(), usage.residentBytes());
                usages.put(task.spec().task().name(), new TaskResourceUsage(wire, usage.timestampNanos(), Map.of()));
            }
        }
        Instant now = Instant.now();
        return new AllocResourceUsage(
                usage(percent, ticks, resident),
                usages,
                TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano());
    }

    private static ResourceUsage usage(double percent, double ticks, long resident) {
        return new ResourceUsage(
                new MemoryStats(resident, 0, 0, resident, 0, 0, 0, List.of("RSS", "Usage"), 0),
                new CpuStats(0, 0, ticks, 0, 0, percent, List.of("Percent", "Total Ticks")),
                List.of());
    }
}
