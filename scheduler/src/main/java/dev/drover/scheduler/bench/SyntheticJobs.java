package dev.drover.scheduler.bench;

import dev.drover.model.canonical.JobCanonicalizer;
import dev.drover.model.job.Affinity;
import dev.drover.model.job.Constraint;
import dev.drover.model.job.EphemeralDisk;
import dev.drover.model.job.Job;
import dev.drover.model.job.JobBuilder;
import dev.drover.model.job.NetworkResource;
import dev.drover.model.job.NetworkResourceBuilder;
import dev.drover.model.job.Port;
import dev.drover.model.job.RequestedDevice;
import dev.drover.model.job.ResourcesBuilder;
import dev.drover.model.job.Spread;
import dev.drover.model.job.TaskBuilder;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.job.TaskGroupBuilder;
import java.util.List;
import java.util.Map;

/** Jobs of one group with one task, as users write them. */
final class SyntheticJobs {
    private static final int MHZ = 500;
    private static final int MEMORY_MB = 256;
    private static final int DISK_MB = 150;
    private static final int USUAL_PRIORITY = 50;
    private static final int HIGH_PRIORITY = 90;
    private static final int LOW_PRIORITY = 10;
    private static final int STATIC_PORT = 8_080;

    private SyntheticJobs() {}

    /** The job that is placed in every round. */
    static Job measured(Shape shape, int count) {
        boolean system = shape == Shape.SYSTEM;
        boolean gpu = shape == Shape.DEVICES;
        TaskGroupBuilder group = TaskGroupBuilder.builder(group(system ? 1 : count, MHZ, MEMORY_MB, gpu));
        switch (shape) {
            case SPREAD -> group.spreads(List.of(new Spread("${meta.rack}", 100, List.of())));
            case CONSTRAINT ->
                group.constraints(List.of(
                        new Constraint("${attr.kernel.name}", "linux", "="),
                        new Constraint("${attr.os.version}", ">= 12", "version"),
                        new Constraint("${meta.rack}", "^r[0-9]+$", "regexp")));
            case AFFINITY ->
                group.affinities(List.of(
                        new Affinity("${meta.ssd}", "true", "=", 50),
                        new Affinity("${attr.os.version}", "12", "version", -20)));
            case DISTINCT_HOSTS -> group.constraints(List.of(new Constraint("", "true", "distinct_hosts")));
            case PORTS -> group.networks(List.of(ports()));
            case PLAIN, DEVICES, PREEMPTION, SYSTEM -> {}
        }
        return job(
                "measured",
                system ? "system" : "service",
                shape == Shape.PREEMPTION ? HIGH_PRIORITY : USUAL_PRIORITY,
                group.build());
    }

    /** One of the jobs that are there before, of three sizes in turn. */
    static Job existing(int number, int count) {
        int size = number % 3 + 1;
        return job("existing-" + number, "service", USUAL_PRIORITY, group(count, 100 * size, 128 * size, false));
    }

    /** A job that leaves no CPU on its nodes: one allocation of it takes as much as half a node. */
    static Job filling(int number, int count) {
        return job(
                "filling-" + number,
                "batch",
                LOW_PRIORITY,
                group(count, SyntheticNodes.MHZ / 2, SyntheticNodes.MEMORY_MB / 4, false));
    }

    static Job job(String id, String type, int priority, TaskGroup group) {
        return JobCanonicalizer.canonicalize(JobBuilder.builder()
                .id(id)
                .name(id)
                .type(type)
                .priority(priority)
                .datacenters(List.of("*"))
                .taskGroups(List.of(group))
                .build());
    }

    static TaskGroup group(int count, int mhz, int memoryMb, boolean gpu) {
        return TaskGroupBuilder.builder()
                .name("web")
                .count(count)
                .ephemeralDisk(new EphemeralDisk(false, false, DISK_MB))
                .tasks(List.of(TaskBuilder.builder()
                        .name("server")
                        .driver("exec")
                        .config(Map.of("command", "/bin/date"))
                        .resources(ResourcesBuilder.builder()
                                .cpu(mhz)
                                .memoryMb(memoryMb)
                                .devices(
                                        gpu ? List.of(new RequestedDevice("gpu", 1L, List.of(), List.of())) : List.of())
                                .build())
                        .build()))
                .build();
    }

    private static NetworkResource ports() {
        return NetworkResourceBuilder.builder()
                .mode("host")
                .reservedPorts(List.of(new Port("admin", STATIC_PORT, 0, "default", false)))
                .dynamicPorts(
                        List.of(new Port("http", 0, 0, "default", false), new Port("metrics", 0, 0, "default", false)))
                .build();
    }
}
