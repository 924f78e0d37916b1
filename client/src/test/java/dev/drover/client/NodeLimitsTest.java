package dev.drover.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.driver.Driver;
import dev.drover.driver.DriverException;
import dev.drover.driver.Fingerprint;
import dev.drover.driver.RunningTask;
import dev.drover.driver.TaskLaunch;
import dev.drover.model.alloc.AllocatedResources;
import dev.drover.model.alloc.AllocatedSharedResources;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationBuilder;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.alloc.TaskEvent;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.node.DrainSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What keeps a node within bounds, and how it is emptied before it leaves. */
final class NodeLimitsTest {
    @TempDir
    private Path directory;

    /** A driver that takes as long to start a task as a test wants. */
    private record SlowDriver(FakeDriver tasks, Semaphore mayStart, AtomicInteger starting) implements Driver {
        @Override
        public String name() {
            return "slow";
        }

        @Override
        public Fingerprint fingerprint() {
            return Fingerprint.healthy(Map.of());
        }

        @Override
        public List<String> validate(Map<String, Object> config) {
            return List.of();
        }

        @Override
        public RunningTask start(TaskLaunch launch, Consumer<String> progress)
                throws DriverException, InterruptedException {
            starting.incrementAndGet();
            try {
                mayStart.acquire();
                return tasks.start(launch, progress);
            } finally {
                starting.decrementAndGet();
            }
        }

        @Override
        public RunningTask recover(TaskLaunch launch, String recoveryState) throws DriverException {
            throw new DriverException("nothing to recover");
        }

        @Override
        public void close() {}
    }

    private static Allocation slow(int number) {
        return Samples.allocation("service", Samples.group(Samples.task("slow" + number, "slow", Map.of())));
    }

    @Test
    void a_burst_of_allocations_starts_a_few_tasks_of_a_driver_at_a_time() throws Exception {
        FakeServers servers = new FakeServers();
        SlowDriver driver = new SlowDriver(new FakeDriver(), new Semaphore(0), new AtomicInteger());
        ClientConfig config = ClientConfigBuilder.builder(ClientConfig.dev(directory.resolve("alloc")))
                .startParallelism(3)
                .build();
        try (Client client = Client.start(config, servers, List.of(driver))) {
            List<Allocation> all = new ArrayList<>();
            for (int number = 0; number < 10; number++) {
                Allocation allocation = slow(number);
                all.add(allocation);
                servers.want(allocation);
            }
            for (int running = 0; running < all.size(); running++) {
                int expected = Math.min(3, all.size() - running);
                Await.until(() -> driver.starting().get() == expected);
                assertThat(client.allocations()).isNotNull();
                driver.mayStart().release();
            }
            for (Allocation allocation : all) {
                servers.awaitReport(allocation.id(), TestNode.is(ClientStatus.RUNNING));
            }
        }
    }

    @Test
    void a_task_that_waits_for_its_start_can_be_stopped() throws Exception {
        FakeServers servers = new FakeServers();
        SlowDriver driver = new SlowDriver(new FakeDriver(), new Semaphore(0), new AtomicInteger());
        ClientConfig config = ClientConfigBuilder.builder(ClientConfig.dev(directory.resolve("alloc")))
                .startParallelism(1)
                .build();
        try (Client _ = Client.start(config, servers, List.of(driver))) {
            Allocation first = slow(1);
            Allocation second = slow(2);
            servers.want(first);
            Await.until(() -> driver.starting().get() == 1);
            servers.want(second);
            servers.awaitReport(
                    second.id(), report -> TestNode.events(report, "slow2").contains("Task Setup"));

            servers.stop(second.id());

            Allocation stopped = servers.awaitReport(second.id(), TestNode.is(ClientStatus.COMPLETE));
            assertThat(TestNode.events(stopped, "slow2")).contains("Killed").doesNotContain("Started");
        }
    }

    @Test
    void room_is_made_before_an_allocation_begins_but_not_of_what_it_inherits() throws Exception {
        try (TestNode node = new TestNode(
                directory,
                config -> ClientConfigBuilder.builder(config)
                        .garbageCollection(new ClientConfig.GarbageCollection(Duration.ofHours(1), 2, 100, 100, 1))
                        .build())) {
            Allocation first = Samples.allocation("batch", Samples.group(Samples.shell("main", "true")));
            Allocation second = Samples.allocation("batch", Samples.group(Samples.shell("main", "true")));
            Allocation third = AllocationBuilder.builder(
                            Samples.allocation("service", Samples.group(Samples.shell("main", "exec sleep 600"))))
                    .previousAllocation(second.id())
                    .build();
            node.run(first, ClientStatus.COMPLETE);
            awaitEnd(node, first);
            node.run(second, ClientStatus.COMPLETE);
            assertThat(node.folder(first)).doesNotExist();
            awaitEnd(node, second);

            node.run(third, ClientStatus.RUNNING);

            assertThat(node.folder(second)).exists();
        }
    }

    /** The report goes out before the last things are cleared away. */
    private static void awaitEnd(TestNode node, Allocation allocation) throws Exception {
        Await.until(() -> node.client.hasEnded(allocation.id()));
    }

    private static Allocation withDisk(Allocation allocation, int mebibytes) {
        AllocatedResources resources = Objects.requireNonNull(allocation.allocatedResources());
        return AllocationBuilder.builder(allocation)
                .allocatedResources(new AllocatedResources(
                        resources.tasks(), new AllocatedSharedResources(mebibytes, List.of(), List.of()), Map.of()))
                .build();
    }

    @Test
    void an_allocation_with_more_on_its_disk_than_it_asked_for_is_told_once_and_goes_on() throws InterruptedException {
        try (TestNode node = new TestNode(
                directory,
                config -> ClientConfigBuilder.builder(config)
                        .diskInterval(Duration.ofMillis(50))
                        .build())) {
            TaskGroup group = Samples.group(Samples.shell(
                    "main", "head -c 3000000 /dev/zero > local/much; while [ ! -e local/end ]; do sleep 0.05; done"));
            Allocation allocation = withDisk(Samples.allocation("service", group), 2);
            node.servers.want(allocation);

            Allocation told = node.servers.awaitReport(
                    allocation.id(), report -> TestNode.events(report, "main").contains("Disk Resources Exceeded"));

            TaskEvent event = TestNode.state(told, "main").events().getLast();
            assertThat(event.diskLimit()).isEqualTo(2);
            assertThat(event.details()).containsEntry("disk_limit", "2").containsEntry("disk_size", "2");
            assertThat(told.clientStatus()).isEqualTo(ClientStatus.RUNNING);
        }
    }

    @Test
    void a_node_that_is_drained_waits_for_all_but_system_jobs_where_those_may_stay() throws InterruptedException {
        try (TestNode node = new TestNode(directory)) {
            Allocation service = Samples.allocation("service", Samples.group(Samples.shell("main", "exec sleep 600")));
            Allocation system = Samples.allocation("system", Samples.group(Samples.shell("main", "exec sleep 600")));
            node.run(service, ClientStatus.RUNNING);
            node.run(system, ClientStatus.RUNNING);

            assertThat(node.client.drain(new DrainSpec(Duration.ofMinutes(1), true)))
                    .isTrue();

            assertThat(node.servers.reported(service.id()).clientStatus()).isEqualTo(ClientStatus.COMPLETE);
            assertThat(node.servers.reported(system.id()).clientStatus()).isEqualTo(ClientStatus.RUNNING);
        }
    }
}
