package dev.drover.client.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.client.Await;
import dev.drover.client.NodeAllocations;
import dev.drover.client.node.NodeIdentity;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationBuilder;
import dev.drover.model.job.Job;
import dev.drover.model.job.JobBuilder;
import dev.drover.model.node.NodeBuilder;
import dev.drover.rpc.Channel;
import dev.drover.rpc.Identity;
import dev.drover.rpc.Link;
import dev.drover.rpc.LinkSettings;
import dev.drover.rpc.RemoteException;
import dev.drover.rpc.Services;
import dev.drover.rpc.message.NodeCalls.AwaitWork;
import dev.drover.rpc.message.NodeCalls.JobWork;
import dev.drover.rpc.message.NodeCalls.Work;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RemoteServersTest {
    private static final Services NO_SERVICES = new Services() {
        @Override
        public byte[] answer(Link from, String method, byte[] request) {
            throw new RemoteException(404, method);
        }

        @Override
        public void serve(Link from, String method, byte[] request, Channel channel) {
            throw new RemoteException(404, method);
        }
    };

    private static final NodeIdentity NODE = new NodeIdentity("node-1", "secret");

    @TempDir
    Path state;

    private final FakeServer first = new FakeServer();
    private final FakeServer second = new FakeServer();

    @AfterEach
    void close() {
        first.close();
        second.close();
    }

    private RemoteServers servers(String... addresses) {
        Identity self = new Identity(Identity.Role.CLIENT, NODE.id(), "global");
        return new RemoteServers(
                new ServerCalls(
                        List.of(addresses), Optional.of(state), self, NO_SERVICES, LinkSettings.DEFAULT, link -> {}),
                NODE);
    }

    @Test
    void a_lost_server_is_left_for_one_that_it_told_of() {
        first.servers = List.of(first.address(), second.address());
        try (RemoteServers servers = servers(first.address())) {
            assertThat(servers.register(NodeBuilder.builder().id("node-1").build()))
                    .isEqualTo(Duration.ofSeconds(20));
            first.close();
            assertThat(servers.heartbeat("node-1")).isEqualTo(Duration.ofSeconds(20));
            assertThat(second.calls).containsExactly("Node.Heartbeat");
        }
    }

    @Test
    void what_servers_told_is_enough_for_a_restart() throws Exception {
        first.servers = List.of(second.address());
        try (RemoteServers servers = servers(first.address())) {
            servers.heartbeat("node-1");
        }
        assertThat(Files.readAllLines(state.resolve("servers"))).containsExactly(second.address());
        try (RemoteServers again = servers()) {
            again.heartbeat("node-1");
            assertThat(second.calls).containsExactly("Node.Heartbeat");
        }
    }

    @Test
    void a_server_without_leader_is_left_at_once_and_others_are_tried_until_one_can_help() throws Exception {
        first.refusal = new RemoteException(500, "No cluster leader");
        second.refusal = first.refusal;
        try (RemoteServers servers = servers(first.address(), second.address())) {
            Thread recovery =
                    once(() -> first.calls.size() > 2 && second.calls.size() > 2, () -> second.refusal = null);
            assertThat(servers.heartbeat("node-1")).isEqualTo(Duration.ofSeconds(20));
            recovery.join();
        }
    }

    @Test
    void a_refusal_of_the_node_itself_is_told_with_its_status() {
        first.refusal = new RemoteException(404, "node not found");
        try (RemoteServers servers = servers(first.address(), second.address())) {
            servers.calls().replaceAddresses(List.of(first.address()));
            assertThatThrownBy(() -> servers.heartbeat("node-1"))
                    .isInstanceOfSatisfying(
                            RemoteException.class,
                            refusal -> assertThat(refusal.status()).isEqualTo(404));
            assertThat(second.calls).isEmpty();
        }
    }

    @Test
    void without_any_address_the_remedy_is_told() {
        try (RemoteServers servers = servers()) {
            assertThatThrownBy(() -> servers.heartbeat("node-1"))
                    .isInstanceOf(UnreachableServersException.class)
                    .hasMessageContaining("retry_join");
        }
    }

    @Test
    void only_changes_travel_and_all_allocations_come_out_with_their_jobs() throws Exception {
        try (RemoteServers servers = servers(first.address())) {
            first.work.add(work(5, List.of("a", "b"), new JobWork(job(0), List.of(allocation("a"), allocation("b")))));
            NodeAllocations all = servers.awaitAllocations("node-1", 0, Duration.ofSeconds(10));
            assertThat(all.index()).isEqualTo(5);
            assertThat(all.allocations())
                    .extracting(RemoteServersTest::described)
                    .containsOnly("a v0", "b v0");

            first.work.add(work(8, List.of("b", "c"), new JobWork(job(1), List.of(allocation("c")))));
            NodeAllocations next = servers.awaitAllocations("node-1", 5, Duration.ofSeconds(10));
            assertThat(next.allocations())
                    .extracting(RemoteServersTest::described)
                    .containsOnly("b v0", "c v1");
            assertThat(first.questions)
                    .extracting(question -> question.afterIndex())
                    .containsExactly(0L, 5L);
        }
    }

    @Test
    void without_ids_what_is_known_stays_as_long_as_the_count_is_right() throws Exception {
        try (RemoteServers servers = servers(first.address())) {
            first.work.add(work(5, List.of("a"), new JobWork(job(0), List.of(allocation("a")))));
            servers.awaitAllocations("node-1", 0, Duration.ofSeconds(10));
            first.work.add(new Work(6, List.of(), List.of(new JobWork(job(0), List.of(allocation("b")))), 2));
            assertThat(servers.awaitAllocations("node-1", 5, Duration.ofSeconds(10))
                            .allocations())
                    .extracting(RemoteServersTest::described)
                    .containsOnly("a v0", "b v0");
            first.work.add(new Work(7, List.of(), List.of(), 1));
            first.work.add(work(7, List.of("b"), new JobWork(job(0), List.of(allocation("b")))));
            assertThat(servers.awaitAllocations("node-1", 6, Duration.ofSeconds(10))
                            .allocations())
                    .extracting(RemoteServersTest::described)
                    .containsOnly("b v0");
            assertThat(first.questions)
                    .extracting(question -> question.afterIndex())
                    .containsExactly(0L, 5L, 6L, 0L);
            assertThat(first.questions).allMatch(AwaitWork::counts);
        }
    }

    @Test
    void what_does_not_fit_to_what_is_known_is_asked_for_anew() throws Exception {
        try (RemoteServers servers = servers(first.address())) {
            first.work.add(work(50, List.of("a"), new JobWork(job(0), List.of(allocation("a")))));
            servers.awaitAllocations("node-1", 0, Duration.ofSeconds(10));
            first.work.add(work(7, List.of("z")));
            first.work.add(work(7, List.of("z"), new JobWork(job(3), List.of(allocation("z")))));
            NodeAllocations restored = servers.awaitAllocations("node-1", 50, Duration.ofSeconds(10));
            assertThat(restored.index()).isEqualTo(7);
            assertThat(restored.allocations())
                    .extracting(RemoteServersTest::described)
                    .containsOnly("z v3");
            assertThat(first.questions)
                    .extracting(question -> question.afterIndex())
                    .containsExactly(0L, 50L, 0L);
        }
    }

    @Test
    void waiting_for_work_goes_on_at_another_server() throws Exception {
        first.servers = List.of(first.address(), second.address());
        try (RemoteServers servers = servers(first.address())) {
            servers.heartbeat("node-1");
            first.work.add(work(5, List.of()));
            servers.awaitAllocations("node-1", 0, Duration.ofSeconds(10));
            Thread loss = once(() -> first.questions.size() == 2, first::close);
            second.work.add(work(9, List.of("a"), new JobWork(job(0), List.of(allocation("a")))));
            assertThat(servers.awaitAllocations("node-1", 5, Duration.ofSeconds(10))
                            .index())
                    .isEqualTo(9);
            assertThat(second.questions)
                    .extracting(question -> question.afterIndex())
                    .containsExactly(5L);
            loss.join();
        }
    }

    private static Thread once(Callable<Boolean> condition, Runnable action) {
        return Thread.startVirtualThread(() -> {
            try {
                Await.until(condition);
                action.run();
            } catch (Exception fault) {
                throw new AssertionError(fault);
            }
        });
    }

    private static Work work(long index, List<String> ids, JobWork... changed) {
        return new Work(index, ids, List.of(changed), ids.size());
    }

    private static Job job(long version) {
        return JobBuilder.builder().id("web").version(version).build();
    }

    private static Allocation allocation(String id) {
        return AllocationBuilder.builder().id(id).jobId("web").build();
    }

    private static String described(Allocation allocation) {
        Job job = allocation.job();
        return allocation.id() + " v" + (job == null ? "?" : job.version());
    }
}
