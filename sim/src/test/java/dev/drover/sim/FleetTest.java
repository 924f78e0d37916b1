package dev.drover.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationBuilder;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.alloc.DesiredStatus;
import dev.drover.model.job.Job;
import dev.drover.model.job.JobBuilder;
import dev.drover.model.job.TaskBuilder;
import dev.drover.model.job.TaskGroupBuilder;
import dev.drover.rpc.message.NodeCalls.JobWork;
import dev.drover.rpc.message.NodeCalls.Work;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FleetTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final FakeServer server = new FakeServer();

    @AfterEach
    void close() {
        server.close();
    }

    private Fleet fleet(String... more) throws InterruptedException {
        List<String> words = new ArrayList<>(List.of("-servers", server.address()));
        words.addAll(List.of(more));
        Fleet fleet = new Fleet(SimFlags.parse(words), new PrintStream(printed, true, StandardCharsets.UTF_8));
        fleet.start();
        return fleet;
    }

    @Test
    void many_nodes_register_and_beat_each_over_its_own_link() throws Exception {
        try (Fleet fleet = fleet("-count", "40", "-meta", "rack=r1", "-datacenter", "dc9")) {
            FakeServer.await(() -> server.nodes.size() == 40 && server.beats.size() == 40);
            assertThat(server.links.get()).isEqualTo(40);
            assertThat(server.nodes.values()).allSatisfy(node -> {
                assertThat(node.datacenter()).isEqualTo("dc9");
                assertThat(node.meta()).containsEntry("rack", "r1");
                assertThat(node.drivers()).containsKey("mock_driver");
                assertThat(node.secretId()).isNotEmpty();
            });
            fleet.print();
            assertThat(printed.toString(StandardCharsets.UTF_8)).contains("40 of 40 nodes registered");
        }
        FakeServer.await(() -> server.links.get() == 0);
    }

    @Test
    void allocations_are_reported_running_until_they_are_stopped() throws Exception {
        try (Fleet fleet = fleet("-json")) {
            server.work.put(work(5, job(Map.of()), allocation("a"), allocation("b")));
            FakeServer.await(() -> status("a") == ClientStatus.RUNNING && status("b") == ClientStatus.RUNNING);
            assertThat(fleet.summary().running()).isEqualTo(2);
            Allocation stopped = AllocationBuilder.builder(allocation("a"))
                    .desiredStatus(DesiredStatus.STOP)
                    .build();
            server.work.put(new Work(6, List.of("a", "b"), List.of(new JobWork(job(Map.of()), List.of(stopped))), 2));
            FakeServer.await(() -> status("a") == ClientStatus.COMPLETE);
            Summary summary = fleet.summary();
            assertThat(summary.running()).isEqualTo(1);
            assertThat(summary.wakeUps()).isEqualTo(1);
            server.work.put(new Work(7, List.of("a"), List.of(), 1));
            FakeServer.await(() -> fleet.summary().running() == 0);
            assertThat(status("b")).isEqualTo(ClientStatus.RUNNING);
            fleet.print();
            assertThat(printed.toString(StandardCharsets.UTF_8)).contains("\"Running\":0");
        }
    }

    @Test
    void tasks_end_as_their_config_says() throws Exception {
        try (Fleet fleet = fleet()) {
            Job ends = job(Map.of("run_for", "50ms"));
            Job fails = JobBuilder.builder(job(Map.of("run_for", "50ms", "exit_code", 3)))
                    .id("fails")
                    .build();
            server.work.put(new Work(
                    5,
                    List.of("a", "b"),
                    List.of(new JobWork(ends, List.of(allocation("a"))), new JobWork(fails, List.of(allocation("b")))),
                    2));
            FakeServer.await(() -> status("a") == ClientStatus.COMPLETE && status("b") == ClientStatus.FAILED);
            assertThat(server.reported("b").taskStates().values()).allMatch(state -> state.failed());
            assertThat(fleet.summary().failed()).isEqualTo(1);
        }
    }

    @Test
    void other_tasks_end_as_the_options_say() throws Exception {
        try (Fleet fleet = fleet("-outcome", "failed", "-run-for", "50ms")) {
            server.work.put(work(5, job(Map.of("image", "redis")), allocation("a")));
            FakeServer.await(() -> status("a") == ClientStatus.FAILED);
            assertThat(fleet.summary().running()).isZero();
        }
    }

    @Test
    void a_node_that_was_forgotten_registers_again() throws Exception {
        try (Fleet fleet = fleet()) {
            FakeServer.await(() -> !server.beats.isEmpty());
            server.forget();
            FakeServer.await(() -> server.nodes.size() == 1);
            assertThat(fleet.summary().errors()).isPositive();
        }
    }

    private ClientStatus status(String id) {
        return server.reported(id).clientStatus();
    }

    private static Work work(long index, Job job, Allocation... allocations) {
        List<String> ids = List.of(allocations).stream().map(Allocation::id).toList();
        return new Work(index, ids, List.of(new JobWork(job, List.of(allocations))), ids.size());
    }

    private static Job job(Map<String, Object> config) {
        return JobBuilder.builder()
                .id("web")
                .taskGroups(List.of(TaskGroupBuilder.builder()
                        .name("g")
                        .tasks(List.of(TaskBuilder.builder()
                                .name("t")
                                .driver("mock_driver")
                                .config(config)
                                .build()))
                        .build()))
                .build();
    }

    private static Allocation allocation(String id) {
        return AllocationBuilder.builder().id(id).taskGroup("g").build();
    }
}
