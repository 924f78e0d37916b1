package dev.drover.scheduler.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.AllocState;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationBuilder;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.job.DisconnectStrategy;
import dev.drover.model.job.Job;
import dev.drover.model.job.JobBuilder;
import dev.drover.model.job.TaskGroupBuilder;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeBuilder;
import dev.drover.model.node.NodeStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What the status of a node says about its allocations, case by case. */
final class ContactTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private static Allocation allocation(ClientStatus status, UnaryOperator<TaskGroupBuilder> change) {
        Job job = JobBuilder.builder()
                .id("web")
                .taskGroups(List.of(
                        change.apply(TaskGroupBuilder.builder().name("g")).build()))
                .build();
        return AllocationBuilder.builder()
                .id("a")
                .job(job)
                .taskGroup("g")
                .clientStatus(status)
                .build();
    }

    private static Allocation since(Allocation allocation, Duration time, ClientStatus... states) {
        return AllocationBuilder.builder(allocation)
                .allocStates(List.of(states).stream()
                        .map(status -> new AllocState(0, status.wireName(), NOW.minus(time)))
                        .toList())
                .build();
    }

    private static UnaryOperator<TaskGroupBuilder> lostAfter(boolean replace) {
        return g -> g.disconnect(new DisconnectStrategy(LIMIT, null, replace, ""));
    }

    private static TaskGroupBuilder endsAlone(TaskGroupBuilder group) {
        return group.disconnect(new DisconnectStrategy(null, LIMIT, null, ""));
    }

    private static Contact on(NodeStatus status, Allocation allocation) {
        Node node = NodeBuilder.builder()
                .id("n")
                .status(status)
                .statusUpdatedAt(NOW.getEpochSecond())
                .build();
        return Contact.of(allocation, Optional.of(node), NOW);
    }

    @Test
    void on_a_node_that_lives_it_is_seen() {
        assertThat(on(NodeStatus.READY, allocation(ClientStatus.RUNNING, g -> g)))
                .isEqualTo(new Contact.Seen());
        assertThat(on(NodeStatus.INITIALIZING, allocation(ClientStatus.PENDING, g -> g)))
                .isEqualTo(new Contact.Seen());
    }

    @Test
    void without_a_node_it_is_lost_whatever_its_group_wants() {
        assertThat(Contact.of(allocation(ClientStatus.RUNNING, lostAfter(false)), Optional.empty(), NOW))
                .isEqualTo(new Contact.Lost());
    }

    @Test
    void a_silent_node_loses_it_unless_its_group_says_otherwise() {
        for (NodeStatus status : List.of(NodeStatus.DOWN, NodeStatus.DISCONNECTED)) {
            assertThat(on(status, allocation(ClientStatus.RUNNING, g -> g))).isEqualTo(new Contact.Lost());
        }
    }

    @Test
    void lost_after_lets_it_vanish_on_a_disconnected_node_only() {
        Allocation running = allocation(ClientStatus.RUNNING, lostAfter(true));
        assertThat(on(NodeStatus.DISCONNECTED, running)).isEqualTo(new Contact.Vanishes(Optional.of(NOW.plus(LIMIT))));
        assertThat(on(NodeStatus.DOWN, running)).isEqualTo(new Contact.Lost());
    }

    @Test
    void what_must_not_be_replaced_vanishes_on_any_silent_node_even_before_it_has_started() {
        for (NodeStatus status : List.of(NodeStatus.DOWN, NodeStatus.DISCONNECTED)) {
            for (ClientStatus client : List.of(ClientStatus.PENDING, ClientStatus.RUNNING)) {
                assertThat(on(status, allocation(client, lostAfter(false))))
                        .isEqualTo(new Contact.Vanishes(Optional.of(NOW.plus(LIMIT))));
            }
        }
    }

    @Test
    void without_a_limit_it_vanishes_for_good() {
        assertThat(on(NodeStatus.DOWN, allocation(ClientStatus.RUNNING, g -> g.preventRescheduleOnLost(true))))
                .isEqualTo(new Contact.Vanishes(Optional.empty()));
    }

    @Test
    void what_has_not_started_is_lost() {
        assertThat(on(NodeStatus.DISCONNECTED, allocation(ClientStatus.PENDING, lostAfter(true))))
                .isEqualTo(new Contact.Lost());
    }

    @Test
    void what_is_unknown_is_unseen_until_its_time_is_over() {
        Allocation unknown = allocation(ClientStatus.UNKNOWN, lostAfter(true));
        assertThat(on(NodeStatus.DISCONNECTED, since(unknown, LIMIT.minusSeconds(1), ClientStatus.UNKNOWN)))
                .isEqualTo(new Contact.Unseen());
        assertThat(on(NodeStatus.DISCONNECTED, since(unknown, LIMIT, ClientStatus.UNKNOWN)))
                .isEqualTo(new Contact.Lost());
    }

    @Test
    void a_node_that_lives_again_has_as_much_time_to_speak_of_it() {
        Allocation unknown = allocation(ClientStatus.UNKNOWN, lostAfter(true));
        assertThat(on(NodeStatus.READY, since(unknown, LIMIT.minusSeconds(1), ClientStatus.UNKNOWN)))
                .isEqualTo(new Contact.Unseen());
        assertThat(on(NodeStatus.READY, since(unknown, LIMIT, ClientStatus.UNKNOWN)))
                .isEqualTo(new Contact.Lost());
    }

    @Test
    void what_is_spoken_of_again_has_returned_in_time_or_late() {
        Allocation running = allocation(ClientStatus.RUNNING, lostAfter(true));
        assertThat(on(NodeStatus.READY, since(running, LIMIT.minusSeconds(1), ClientStatus.UNKNOWN)))
                .isEqualTo(new Contact.Returned(false));
        assertThat(on(NodeStatus.READY, since(running, LIMIT, ClientStatus.UNKNOWN)))
                .isEqualTo(new Contact.Returned(true));
    }

    @Test
    void a_return_that_was_noted_is_over() {
        Allocation running = allocation(ClientStatus.RUNNING, lostAfter(true));
        assertThat(on(NodeStatus.READY, since(running, LIMIT, ClientStatus.UNKNOWN, ClientStatus.RUNNING)))
                .isEqualTo(new Contact.Seen());
    }

    @Test
    void a_node_that_ends_its_work_alone_is_given_the_time_since_it_was_missed() {
        assertThat(on(NodeStatus.DOWN, allocation(ClientStatus.RUNNING, ContactTest::endsAlone)))
                .isEqualTo(new Contact.LostAt(NOW.plus(LIMIT)));
        Node silent = NodeBuilder.builder()
                .status(NodeStatus.DOWN)
                .statusUpdatedAt(NOW.minus(LIMIT).getEpochSecond())
                .build();
        assertThat(Contact.of(allocation(ClientStatus.RUNNING, ContactTest::endsAlone), Optional.of(silent), NOW))
                .isEqualTo(new Contact.Lost());
    }

    @Test
    void the_newer_block_counts_more_than_the_older_parameters() {
        assertThat(on(
                        NodeStatus.DISCONNECTED,
                        allocation(
                                ClientStatus.RUNNING,
                                g -> lostAfter(true).apply(g).maxClientDisconnect(Duration.ofSeconds(1)))))
                .isEqualTo(new Contact.Vanishes(Optional.of(NOW.plus(LIMIT))));
    }

    @Test
    void a_time_of_zero_is_none() {
        assertThat(on(
                        NodeStatus.DISCONNECTED,
                        allocation(ClientStatus.RUNNING, g -> g.maxClientDisconnect(Duration.ZERO))))
                .isEqualTo(new Contact.Lost());
    }

    @Test
    void only_nodes_that_live_report_the_end_of_what_is_told_to_stop() {
        assertThat(Contact.isSilent(Optional.empty())).isTrue();
        for (NodeStatus status : NodeStatus.values()) {
            Node node = NodeBuilder.builder().status(status).build();
            assertThat(Contact.isSilent(Optional.of(node)))
                    .isEqualTo(status == NodeStatus.DOWN || status == NodeStatus.DISCONNECTED);
        }
    }

    @Test
    void only_what_runs_and_has_time_makes_its_node_disconnected() {
        assertThat(DisconnectPolicy.mayRunUnseen(allocation(ClientStatus.RUNNING, lostAfter(true))))
                .isTrue();
        assertThat(DisconnectPolicy.mayRunUnseen(allocation(ClientStatus.UNKNOWN, lostAfter(true))))
                .isTrue();
        assertThat(DisconnectPolicy.mayRunUnseen(allocation(ClientStatus.PENDING, lostAfter(true))))
                .isFalse();
        assertThat(DisconnectPolicy.mayRunUnseen(allocation(ClientStatus.COMPLETE, lostAfter(true))))
                .isFalse();
        assertThat(DisconnectPolicy.mayRunUnseen(allocation(ClientStatus.RUNNING, ContactTest::endsAlone)))
                .isFalse();
    }
}
