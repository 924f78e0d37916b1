package dev.drover.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.eval.Evaluation;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeBuilder;
import dev.drover.model.node.NodeStatus;
import dev.drover.server.Core;
import dev.drover.server.ManualTime;
import dev.drover.server.TestCluster;
import dev.drover.server.job.JobDirectory;
import dev.drover.server.leader.Leadership;
import dev.drover.server.log.Applied;
import dev.drover.server.log.MemoryLog;
import dev.drover.state.State;
import dev.drover.state.StateStore;
import dev.drover.state.Table;
import dev.drover.state.Watch;
import dev.drover.state.command.JobCommand;
import dev.drover.state.command.NodeCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Heartbeats of thousands of nodes, in time that the test moves. */
@Timeout(60)
class LivenessTest {
    private static final int NODES = 5_000;

    private final ManualTime time = new ManualTime(Instant.parse("2026-03-04T05:06:07Z"));
    private final StateStore store = new StateStore();
    private final JobDirectory jobs = new JobDirectory();
    private final AtomicInteger marks = new AtomicInteger();
    private final MemoryLog log = new MemoryLog(store, this::applied, new Leadership());
    private final Core core = new Core(store, log, time);

    private void applied(Applied applied) {
        jobs.applied(applied);
        if (applied.command() instanceof NodeCommand.UpdateStatuses) {
            marks.incrementAndGet();
        }
    }

    @AfterEach
    void stop() {
        log.close();
    }

    private Liveness lead() {
        return new Liveness(core, HeartbeatConfig.usual(), time, jobs);
    }

    private static String id(int number) {
        return "node-%05d".formatted(number);
    }

    private void register(int count) {
        for (int number = 0; number < count; number++) {
            Node node = NodeBuilder.builder(TestCluster.node(id(number)))
                    .status(NodeStatus.READY)
                    .build();
            log.propose(new NodeCommand.Register(node, time.instant(), List.of()));
        }
    }

    private State await(String what, Predicate<State> condition) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        State state = store.snapshot();
        while (!condition.test(state)) {
            assertThat(System.nanoTime()).as("gave up waiting until " + what).isLessThan(end);
            state = store.await(Set.of(new Watch.Whole(Table.NODES)), state.index(), Duration.ofMillis(100));
        }
        return state;
    }

    private static long down(State state) {
        return state.nodes().stream()
                .filter(node -> node.status() == NodeStatus.DOWN)
                .count();
    }

    @Test
    void of_five_thousand_nodes_the_dead_ones_are_noticed_within_twenty_seconds_and_together() {
        register(NODES);
        log.propose(new JobCommand.Register(
                TestCluster.job("everywhere", "system", 1, 10), Optional.empty(), Optional.empty()));
        Liveness liveness = lead();
        for (int number = 0; number < NODES; number++) {
            assertThat(liveness.heartbeat(id(number))).isEqualTo(Duration.ofSeconds(10));
        }
        time.advance(Duration.ofSeconds(10));
        for (int number = 100; number < NODES; number++) {
            liveness.heartbeat(id(number));
        }
        time.advance(Duration.ofSeconds(9));
        assertThat(down(store.snapshot())).isZero();
        time.advance(Duration.ofSeconds(2));
        State state = await("a hundred nodes are down", it -> down(it) == 100);
        // Commands are told of one after the other, so after this one everything before has been.
        log.propose(new NodeCommand.AddEvents(id(0), List.of()));
        assertThat(marks).hasValue(1);
        assertThat(state.evaluations()).extracting(Evaluation::jobId).containsExactly("everywhere");
        liveness.close();
    }

    @Test
    void a_node_that_died_before_the_leader_changed_is_noticed_by_the_new_leader() {
        register(2);
        Liveness first = lead();
        first.heartbeat(id(0));
        first.heartbeat(id(1));
        time.advance(Duration.ofSeconds(15));
        first.close();
        Liveness second = lead();
        second.heartbeat(id(1));
        time.advance(Duration.ofSeconds(19));
        second.heartbeat(id(1));
        assertThat(down(store.snapshot())).isZero();
        time.advance(Duration.ofSeconds(2));
        State state = await("the dead node is down", it -> down(it) == 1);
        assertThat(state.node(id(0)).orElseThrow().status()).isEqualTo(NodeStatus.DOWN);
        assertThat(state.node(id(1)).orElseThrow().status()).isEqualTo(NodeStatus.READY);
        second.close();
    }

    @Test
    void a_node_that_shows_up_again_is_ready_again() {
        register(1);
        Liveness liveness = lead();
        time.advance(Duration.ofSeconds(21));
        await("it is down", it -> down(it) == 1);
        liveness.heartbeat(id(0));
        assertThat(store.snapshot().node(id(0)).orElseThrow().status()).isEqualTo(NodeStatus.READY);
        liveness.close();
    }

    @Test
    void a_leader_of_an_earlier_term_marks_nobody() {
        register(1);
        lead().close();
        time.advance(Duration.ofMinutes(10));
        assertThat(down(store.snapshot())).isZero();
    }

    @Test
    void what_an_operator_has_set_makes_the_time_longer() {
        register(100);
        HeartbeatConfig slow =
                new HeartbeatConfig(Duration.ofSeconds(3), Duration.ofSeconds(1), 10, Duration.ofMinutes(1));
        Liveness liveness = new Liveness(core, slow, time, jobs);
        assertThat(liveness.heartbeat(id(0))).isEqualTo(Duration.ofSeconds(10));
        liveness.close();
    }
}
