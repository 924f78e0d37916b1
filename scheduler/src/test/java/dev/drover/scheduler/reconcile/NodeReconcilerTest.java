package dev.drover.scheduler.reconcile;

import static dev.drover.scheduler.reconcile.Scene.NOW;
import static dev.drover.scheduler.reconcile.Scene.desired;
import static dev.drover.scheduler.reconcile.Scene.machine;
import static dev.drover.scheduler.reconcile.Scene.stopped;
import static dev.drover.scheduler.reconcile.Scene.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.AllocDeploymentStatus;
import dev.drover.model.alloc.AllocState;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.alloc.DesiredStatus;
import dev.drover.model.alloc.DesiredTransition;
import dev.drover.model.deployment.DeploymentState;
import dev.drover.model.deployment.DeploymentStateBuilder;
import dev.drover.model.deployment.DeploymentStatus;
import dev.drover.model.eval.DesiredUpdates;
import dev.drover.model.eval.DesiredUpdatesBuilder;
import dev.drover.model.eval.Evaluation;
import dev.drover.model.job.DisconnectStrategy;
import dev.drover.model.job.Job;
import dev.drover.model.node.NodeBuilder;
import dev.drover.model.node.NodeStatus;
import dev.drover.scheduler.JobFiles;
import dev.drover.state.plan.AllocationStop;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Jobs that run on every node, told without room being looked at. The allocation on node n1 is called a1, and so on. */
final class NodeReconcilerTest {
    private static Job agent(long version) {
        return Scene.version(
                JobFiles.job(
                        "agent",
                        "system",
                        JobFiles.group(
                                1,
                                g -> JobFiles.command("/bin/v" + version)
                                        .apply(g)
                                        .reschedulePolicy(null))),
                version);
    }

    private static Job once(long version) {
        return Scene.version(JobFiles.sysbatch("agent"), version);
    }

    private static Job rolled(long version, int maxParallel, int percent) {
        return Scene.version(
                JobFiles.job(
                        "agent",
                        "system",
                        JobFiles.group(
                                1,
                                g -> JobFiles.command("/bin/v" + version)
                                        .apply(g)
                                        .reschedulePolicy(null)
                                        .update(JobFiles.update(maxParallel, percent)))),
                version);
    }

    private static Allocation on(int node, Job job) {
        return with(
                Scene.running(job, 0), a -> a.id("a" + node).nodeId("n" + node).createIndex(node));
    }

    private static Scene scene(Job job, int nodes) {
        Scene scene = Scene.of(job);
        for (int i = 1; i <= nodes; i++) {
            scene.node("n" + i, NodeStatus.READY);
        }
        return scene;
    }

    private static Scene everywhere(Job job, Job running, int nodes) {
        Scene scene = scene(job, nodes);
        for (int i = 1; i <= nodes; i++) {
            scene.has(on(i, running));
        }
        return scene;
    }

    private static List<String> placedOn(Intents intents) {
        return intents.placements().stream()
                .map(placement -> placement.nodeId().orElseThrow())
                .toList();
    }

    private static List<String> replacedOn(Intents intents) {
        return intents.replacements().stream()
                .map(placement -> placement.nodeId().orElseThrow())
                .toList();
    }

    private static DesiredUpdates numbers(UnaryOperator<DesiredUpdatesBuilder> change) {
        return change.apply(DesiredUpdatesBuilder.builder()).build();
    }

    @Test
    void each_usable_node_without_one_gets_one() {
        Intents intents = scene(agent(1), 3).has(on(2, agent(1))).onNodes();
        assertThat(placedOn(intents)).containsExactly("n1", "n3");
        assertThat(intents.placements()).extracting(Placement::name).containsOnly("agent.g[0]");
        assertThat(desired(intents)).isEqualTo(numbers(d -> d.place(2).ignore(1)));
    }

    @Test
    void nodes_that_do_not_suit_get_none() {
        Intents intents = scene(agent(1), 3).onNodes(node -> !node.id().equals("n2"));
        assertThat(placedOn(intents)).containsExactly("n1", "n3");
    }

    @Test
    void two_on_a_node_are_one_too_many() {
        Intents intents = scene(agent(1), 1)
                .has(on(1, agent(1)), with(on(1, agent(1)), a -> a.id("twin")))
                .onNodes();
        assertThat(intents.stops()).containsExactly(AllocationStop.of("twin", "alloc not needed due to job update"));
        assertThat(desired(intents)).isEqualTo(numbers(d -> d.stop(1).ignore(1)));
    }

    @Test
    void an_ineligible_node_keeps_what_it_has_and_gets_nothing_new() {
        Scene scene = scene(agent(1), 2).has(on(1, agent(1)));
        scene.node(Scene.ineligible(machine("n1", NodeStatus.READY)));
        scene.node(Scene.ineligible(machine("n2", NodeStatus.READY)));
        Intents intents = scene.onNodes();
        assertThat(intents.stops()).isEmpty();
        assertThat(intents.placements()).isEmpty();
    }

    @Test
    void an_ineligible_node_loses_what_it_has_when_the_job_changes() {
        Scene scene = scene(agent(2), 1).has(on(1, agent(1)));
        scene.node(Scene.ineligible(machine("n1", NodeStatus.READY)));
        assertThat(scene.onNodes().stops())
                .containsExactly(AllocationStop.of("a1", "alloc not needed as its node no longer suits the job"));
    }

    @ParameterizedTest
    @CsvSource({"datacenter", "pool", "constraint"})
    void a_node_that_suits_no_longer_loses_what_it_has_when_the_job_changes(String what) {
        Job job = JobFiles.with(agent(2), j -> j.datacenters(List.of("dc1")).nodePool("default"));
        Scene scene = scene(job, 1).has(on(1, agent(1)));
        scene.node(
                switch (what) {
                    case "datacenter" ->
                        NodeBuilder.builder(machine("n1", NodeStatus.READY))
                                .datacenter("dc2")
                                .build();
                    case "pool" ->
                        NodeBuilder.builder(machine("n1", NodeStatus.READY))
                                .nodePool("other")
                                .build();
                    default -> machine("n1", NodeStatus.READY);
                });
        Intents intents = scene.onNodes(node -> !what.equals("constraint"));
        assertThat(stopped(intents)).containsExactly("a1");
        assertThat(intents.replacements()).isEmpty();
    }

    @Test
    void what_must_leave_leaves_and_is_placed_again_only_if_the_node_is_usable() {
        DesiredTransition leave = new DesiredTransition(true, null, null, null, null);
        Scene scene = scene(agent(1), 2);
        scene.has(
                with(on(1, agent(1)), a -> a.desiredTransition(leave)),
                with(on(2, agent(1)), a -> a.desiredTransition(leave)));
        scene.node(Scene.ineligible(machine("n2", NodeStatus.READY)));
        Intents intents = scene.onNodes();
        assertThat(stopped(intents)).containsExactly("a1", "a2");
        assertThat(placedOn(intents)).containsExactly("n1");
        assertThat(desired(intents)).isEqualTo(numbers(d -> d.migrate(2).place(1)));
    }

    @ParameterizedTest
    @EnumSource(
            value = NodeStatus.class,
            names = {"DOWN", "DISCONNECTED"})
    void on_a_silent_node_it_is_lost_and_goes_nowhere_else(NodeStatus status) {
        Scene scene = everywhere(agent(1), agent(1), 2).node("n1", status);
        Intents intents = scene.onNodes();
        assertThat(intents.stops())
                .containsExactly(
                        new AllocationStop("a1", "alloc is lost since its node is down", ClientStatus.LOST, ""));
        assertThat(intents.placements()).isEmpty();
    }

    private static Job patient() {
        Job job = agent(1);
        return JobFiles.with(
                job,
                j -> j.taskGroups(List.of(JobFiles.group(
                        1, g -> g.disconnect(new DisconnectStrategy(Duration.ofMinutes(5), null, true, ""))))));
    }

    @Test
    void on_a_node_that_may_come_back_it_is_unknown_and_looked_after_later() {
        Intents intents = everywhere(patient(), patient(), 2)
                .node("n2", NodeStatus.DISCONNECTED)
                .onNodes();
        assertThat(intents.updates()).singleElement().satisfies(out -> {
            assertThat(out.id()).isEqualTo("a2");
            assertThat(out.clientStatus()).isEqualTo(ClientStatus.UNKNOWN);
        });
        assertThat(intents.followUps())
                .extracting(Evaluation::waitUntil)
                .containsExactly(NOW.plus(Duration.ofMinutes(5)));
        assertThat(desired(intents)).isEqualTo(numbers(d -> d.disconnect(1).ignore(1)));
        assertThat(intents.placements()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"299, false", "300, true"})
    void what_comes_back_is_noted_in_time_and_stopped_too_late(long seconds, boolean late) {
        Allocation back = with(
                on(1, patient()), a -> a.allocStates(List.of(new AllocState(0, "unknown", NOW.minusSeconds(seconds)))));
        Intents intents = scene(patient(), 1).has(back).onNodes();
        assertThat(stopped(intents)).isEqualTo(late ? List.of("a1") : List.of());
        assertThat(intents.updates()).hasSize(late ? 0 : 1);
        assertThat(desired(intents).reconnect()).isEqualTo(late ? 0 : 1);
        assertThat(placedOn(intents)).isEqualTo(late ? List.of("n1") : List.of());
    }

    @ParameterizedTest
    @EnumSource(
            value = ClientStatus.class,
            names = {"COMPLETE", "FAILED", "LOST"})
    void a_system_job_runs_again_where_it_ended(ClientStatus status) {
        Scene scene = scene(agent(1), 1).has(with(on(1, agent(1)), a -> a.clientStatus(status)));
        assertThat(placedOn(scene.onNodes())).containsExactly("n1");
        assertThat(scene.onNodes().placements().getFirst().previous()).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"COMPLETE, false", "FAILED, false", "LOST, true"})
    void a_sysbatch_job_runs_again_only_where_it_was_lost(ClientStatus status, boolean again) {
        Scene scene = scene(once(1), 1).has(with(on(1, once(1)), a -> a.clientStatus(status)));
        assertThat(scene.onNodes().placements()).hasSize(again ? 1 : 0);
    }

    @Test
    void a_new_version_of_a_sysbatch_job_runs_again_where_the_older_was_done() {
        Scene scene = scene(once(2), 1).has(with(on(1, once(1)), a -> a.clientStatus(ClientStatus.COMPLETE)));
        assertThat(placedOn(scene.onNodes())).containsExactly("n1");
    }

    @Test
    void the_newest_of_several_that_ended_on_a_node_counts() {
        Allocation older = with(
                on(1, once(2)), a -> a.id("old").clientStatus(ClientStatus.LOST).createIndex(4));
        Allocation newer = with(
                on(1, once(2)),
                a -> a.id("new").clientStatus(ClientStatus.COMPLETE).createIndex(5));
        assertThat(scene(once(2), 1).has(older, newer).onNodes().placements()).isEmpty();
        assertThat(scene(once(2), 1).has(newer, older).onNodes().placements()).isEmpty();
    }

    @Test
    void a_group_with_count_zero_is_stopped_everywhere() {
        Job none = Scene.version(JobFiles.job("agent", "system", JobFiles.group(0)), 2);
        Intents intents = everywhere(none, agent(1), 2).onNodes();
        assertThat(stopped(intents)).containsExactly("a1", "a2");
        assertThat(intents.placements()).isEmpty();
    }

    @Test
    void a_stopped_job_ends_on_every_node_that_hears_it() {
        Intents intents = everywhere(agent(1), agent(1), 3)
                .node("n2", NodeStatus.DOWN)
                .stopped()
                .onNodes();
        assertThat(intents.stops())
                .containsExactly(
                        AllocationStop.of("a1", "alloc not needed as job is stopped"),
                        new AllocationStop("a2", "alloc is lost since its node is down", ClientStatus.LOST, ""),
                        AllocationStop.of("a3", "alloc not needed as job is stopped"));
        assertThat(desired(intents)).isEqualTo(numbers(d -> d.stop(3)));
    }

    @Test
    void what_was_told_to_stop_on_a_silent_node_is_lost() {
        Allocation stopping = with(on(1, agent(1)), a -> a.desiredStatus(DesiredStatus.STOP));
        Intents intents =
                scene(agent(1), 1).has(stopping).node("n1", NodeStatus.DOWN).onNodes();
        assertThat(stopped(intents)).containsExactly("a1");
    }

    @Test
    void without_update_block_all_nodes_change_at_once() {
        Intents intents = everywhere(agent(2), agent(1), 4).onNodes();
        assertThat(replacedOn(intents)).containsExactly("n1", "n2", "n3", "n4");
        assertThat(intents.deployment()).isEmpty();
        assertThat(desired(intents)).isEqualTo(numbers(d -> d.destructiveUpdate(4)));
    }

    @Test
    void a_change_that_can_be_followed_updates_on_every_node() {
        Job newer = Scene.version(JobFiles.with(agent(1), j -> j.priority(70)), 2);
        Intents intents = everywhere(newer, agent(1), 2).onNodes();
        assertThat(intents.updates())
                .hasSize(2)
                .allSatisfy(a -> assertThat(a.job()).isEqualTo(newer));
        assertThat(desired(intents)).isEqualTo(numbers(d -> d.inPlaceUpdate(2)));
    }

    private static Job staggered(long version, int maxParallel) {
        Job system = rolled(version, maxParallel, 0);
        return JobFiles.with(system, j -> j.type("sysbatch"));
    }

    @Test
    void what_nobody_watches_changes_some_nodes_and_comes_again_after_its_stagger() {
        Intents intents = everywhere(staggered(2, 2), staggered(1, 2), 5).onNodes();
        assertThat(replacedOn(intents)).containsExactly("n1", "n2");
        assertThat(intents.followUps()).singleElement().satisfies(later -> {
            assertThat(later.triggeredBy()).isEqualTo("rolling-update");
            assertThat(later.waitUntil()).isEqualTo(NOW.plusSeconds(30));
        });
        assertThat(intents.deployment()).isEmpty();
    }

    @Test
    void the_last_step_of_a_staggered_update_needs_no_other() {
        assertThat(everywhere(staggered(2, 5), staggered(1, 5), 5).onNodes().followUps())
                .isEmpty();
    }

    private static DeploymentState started(Intents intents) {
        return Objects.requireNonNull(
                intents.deployment().orElseThrow().taskGroups().get("g"));
    }

    @ParameterizedTest
    @CsvSource({
        // nodes, percent, max_parallel, canaries
        "10, 0, 3, 0",
        "10, 1, 3, 1",
        "10, 10, 3, 1",
        "10, 11, 3, 2",
        "10, 30, 3, 3",
        "10, 31, 3, 3",
        "10, 100, 3, 3",
        "10, 100, 20, 10",
        "3, 34, 9, 2",
        "3, 33, 9, 1",
        "1, 1, 1, 1",
    })
    void canaries_are_a_share_of_the_nodes_rounded_up_within_max_parallel(
            int nodes, int percent, int maxParallel, int canaries) {
        Intents intents = everywhere(rolled(2, maxParallel, percent), rolled(1, maxParallel, percent), nodes)
                .onNodes();
        assertThat(started(intents).desiredCanaries()).isEqualTo(canaries);
        assertThat(started(intents).desiredTotal()).isEqualTo(nodes);
        int first = canaries > 0 ? canaries : Math.min(maxParallel, nodes);
        assertThat(intents.replacements()).hasSize(first);
        assertThat(intents.replacements()).allMatch(placement -> placement.canary() == canaries > 0);
    }

    @Test
    void only_nodes_that_change_count_for_the_share() {
        Scene scene = scene(rolled(2, 9, 50), 4);
        scene.has(on(1, rolled(1, 9, 50)), on(2, rolled(1, 9, 50)));
        assertThat(started(scene.onNodes()).desiredCanaries()).isEqualTo(1);
        assertThat(started(scene.onNodes()).desiredTotal()).isEqualTo(4);
    }

    @Test
    void a_sysbatch_job_is_not_deployed() {
        assertThat(scene(staggered(1, 2), 3).onNodes().deployment()).isEmpty();
    }

    private static Allocation judged(int node, Job job, boolean healthy) {
        return with(
                on(node, job),
                a -> a.deploymentId("d").deploymentStatus(new AllocDeploymentStatus(healthy, NOW, false, 0)));
    }

    private static Scene halfway(DeploymentStatus status, boolean healthy) {
        Scene scene = scene(rolled(2, 2, 0), 4);
        scene.has(judged(1, rolled(2, 2, 0), healthy));
        for (int i = 2; i <= 4; i++) {
            scene.has(on(i, rolled(1, 2, 0)));
        }
        return scene.deployment(
                status,
                DeploymentStateBuilder.builder()
                        .desiredTotal(4)
                        .healthyAllocs(1)
                        .build());
    }

    @Test
    void a_healthy_node_lets_the_next_ones_follow_and_an_unhealthy_one_none() {
        assertThat(replacedOn(halfway(DeploymentStatus.RUNNING, true).onNodes()))
                .containsExactly("n2", "n3");
        assertThat(replacedOn(halfway(DeploymentStatus.RUNNING, false).onNodes()))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = DeploymentStatus.class,
            names = {"PAUSED", "FAILED"})
    void a_halted_roll_out_changes_no_further_node(DeploymentStatus status) {
        assertThat(replacedOn(halfway(status, true).onNodes())).isEmpty();
    }

    @Test
    void a_node_that_joins_a_halted_roll_out_gets_the_version_of_the_others() {
        Scene scene = halfway(DeploymentStatus.PAUSED, true).node("n5", NodeStatus.READY);
        Placement placement = scene.onNodes().placements().getFirst();
        assertThat(placement.job().version()).isEqualTo(1);
        assertThat(placement.deploymentId()).isEmpty();
    }

    @Test
    void a_node_that_joins_a_roll_out_gets_the_new_version_and_raises_the_goal() {
        Scene scene = halfway(DeploymentStatus.RUNNING, true).node("n5", NodeStatus.READY);
        Intents intents = scene.onNodes();
        assertThat(intents.placements().getFirst().job().version()).isEqualTo(2);
        assertThat(intents.placements().getFirst().deploymentId()).isEqualTo("d");
        assertThat(started(intents).desiredTotal()).isEqualTo(5);
    }
}
