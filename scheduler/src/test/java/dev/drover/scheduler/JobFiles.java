package dev.drover.scheduler;

import dev.drover.model.job.Constraint;
import dev.drover.model.job.EphemeralDisk;
import dev.drover.model.job.Job;
import dev.drover.model.job.JobBuilder;
import dev.drover.model.job.NetworkResource;
import dev.drover.model.job.NetworkResourceBuilder;
import dev.drover.model.job.Port;
import dev.drover.model.job.ReschedulePolicy;
import dev.drover.model.job.Resources;
import dev.drover.model.job.ResourcesBuilder;
import dev.drover.model.job.Task;
import dev.drover.model.job.TaskBuilder;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.job.TaskGroupBuilder;
import dev.drover.model.job.UpdateStrategy;
import dev.drover.model.job.UpdateStrategyBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Jobs for tests: one group called g with one task called t that takes 500 MHz and 256 MiB unless changed. */
public final class JobFiles {
    public static final ReschedulePolicy SERVICE_POLICY =
            new ReschedulePolicy(0, Duration.ZERO, seconds(30), "exponential", Duration.ofHours(1), true);
    public static final ReschedulePolicy BATCH_POLICY =
            new ReschedulePolicy(1, Duration.ofHours(24), seconds(5), "constant", Duration.ZERO, false);

    private JobFiles() {}

    public static Job service(String id, int count) {
        return job(id, "service", group(count));
    }

    public static Job service(String id, int count, UnaryOperator<TaskGroupBuilder> change) {
        return job(id, "service", group(count, change));
    }

    public static Job batch(String id, int count) {
        return job(id, "batch", group(count, g -> g.reschedulePolicy(BATCH_POLICY)));
    }

    public static Job system(String id) {
        return job(id, "system", group(1, g -> g.reschedulePolicy(null)));
    }

    public static Job sysbatch(String id) {
        return job(id, "sysbatch", group(1, g -> g.reschedulePolicy(null)));
    }

    public static Job job(String id, String type, TaskGroup... groups) {
        return JobBuilder.builder()
                .region("global")
                .namespace("default")
                .id(id)
                .name(id)
                .type(type)
                .priority(50)
                .datacenters(List.of("*"))
                .nodePool("default")
                .taskGroups(List.of(groups))
                .build();
    }

    public static Job with(Job job, UnaryOperator<JobBuilder> change) {
        return change.apply(JobBuilder.builder(job)).build();
    }

    public static TaskGroup group(int count) {
        return group(count, g -> g);
    }

    public static TaskGroup group(int count, UnaryOperator<TaskGroupBuilder> change) {
        return change.apply(TaskGroupBuilder.builder()
                        .name("g")
                        .count(count)
                        .reschedulePolicy(SERVICE_POLICY)
                        .ephemeralDisk(new EphemeralDisk(false, false, 300))
                        .tasks(List.of(task(t -> t))))
                .build();
    }

    public static Task task(UnaryOperator<TaskBuilder> change) {
        return change.apply(TaskBuilder.builder()
                        .name("t")
                        .driver("raw_exec")
                        .config(Map.of("command", "/bin/sleep"))
                        .resources(resources(500, 256)))
                .build();
    }

    /** The group's task with other resources. */
    public static UnaryOperator<TaskGroupBuilder> asking(int mhz, int memoryMb) {
        return g -> g.tasks(List.of(task(t -> t.resources(resources(mhz, memoryMb)))));
    }

    /** The group's task with another command, which only a new process can follow. */
    public static UnaryOperator<TaskGroupBuilder> command(String command) {
        return g -> g.tasks(List.of(task(t -> t.config(Map.of("command", command)))));
    }

    public static Resources resources(int mhz, int memoryMb) {
        return ResourcesBuilder.builder().cpu(mhz).memoryMb(memoryMb).build();
    }

    public static Constraint constraint(String left, String operand, String right) {
        return new Constraint(left, right, operand);
    }

    public static NetworkResource dynamicPorts(String... labels) {
        return NetworkResourceBuilder.builder()
                .dynamicPorts(List.of(labels).stream()
                        .map(label -> new Port(label, 0, 0, "default", false))
                        .toList())
                .build();
    }

    public static NetworkResource staticPort(String label, int value) {
        return NetworkResourceBuilder.builder()
                .reservedPorts(List.of(new Port(label, value, 0, "default", false)))
                .build();
    }

    public static UpdateStrategy update(int maxParallel, int canary) {
        return UpdateStrategyBuilder.builder()
                .maxParallel(maxParallel)
                .canary(canary)
                .progressDeadline(Duration.ofMinutes(10))
                .minHealthyTime(seconds(10))
                .stagger(seconds(30))
                .build();
    }

    public static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }
}
