package dev.drover.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.AllocDeploymentStatus;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationBuilder;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.api.JobRegisterRequest;
import dev.drover.model.api.JobRegisterRequestBuilder;
import dev.drover.model.api.JobRegisterResponse;
import dev.drover.model.job.Job;
import dev.drover.model.job.JobBuilder;
import dev.drover.model.job.ResourcesBuilder;
import dev.drover.model.job.TaskBuilder;
import dev.drover.model.job.TaskGroupBuilder;
import dev.drover.model.node.DriverInfoBuilder;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeBuilder;
import dev.drover.model.node.NodeCpuResources;
import dev.drover.model.node.NodeDiskResources;
import dev.drover.model.node.NodeMemoryResources;
import dev.drover.model.node.NodeResourcesBuilder;
import dev.drover.scheduler.Schedulers;
import dev.drover.state.JobId;
import dev.drover.state.State;
import dev.drover.state.Statuses;
import dev.drover.state.Table;
import dev.drover.state.Watch;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A server with the real schedulers, time that tests move, and nodes that tests play. */
public final class TestCluster implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    public final ManualTime time = new ManualTime(Instant.parse("2026-03-04T05:06:07Z"));
    public final Server server = Server.start(ServerConfig.dev(), time, time, Schedulers::forType);

    public static Node node(String id) {
        return NodeBuilder.builder()
                .id(id)
                .name(id)
                .datacenter("dc1")
                .attributes(Map.of(
                        "kernel.name", "linux",
                        "driver.raw_exec", "1",
                        "nomad.service_discovery", "true",
                        "nomad.version", "2.0.6"))
                .drivers(Map.of(
                        "raw_exec",
                        DriverInfoBuilder.builder().detected(true).healthy(true).build()))
                .nodeResources(NodeResourcesBuilder.builder()
                        .cpu(new NodeCpuResources(4000, 4, List.of(0, 1, 2, 3)))
                        .memory(new NodeMemoryResources(8192))
                        .disk(new NodeDiskResources(100_000))
                        .minDynamicPort(20000)
                        .maxDynamicPort(32000)
                        .build())
                .build();
    }

    public static Job job(String id, String type, int count, int cpu) {
        return JobBuilder.builder()
                .id(id)
                .type(type)
                .datacenters(List.of("dc1"))
                .taskGroups(List.of(TaskGroupBuilder.builder()
                        .name("web")
                        .count(count)
                        .tasks(List.of(TaskBuilder.builder()
                                .name("server")
                                .driver("raw_exec")
                                .config(Map.of("command", "/bin/true"))
                                .resources(ResourcesBuilder.builder()
                                        .cpu(cpu)
                                        .memoryMb(64)
                                        .build())
                                .build()))
                        .build()))
                .build();
    }

    public JobRegisterResponse register(Job job) {
        return server.jobs().register(request(job));
    }

    public static JobRegisterRequest request(Job job) {
        return JobRegisterRequestBuilder.builder().job(job).build();
    }

    /** Waits until the state satisfies a condition. */
    public State await(String what, Predicate<State> condition) {
        Set<Watch> everything =
                EnumSet.allOf(Table.class).stream().map(Watch.Whole::new).collect(Collectors.toSet());
        long end = System.nanoTime() + PATIENCE.toNanos();
        State state = server.state();
        while (!condition.test(state)) {
            assertThat(System.nanoTime()).as("gave up waiting until " + what).isLessThan(end);
            state = server.store().await(everything, state.index(), Duration.ofMillis(200));
        }
        return state;
    }

    public List<Allocation> live(String job) {
        return live(server.state(), job);
    }

    public static List<Allocation> live(State state, String job) {
        return state.allocationsOfJob(new JobId("default", job)).stream()
                .filter(allocation -> !Statuses.terminal(allocation))
                .toList();
    }

    /** Waits until so many allocations of the job live; answers them. */
    public List<Allocation> awaitLive(String job, int count) {
        return live(
                await(
                        count + " live allocations of " + job,
                        state -> live(state, job).size() == count),
                job);
    }

    public void report(String allocation, ClientStatus status) {
        report(allocation, status, null);
    }

    public void report(String allocation, ClientStatus status, @Nullable Boolean healthy) {
        AllocationBuilder report = AllocationBuilder.builder().id(allocation).clientStatus(status);
        if (healthy != null) {
            report.deploymentStatus(new AllocDeploymentStatus(healthy, time.instant(), false, 0));
        }
        server.nodes().updateAllocations(List.of(report.build()));
    }

    public String status(String job) {
        return server.state().job(new JobId("default", job)).map(Job::status).orElse("");
    }

    @Override
    public void close() {
        server.close();
    }
}
