package dev.drover.client;

import dev.drover.model.alloc.AllocatedCpuResources;
import dev.drover.model.alloc.AllocatedMemoryResources;
import dev.drover.model.alloc.AllocatedResources;
import dev.drover.model.alloc.AllocatedSharedResources;
import dev.drover.model.alloc.AllocatedTaskResources;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationBuilder;
import dev.drover.model.alloc.PortMapping;
import dev.drover.model.job.Job;
import dev.drover.model.job.JobBuilder;
import dev.drover.model.job.RestartPolicy;
import dev.drover.model.job.Task;
import dev.drover.model.job.TaskBuilder;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.job.TaskGroupBuilder;
import dev.drover.model.job.TaskLifecycle;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Jobs and allocations for tests. */
public final class Samples {
    private Samples() {}

    public static Task shell(String name, String script) {
        return task(name, "raw_exec", Map.of("command", "/bin/sh", "args", List.of("-c", script)));
    }

    public static Task fake(String name, Map<String, Object> config) {
        return task(name, "fake", config);
    }

    public static Task fake(String name, String hook, boolean sidecar) {
        return TaskBuilder.builder(fake(name, Map.of()))
                .lifecycle(new TaskLifecycle(hook, sidecar))
                .build();
    }

    public static Task task(String name, String driver, Map<String, Object> config) {
        return TaskBuilder.builder()
                .name(name)
                .driver(driver)
                .config(config)
                .killTimeout(Duration.ofSeconds(5))
                .shutdownDelay(Duration.ZERO)
                .build();
    }

    public static TaskGroup group(Task... tasks) {
        return TaskGroupBuilder.builder()
                .name("g")
                .count(1)
                .tasks(Arrays.asList(tasks))
                .restartPolicy(restarts(0, Duration.ZERO))
                .build();
    }

    public static RestartPolicy restarts(int attempts, Duration delay) {
        return new RestartPolicy(Duration.ofMinutes(1), attempts, delay, "fail", false);
    }

    public static Allocation allocation(String type, TaskGroup group) {
        Job job = JobBuilder.builder()
                .id("j")
                .name("j")
                .namespace("default")
                .type(type)
                .region("global")
                .meta(Map.of("color", "red"))
                .taskGroups(List.of(group))
                .build();
        AllocatedTaskResources each = new AllocatedTaskResources(
                new AllocatedCpuResources(100, List.of()), new AllocatedMemoryResources(64, 0), List.of(), List.of());
        AllocatedSharedResources shared =
                new AllocatedSharedResources(100, List.of(), List.of(new PortMapping("http-1", 21000, 0, "127.0.0.1")));
        return AllocationBuilder.builder()
                .id(UUID.randomUUID().toString())
                .namespace("default")
                .name("j.g[3]")
                .jobId("j")
                .job(job)
                .taskGroup(group.name())
                .allocatedResources(new AllocatedResources(
                        group.tasks().stream().collect(Collectors.toMap(Task::name, task -> each)), shared, Map.of()))
                .build();
    }
}
