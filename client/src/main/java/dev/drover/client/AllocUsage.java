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
import java.util.stream.Stream;

/** Adds up what tasks use, in the form of the wire. */
final class AllocUsage {
    private AllocUsage() {}

    static AllocResourceUsage of(Collection<TaskRunner> tasks) {
        Map<String, TaskResourceUsage> usages = new LinkedHashMap<>();
        for (TaskRunner task : tasks) {
            task.usage()
                    .ifPresent(usage -> usages.put(
                            task.spec().task().name(),
                            new TaskResourceUsage(usage(usage), usage.timestampNanos(), Map.of())));
        }
        Instant now = Instant.now();
        return new AllocResourceUsage(
                sum(usages.values().stream()
                        .flatMap(usage -> Stream.ofNullable(usage.resourceUsage()))
                        .toList()),
                usages,
                TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano());
    }

    private static ResourceUsage usage(TaskUsage usage) {
        TaskUsage.Memory memory = usage.memory();
        TaskUsage.Processor processor = usage.processor();
        return new ResourceUsage(
                new MemoryStats(
                        memory.resident(),
                        memory.cache(),
                        memory.swap(),
                        memory.usage(),
                        memory.maxUsage(),
                        memory.kernelUsage(),
                        0,
                        memory.measured(),
                        memory.mappedFile()),
                new CpuStats(
                        processor.systemPercent(),
                        processor.userPercent(),
                        processor.ticks(),
                        processor.throttledPeriods(),
                        processor.throttledNanos(),
                        processor.percent(),
                        processor.measured()),
                List.of());
    }

    /** What some task cannot tell counts as nothing. */
    private static ResourceUsage sum(List<ResourceUsage> usages) {
        MemoryStats memory = usages.stream()
                .flatMap(usage -> Stream.ofNullable(usage.memoryStats()))
                .reduce(new MemoryStats(0, 0, 0, 0, 0, 0, 0, List.of(), 0), AllocUsage::add);
        CpuStats cpu = usages.stream()
                .flatMap(usage -> Stream.ofNullable(usage.cpuStats()))
                .reduce(new CpuStats(0, 0, 0, 0, 0, 0, List.of()), AllocUsage::add);
        return new ResourceUsage(memory, cpu, List.of());
    }

    private static MemoryStats add(MemoryStats one, MemoryStats other) {
        return new MemoryStats(
                one.rss() + other.rss(),
                one.cache() + other.cache(),
                one.swap() + other.swap(),
                one.usage() + other.usage(),
                one.maxUsage() + other.maxUsage(),
                one.kernelUsage() + other.kernelUsage(),
                one.kernelMaxUsage() + other.kernelMaxUsage(),
                union(one.measured(), other.measured()),
                one.mappedFile() + other.mappedFile());
    }

    private static CpuStats add(CpuStats one, CpuStats other) {
        return new CpuStats(
                one.systemMode() + other.systemMode(),
                one.userMode() + other.userMode(),
                one.totalTicks() + other.totalTicks(),
                one.throttledPeriods() + other.throttledPeriods(),
                one.throttledTime() + other.throttledTime(),
                one.percent() + other.percent(),
                union(one.measured(), other.measured()));
    }

    private static List<String> union(List<String> one, List<String> other) {
        return Stream.concat(one.stream(), other.stream()).distinct().toList();
    }
}
