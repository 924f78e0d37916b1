package dev.drover.server.drain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.api.NodeDrainUpdateResponse;
import dev.drover.model.api.NodeUpdateDrainRequestBuilder;
import dev.drover.model.eval.Evaluation;
import dev.drover.model.job.Job;
import dev.drover.model.job.JobBuilder;
import dev.drover.model.job.MigrateStrategyBuilder;
import dev.drover.model.node.DrainSpec;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeEvent;
import dev.drover.model.node.SchedulingEligibility;
import dev.drover.server.Core;
import dev.drover.server.ServerException;
import dev.drover.server.TestCluster;
import dev.drover.server.job.JobDirectory;
import dev.drover.server.leader.Leadership;
import dev.drover.server.log.MemoryLog;
import dev.drover.state.JobId;
import dev.drover.state.State;
import dev.drover.state.StateStore;
import dev.drover.state.Statuses;
import dev.drover.state.Watch;
import dev.drover.state.command.NodeCommand;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Draining with the real schedulers and nodes that tests play. */
@Timeout(60)
class DrainerTest {
    private static final String OLD = "11111111-2222-3333-4444-555555555555";
    private static final String NEW = "22222222-2222-3333-4444-555555555555";

    private final TestCluster cluster = new TestCluster();

    @AfterEach
    void stop() {
        cluster.close();
    }

    private void register(String node) {
        cluster.server.nodes().register(TestCluster.node(node));
    }

    private NodeDrainUpdateResponse drain(Duration deadline, boolean ignoreSystemJobs) {
        return cluster.server
                .drains()
                .update(
                        OLD,
                        NodeUpdateDrainRequestBuilder.builder()
                                .drainSpec(new DrainSpec(deadline, ignoreSystemJobs))
                                .meta(Map.of("why", "test"))
                                .build());
    }

    private static Job service(int count, int maxParallel) {
        return JobBuilder.builder(TestCluster.job("web", "service", count, 100))
                .migrate(MigrateStrategyBuilder.builder()
                        .maxParallel(maxParallel)
                        .healthCheck("task_states")
                        .minHealthyTime(Duration.ofSeconds(1))
                        .healthyDeadline(Duration.ofMinutes(1))
                        .build())
                .build();
    }

    /** The job with all allocations healthy on the old node, and a new node beside it. */
    private void running(Job job, int count) {
        register(OLD);
        cluster.register(job);
        cluster.awaitLive(job.id(), count).forEach(it -> cluster.report(it.id(), ClientStatus.RUNNING, true));
        register(NEW);
    }

    private static List<Allocation> on(State state, String node) {
        return state.allocationsOfNode(node).stream()
                .filter(allocation -> !Statuses.terminal(allocation))
                .toList();
    }

    private List<Allocation> awaitOn(String node, int count) {
        return on(
                cluster.await(
                        count + " allocations on " + node,
                        state -> on(state, node).size() == count),
                node);
    }

    /** The node reports the end of everything that it was told to stop. */
    private void stopWhatMustEnd() {
        cluster.server.state().allocationsOfNode(OLD).stream()
                .filter(it -> Statuses.terminal(it.desiredStatus()) && Statuses.holdsRoom(it))
                .forEach(it -> cluster.report(it.id(), ClientStatus.COMPLETE));
    }

    private Node awaitDrained() {
        return cluster.await(
                        "the drain is over",
                        state -> state.node(OLD).orElseThrow().drainStrategy() == null)
                .node(OLD)
                .orElseThrow();
    }

    private List<String> evaluationsBecauseOfDrain(String job) {
        return cluster.server.state().evaluationsOfJob(new JobId("default", job)).stream()
                .map(Evaluation::triggeredBy)
                .filter("node-drain"::equals)
                .toList();
    }

    @Test
    void an_empty_node_is_done_at_once_and_stays_closed() {
        register(OLD);
        drain(Duration.ofHours(1), false);
        Node node = awaitDrained();
        assertThat(node.schedulingEligibility()).isEqualTo(SchedulingEligibility.INELIGIBLE);
        assertThat(node.events()).last().extracting(NodeEvent::message).isEqualTo("Node drain complete");
        assertThat(node.events().getLast().details()).isEmpty();
        assertThat(Objects.requireNonNull(node.lastDrain()).status()).isEqualTo("complete");
        assertThat(Objects.requireNonNull(node.lastDrain()).meta()).containsEntry("why", "test");
    }

    @Test
    void services_move_as_many_at_once_as_their_migrate_block_allows() {
        running(service(4, 2), 4);
        drain(Duration.ofHours(1), false);
        List<Allocation> moved = awaitOn(NEW, 2);
        assertThat(on(cluster.server.state(), OLD)).hasSize(2);

        // The next two wait until the first are known to be healthy, not only until they run.
        moved.forEach(it -> cluster.report(it.id(), ClientStatus.RUNNING));
        cluster.report(moved.getFirst().id(), ClientStatus.RUNNING, true);
        awaitOn(NEW, 3);
        assertThat(on(cluster.server.state(), OLD)).hasSize(1);
        cluster.report(moved.getLast().id(), ClientStatus.RUNNING, true);
        awaitOn(NEW, 4);

        assertThat(cluster.server.state().node(OLD).orElseThrow().drainStrategy())
                .as("the tasks have not ended yet")
                .isNotNull();
        stopWhatMustEnd();
        awaitDrained();
        assertThat(evaluationsBecauseOfDrain("web")).isNotEmpty();
    }

    @Test
    void what_fails_its_health_check_does_not_hold_up_the_drain() {
        running(service(2, 1), 2);
        drain(Duration.ofHours(1), false);
        cluster.report(awaitOn(NEW, 1).getFirst().id(), ClientStatus.RUNNING, false);
        awaitOn(NEW, 2);
        assertThat(on(cluster.server.state(), OLD)).isEmpty();
    }

    @Test
    void batch_work_goes_on_until_the_deadline_and_then_moves() {
        running(TestCluster.job("count", "batch", 2, 100), 2);
        // Short enough for nodes that send no heartbeats.
        drain(Duration.ofSeconds(8), false);
        cluster.report(on(cluster.server.state(), OLD).getFirst().id(), ClientStatus.COMPLETE);
        cluster.time.advance(Duration.ofSeconds(7));
        assertThat(on(cluster.server.state(), OLD)).hasSize(1);

        cluster.time.advance(Duration.ofSeconds(2));
        cluster.await("it is told to leave", state -> on(state, OLD).isEmpty());
        stopWhatMustEnd();
        assertThat(awaitDrained().events().getLast().details()).containsEntry("deadline_reached", "true");
    }

    @Test
    void system_jobs_leave_last() {
        running(TestCluster.job("logs", "system", 1, 50), 1);
        cluster.register(service(1, 1));
        // The newer node is emptier, so that the service has to be kept off it until it runs on the old one.
        Allocation web = cluster.awaitLive("web", 1).getFirst();
        cluster.report(web.id(), ClientStatus.RUNNING, true);
        String from = web.nodeId();
        cluster.server
                .drains()
                .update(
                        from,
                        NodeUpdateDrainRequestBuilder.builder()
                                .drainSpec(new DrainSpec(Duration.ZERO, false))
                                .build());
        cluster.await(
                "the service is told to leave",
                state -> Statuses.terminal(state.allocation(web.id()).orElseThrow()));
        assertThat(TestCluster.live(cluster.server.state(), "logs"))
                .as("the system job stays until the service has ended")
                .anyMatch(it -> it.nodeId().equals(from));
        cluster.report(web.id(), ClientStatus.COMPLETE);
        State state = cluster.await(
                "the system job is told to leave",
                it -> TestCluster.live(it, "logs").stream()
                        .noneMatch(logs -> logs.nodeId().equals(from)));
        state.allocationsOfNode(from).forEach(it -> cluster.report(it.id(), ClientStatus.COMPLETE));
        cluster.await("the drain is over", it -> it.node(from).orElseThrow().drainStrategy() == null);
    }

    @Test
    void system_jobs_stay_when_the_drain_leaves_them_out() {
        running(TestCluster.job("logs", "system", 1, 50), 1);
        drain(Duration.ZERO, true);
        awaitDrained();
        assertThat(on(cluster.server.state(), OLD)).hasSize(1);
    }

    @Test
    void a_negative_deadline_moves_everything_at_once() {
        running(service(4, 1), 4);
        drain(Duration.ofNanos(-1), false);
        awaitOn(NEW, 4);
        stopWhatMustEnd();
        assertThat(awaitDrained().events().getLast().details()).isEmpty();
    }

    @Test
    void a_canceled_drain_opens_the_node_and_has_its_jobs_looked_at() {
        running(TestCluster.job("count", "batch", 1, 100), 1);
        drain(Duration.ofHours(1), false);
        NodeDrainUpdateResponse response = cluster.server
                .drains()
                .update(
                        OLD,
                        NodeUpdateDrainRequestBuilder.builder()
                                .markEligible(true)
                                .build());
        Node node = cluster.server.state().node(OLD).orElseThrow();
        assertThat(node.drainStrategy()).isNull();
        assertThat(node.schedulingEligibility()).isEqualTo(SchedulingEligibility.ELIGIBLE);
        assertThat(response.evalIds()).hasSize(1);
        assertThat(response.evalCreateIndex()).isEqualTo(response.index());
        assertThat(on(cluster.server.state(), OLD)).hasSize(1);
    }

    @Test
    void what_a_drain_calls_for_follows_from_the_state_alone() {
        running(service(2, 1), 2);
        drain(Duration.ofHours(1), false);
        Allocation moved = awaitOn(NEW, 1).getFirst();
        DrainRules.Steps waiting = DrainRules.next(cluster.server.state(), cluster.time.instant());
        assertThat(waiting.moving())
                .as("the replacement is not known to be healthy")
                .isEmpty();
        assertThat(waiting.wakeAt()).contains(cluster.time.instant().plus(Duration.ofHours(1)));
        DrainRules.Steps late =
                DrainRules.next(cluster.server.state(), cluster.time.instant().plus(Duration.ofHours(1)));
        assertThat(late.moving()).extracting(Allocation::nodeId).containsExactly(OLD);
        assertThat(late.moving()).extracting(Allocation::id).doesNotContain(moved.id());
    }

    @Test
    void a_new_drainer_goes_on_with_the_drains_that_it_finds() {
        StateStore store = new StateStore();
        try (MemoryLog log = new MemoryLog(store, applied -> {}, new Leadership())) {
            Core core = new Core(store, log, cluster.time);
            log.propose(new NodeCommand.Register(TestCluster.node(OLD), cluster.time.instant(), List.of()));
            new DrainEndpoint(core, new JobDirectory())
                    .update(
                            OLD,
                            NodeUpdateDrainRequestBuilder.builder()
                                    .drainSpec(new DrainSpec(Duration.ofHours(1), false))
                                    .build());
            long index = store.snapshot().index();
            try (Drainer drainer = new Drainer(core, cluster.time)) {
                assertThat(drainer).isNotNull();
                Watch watch = new Watch.OneNode(OLD);
                State state = store.await(Set.of(watch), index, Duration.ofSeconds(10));
                assertThat(state.node(OLD).orElseThrow().drainStrategy()).isNull();
            }
        }
    }

    @Test
    void a_node_that_nobody_knows_is_not_found() {
        assertThatThrownBy(() -> drain(Duration.ZERO, false))
                .isInstanceOfSatisfying(
                        ServerException.class,
                        refusal -> assertThat(refusal.status()).isEqualTo(404));
    }
}
