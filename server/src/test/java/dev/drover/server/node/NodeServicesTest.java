package dev.drover.server.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationBuilder;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.node.DrainSpec;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeBuilder;
import dev.drover.model.node.NodeStatus;
import dev.drover.model.node.SchedulingEligibility;
import dev.drover.model.wire.Json;
import dev.drover.rpc.Call;
import dev.drover.rpc.Channel;
import dev.drover.rpc.Identity;
import dev.drover.rpc.Link;
import dev.drover.rpc.LinkException;
import dev.drover.rpc.RemoteException;
import dev.drover.rpc.message.NodeCalls;
import dev.drover.rpc.message.NodeCalls.AwaitWork;
import dev.drover.rpc.message.NodeCalls.Beat;
import dev.drover.rpc.message.NodeCalls.Drain;
import dev.drover.rpc.message.NodeCalls.Register;
import dev.drover.rpc.message.NodeCalls.Reports;
import dev.drover.rpc.message.NodeCalls.Work;
import dev.drover.server.ServerException;
import dev.drover.server.TestCluster;
import dev.drover.server.cluster.Cluster;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NodeServicesTest {
    private static final Identity NODE = new Identity(Identity.Role.CLIENT, "n1", "global");
    private static final Identity SERVER = new Identity(Identity.Role.SERVER, "s1", "global");

    private final TestCluster cluster = new TestCluster();
    private final FakeCluster others = new FakeCluster();
    private final NodeServices services = new NodeServices(
            cluster.server.store(),
            cluster.server.nodes(),
            cluster.server.drains(),
            cluster.server.nodeIdentities(),
            others,
            maxWait -> {});

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void a_node_registers_beats_and_hears_of_all_servers() throws Exception {
        NodeCalls.Heartbeat registered = ask(NodeCalls.REGISTER, new Register(node("secret")));
        assertThat(registered.servers()).containsExactly("10.0.0.1:4647", "10.0.0.2:4647");
        assertThat(registered.ttlMillis()).isPositive();
        assertThat(ask(NodeCalls.HEARTBEAT, new Beat("n1", "secret")).ttlMillis())
                .isPositive();
        assertThat(cluster.server.state().node("n1").map(Node::status)).contains(NodeStatus.READY);
    }

    @Test
    void a_wrong_secret_is_refused_and_an_unknown_node_told_so() throws Exception {
        ask(NodeCalls.REGISTER, new Register(node("secret")));
        assertRefused(403, NodeCalls.REGISTER, new Register(node("other")));
        assertRefused(403, NodeCalls.HEARTBEAT, new Beat("n1", "other"));
        assertRefused(403, NodeCalls.AWAIT_WORK, new AwaitWork("n1", "", 0, 0, false));
        assertRefused(403, NodeCalls.REPORT, new Reports("n1", "other", List.of()));
        assertRefused(404, NodeCalls.HEARTBEAT, new Beat("n2", "secret"));
    }

    @Test
    void a_node_that_is_about_to_leave_has_itself_drained_and_nobody_else_can() throws Exception {
        ask(NodeCalls.REGISTER, new Register(node("secret")));
        DrainSpec spec = new DrainSpec(Duration.ofMinutes(5), true);
        assertRefused(403, NodeCalls.DRAIN, new Drain("n1", "other", spec));
        assertThat(cluster.server.store().snapshot().node("n1").orElseThrow().drainStrategy())
                .isNull();

        ask(NodeCalls.DRAIN, new Drain("n1", "secret", spec));

        Node drained = cluster.server.store().snapshot().node("n1").orElseThrow();
        assertThat(drained.schedulingEligibility()).isEqualTo(SchedulingEligibility.INELIGIBLE);
    }

    @Test
    void work_comes_by_job_and_then_only_what_changed() throws Exception {
        ask(NodeCalls.REGISTER, new Register(node("secret")));
        cluster.register(TestCluster.job("web", "service", 3, 100));
        cluster.awaitLive("web", 3);
        Work all = await(0, 3);
        assertThat(all.changed()).singleElement().satisfies(work -> {
            assertThat(work.job().id()).isEqualTo("web");
            assertThat(work.allocations()).hasSize(3).allMatch(allocation -> allocation.job() == null);
        });
        cluster.register(TestCluster.job("api", "service", 1, 100));
        cluster.awaitLive("api", 1);
        Work more = await(all.index(), 4);
        assertThat(more.changed()).singleElement().satisfies(work -> {
            assertThat(work.job().id()).isEqualTo("api");
            assertThat(work.allocations()).hasSize(1);
        });
    }

    @Test
    void a_count_takes_the_place_of_ids_until_an_allocation_is_forgotten() throws Exception {
        ask(NodeCalls.REGISTER, new Register(node("secret")));
        cluster.register(TestCluster.job("web", "service", 3, 100));
        cluster.awaitLive("web", 3);
        Work all = awaitCounting(0);
        assertThat(all.allocationIds()).hasSize(3);
        assertThat(all.adds()).isFalse();

        cluster.register(TestCluster.job("api", "service", 1, 100));
        cluster.awaitLive("api", 1);
        Work more = awaitCounting(all.index());
        assertThat(more.adds()).isTrue();
        assertThat(more.count()).isEqualTo(4);
        assertThat(more.changed())
                .singleElement()
                .satisfies(work -> assertThat(work.allocations()).hasSize(1));

        long before = more.index();
        NodeAllocations fewer = new NodeAllocations(before + 1, before + 1, cluster.live("web"));
        Work ids = WorkAnswer.of(fewer, before, true);
        assertThat(ids.adds()).isFalse();
        assertThat(ids.allocationIds()).containsExactlyInAnyOrderElementsOf(all.allocationIds());
        assertThat(WorkAnswer.of(fewer, before + 1, true).adds()).isTrue();
    }

    private Work awaitCounting(long afterIndex) throws InterruptedException {
        return ask(NodeCalls.AWAIT_WORK, new AwaitWork("n1", "secret", afterIndex, 10_000, true));
    }

    @Test
    void reports_reach_the_state_but_not_for_another_node() throws Exception {
        ask(NodeCalls.REGISTER, new Register(node("secret")));
        cluster.register(TestCluster.job("web", "service", 1, 100));
        cluster.awaitLive("web", 1);
        String id = await(0, 1).allocationIds().getFirst();
        Allocation running = AllocationBuilder.builder()
                .id(id)
                .nodeId("n1")
                .clientStatus(ClientStatus.RUNNING)
                .build();
        ask(NodeCalls.REPORT, new Reports("n1", "secret", List.of(running)));
        assertThat(cluster.server.state().allocation(id).map(Allocation::clientStatus))
                .contains(ClientStatus.RUNNING);

        Node stranger =
                NodeBuilder.builder(TestCluster.node("n2")).secretId("own").build();
        ask(NodeCalls.REGISTER, new Register(stranger));
        assertRefused(403, NodeCalls.REPORT, new Reports("n2", "own", List.of(running)));
    }

    @Test
    void a_follower_passes_on_what_the_leader_has_to_do_once() throws Exception {
        others.leading = false;
        byte[] answer = Json.writeBytes(new NodeCalls.Heartbeat(7000, List.of()));
        others.leader = Optional.of(new FakeLink(SERVER, answer));
        assertThat(ask(NodeCalls.HEARTBEAT, new Beat("n1", "secret")).ttlMillis())
                .isEqualTo(7000);
        byte[] beat = Json.writeBytes(new Beat("n1", "secret"));
        assertThatThrownBy(() -> services.answer(new FakeLink(SERVER, answer), "Node.Heartbeat", beat))
                .hasMessageContaining("No cluster leader");
        others.leader = Optional.empty();
        assertRefused(500, NodeCalls.HEARTBEAT, new Beat("n1", "secret"));
    }

    @Test
    void the_more_nodes_there_are_the_longer_each_waits_for_more_news() throws Exception {
        ask(NodeCalls.REGISTER, new Register(node("secret")));
        cluster.register(TestCluster.job("web", "service", 1, 100));
        cluster.awaitLive("web", 1);
        Work first = await(0, 1);
        for (int i = 2; i <= 100; i++) {
            ask(NodeCalls.REGISTER, new Register(TestCluster.node("n" + i)));
        }
        assertThat(millis(() -> await(first.index() - 1, 1))).isGreaterThanOrEqualTo(100);
        assertThat(millis(() -> ask(NodeCalls.REPORT, new Reports("n1", "secret", List.of()))))
                .isGreaterThanOrEqualTo(100);
        assertThat(ask(NodeCalls.AWAIT_WORK, new AwaitWork("n1", "secret", first.index(), 0, false))
                        .changed())
                .as("who does not want to wait does not")
                .isEmpty();
    }

    private interface Step {
        void run() throws InterruptedException;
    }

    private static long millis(Step step) throws InterruptedException {
        long start = System.nanoTime();
        step.run();
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }

    @Test
    void other_methods_are_left_to_others() throws Exception {
        assertThat(services.answer(new FakeLink(NODE, new byte[0]), "Raft.Append", new byte[0]))
                .isEmpty();
    }

    private Work await(long afterIndex, int allocations) throws InterruptedException {
        Work work = ask(NodeCalls.AWAIT_WORK, new AwaitWork("n1", "secret", afterIndex, 10_000, false));
        assertThat(work.allocationIds()).hasSize(allocations);
        return work;
    }

    private <Q, A> A ask(Call<Q, A> call, Q question) throws InterruptedException {
        byte[] answer = services.answer(new FakeLink(NODE, new byte[0]), call.name(), Json.writeBytes(question))
                .orElseThrow();
        return Json.read(call.answer(), answer);
    }

    private <Q, A> void assertRefused(int status, Call<Q, A> call, Q question) {
        assertThatThrownBy(() -> ask(call, question))
                .isInstanceOfSatisfying(
                        RemoteException.class,
                        refusal -> assertThat(refusal.status()).isEqualTo(status));
    }

    private static Node node(String secret) {
        return NodeBuilder.builder(TestCluster.node("n1")).secretId(secret).build();
    }

    private static final class FakeCluster implements Cluster {
        private boolean leading = true;
        private Optional<Link> leader = Optional.empty();

        @Override
        public boolean leading() {
            return leading;
        }

        @Override
        public Optional<String> leaderAddress() {
            return Optional.empty();
        }

        @Override
        public Duration lastContact() {
            return Duration.ZERO;
        }

        @Override
        public Link leader(Duration maxWait) {
            return leader.orElseThrow(() -> ServerException.failed("No cluster leader"));
        }

        @Override
        public List<String> servers() {
            return List.of("10.0.0.1:4647", "10.0.0.2:4647");
        }

        @Override
        public Optional<Link> node(String nodeId) {
            return Optional.empty();
        }

        @Override
        public Optional<Link> towardsNode(String nodeId) {
            return Optional.empty();
        }
    }

    /** A link whose other side always answers the same. */
    private static final class FakeLink implements Link {
        private final Identity remote;
        private final byte[] answer;

        FakeLink(Identity remote, byte[] answer) {
            this.remote = remote;
            this.answer = answer;
        }

        @Override
        public Identity remote() {
            return remote;
        }

        @Override
        public String remoteAddress() {
            return "10.0.0.1:4647";
        }

        @Override
        public byte[] call(String method, byte[] request, Duration timeout) {
            return answer;
        }

        @Override
        public Channel open(String method, byte[] request) throws LinkException {
            throw new LinkException("no channels", false);
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void onClose(Runnable action) {}

        @Override
        public void close() {}
    }
}
