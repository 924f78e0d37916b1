package dev.drover.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.eval.Evaluation;
import dev.drover.model.job.DisconnectStrategy;
import dev.drover.model.job.Job;
import dev.drover.model.job.JobBuilder;
import dev.drover.model.job.TaskGroupBuilder;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeStatus;
import dev.drover.server.TestCluster;
import dev.drover.state.JobId;
import dev.drover.state.State;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nodes that fall silent, with the real schedulers: the first node is the one that does, the second one lives all the time. */
@Timeout(60)
class DisconnectTest {
    private static final String SILENT = "11111111-2222-3333-4444-555555555555";
    private static final String OTHER = "22222222-2222-3333-4444-555555555555";
    private static final JobId WEB = new JobId("default", "web");

    private final TestCluster cluster = new TestCluster();

    @AfterEach
    void stop() {
        cluster.close();
    }

    private static Job job(String type, @Nullable DisconnectStrategy disconnect) {
        Job job = TestCluster.job("web", type, 1, 100);
        return JobBuilder.builder(job)
                .taskGroups(job.taskGroups().stream()
                        .map(group -> TaskGroupBuilder.builder(group)
                                .disconnect(disconnect)
                                .build())
                        .toList())
                .build();
    }

    private static DisconnectStrategy lostAfter(Duration time, boolean replace) {
        return new DisconnectStrategy(time, null, replace, "keep_original");
    }

    /** Runs the job on the node that will fall silent, beside another node that is empty. */
    private Allocation running(Job job) {
        cluster.server.nodes().register(TestCluster.node(SILENT));
        cluster.register(job);
        Allocation allocation = cluster.awaitLive("web", 1).getFirst();
        cluster.report(allocation.id(), ClientStatus.RUNNING, true);
        cluster.server.nodes().register(TestCluster.node(OTHER));
        return allocation;
    }

    /** Lets time pass in which only the other node beats. */
    private void pass(Duration time) {
        Duration step = Duration.ofSeconds(5);
        for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(step)) {
            cluster.server.nodes().heartbeat(OTHER);
            cluster.time.advance(step);
        }
    }

    private Node awaitNode(NodeStatus status) {
        return cluster.await(
                        "the node is " + status,
                        state -> state.node(SILENT).orElseThrow().status() == status)
                .node(SILENT)
                .orElseThrow();
    }

    private Allocation awaitAllocation(String id, ClientStatus status) {
        return cluster.await(
                        "allocation is " + status,
                        state -> state.allocation(id).orElseThrow().clientStatus() == status)
                .allocation(id)
                .orElseThrow();
    }

    private Allocation awaitReplacement(Allocation original) {
        State state = cluster.await(
                "it is replaced",
                it -> !it.allocation(original.id())
                        .orElseThrow()
                        .nextAllocation()
                        .isEmpty());
        return state.allocation(state.allocation(original.id()).orElseThrow().nextAllocation())
                .orElseThrow();
    }

    private List<String> triggers() {
        return cluster.server.state().evaluationsOfJob(WEB).stream()
                .map(Evaluation::triggeredBy)
                .toList();
    }

    private void returns(Allocation allocation) {
        cluster.server.nodes().heartbeat(SILENT);
        cluster.report(allocation.id(), ClientStatus.RUNNING);
    }

    @Test
    void a_silent_node_whose_work_may_go_on_is_disconnected_and_its_work_unknown() {
        Allocation original = running(job("service", lostAfter(Duration.ofMinutes(5), true)));
        pass(Duration.ofSeconds(25));
        Node node = awaitNode(NodeStatus.DISCONNECTED);
        assertThat(node.events().getLast().message()).isEqualTo("Node heartbeat missed");
        awaitAllocation(original.id(), ClientStatus.UNKNOWN);
        assertThat(awaitReplacement(original).nodeId()).isEqualTo(OTHER);
    }

    @Test
    void a_silent_node_with_other_work_only_is_down_and_its_work_lost() {
        Allocation original = running(job("service", null));
        pass(Duration.ofSeconds(25));
        awaitNode(NodeStatus.DOWN);
        awaitAllocation(original.id(), ClientStatus.LOST);
        assertThat(awaitReplacement(original).nodeId()).isEqualTo(OTHER);
    }

    @Test
    void after_its_time_the_work_is_lost() {
        Allocation original = running(job("service", lostAfter(Duration.ofMinutes(1), true)));
        pass(Duration.ofSeconds(25));
        awaitAllocation(original.id(), ClientStatus.UNKNOWN);
        assertThat(triggers()).contains("max-disconnect-timeout");
        pass(Duration.ofSeconds(65));
        awaitAllocation(original.id(), ClientStatus.LOST);
        assertThat(cluster.awaitLive("web", 1)).extracting(Allocation::nodeId).containsExactly(OTHER);
    }

    @Test
    void a_node_that_is_back_in_time_keeps_its_work() {
        Allocation original = running(job("service", lostAfter(Duration.ofMinutes(5), true)));
        pass(Duration.ofSeconds(25));
        Allocation replacement = awaitReplacement(original);
        cluster.report(replacement.id(), ClientStatus.RUNNING, true);
        returns(original);
        assertThat(cluster.awaitLive("web", 1)).extracting(Allocation::id).containsExactly(original.id());
        assertThat(triggers()).contains("reconnect");
        assertThat(cluster.server.state().node(SILENT).orElseThrow().status()).isEqualTo(NodeStatus.READY);
    }

    @Test
    void what_must_not_be_replaced_waits_for_its_node_and_goes_on() {
        Allocation original = running(job("service", lostAfter(Duration.ofMinutes(5), false)));
        pass(Duration.ofSeconds(25));
        awaitAllocation(original.id(), ClientStatus.UNKNOWN);
        returns(original);
        awaitAllocation(original.id(), ClientStatus.RUNNING);
        cluster.await(
                "its return was noted",
                state -> state.allocation(original.id())
                                .orElseThrow()
                                .allocStates()
                                .size()
                        == 2);
        assertThat(cluster.server.state().allocationsOfJob(WEB)).hasSize(1);
    }

    @Test
    void a_node_that_ends_its_work_itself_is_given_the_time_for_it() {
        Allocation original =
                running(job("service", new DisconnectStrategy(null, Duration.ofMinutes(1), true, "best_score")));
        pass(Duration.ofSeconds(25));
        awaitNode(NodeStatus.DOWN);
        cluster.await(
                "somebody looks again later",
                state -> !state.allocation(original.id())
                        .orElseThrow()
                        .followupEvalId()
                        .isEmpty());
        assertThat(cluster.server.state().allocationsOfJob(WEB)).hasSize(1);
        pass(Duration.ofSeconds(65));
        awaitAllocation(original.id(), ClientStatus.LOST);
        assertThat(awaitReplacement(original).nodeId()).isEqualTo(OTHER);
    }

    @Test
    void an_unknown_allocation_that_a_user_stops_is_replaced() {
        Allocation original = running(job("service", lostAfter(Duration.ofHours(5), false)));
        pass(Duration.ofSeconds(25));
        awaitAllocation(original.id(), ClientStatus.UNKNOWN);
        cluster.server.allocations().stop(original.id(), false, false);
        assertThat(awaitReplacement(original).nodeId()).isEqualTo(OTHER);
    }

    @Test
    void a_silence_that_began_before_the_return_was_noted_counts_as_one() {
        Allocation original = running(job("service", lostAfter(Duration.ofMinutes(5), false)));
        pass(Duration.ofSeconds(25));
        awaitAllocation(original.id(), ClientStatus.UNKNOWN);
        cluster.server.nodes().heartbeat(SILENT);
        pass(Duration.ofSeconds(25));
        awaitNode(NodeStatus.DISCONNECTED);
        assertThat(cluster.server
                        .state()
                        .allocation(original.id())
                        .orElseThrow()
                        .allocStates())
                .hasSize(1);
    }
}
