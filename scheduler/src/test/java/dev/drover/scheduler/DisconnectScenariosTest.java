package dev.drover.scheduler;

import static dev.drover.scheduler.JobFiles.batch;
import static dev.drover.scheduler.JobFiles.command;
import static dev.drover.scheduler.JobFiles.job;
import static dev.drover.scheduler.JobFiles.service;
import static dev.drover.scheduler.RolloutKit.assertQuiet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.AllocState;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationBuilder;
import dev.drover.model.alloc.AllocationMetricBuilder;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.alloc.DesiredStatus;
import dev.drover.model.alloc.NodeScoreMeta;
import dev.drover.model.deployment.DeploymentStatus;
import dev.drover.model.eval.DesiredUpdates;
import dev.drover.model.eval.Evaluation;
import dev.drover.model.job.DisconnectStrategy;
import dev.drover.model.job.Job;
import dev.drover.model.job.TaskGroupBuilder;
import dev.drover.model.node.NodeStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nodes that fall silent and may come back: n1 runs the first allocation of web and is the one that disconnects. */
final class DisconnectScenariosTest {
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final Cluster cluster = new Cluster();

    @BeforeEach
    void oneNode() {
        cluster.node("n1");
    }

    private static UnaryOperator<TaskGroupBuilder> disconnect(String reconcile, boolean replace) {
        return g -> g.disconnect(new DisconnectStrategy(LIMIT, null, replace, reconcile));
    }

    private static Job web(int count, String reconcile) {
        return service("web", count, disconnect(reconcile, true));
    }

    /** Runs the job on n1 alone, then lets other nodes join. */
    private Allocation running(Job job) {
        cluster.run(job);
        cluster.reportAll(job.id(), ClientStatus.RUNNING);
        cluster.node("n2");
        cluster.node("n3");
        return cluster.live(job.id()).getFirst();
    }

    private Outcome.Planned disconnects(String job) {
        cluster.nodeStatus("n1", NodeStatus.DISCONNECTED);
        return cluster.evaluate(job);
    }

    /** The node is back and says that the allocation runs on. */
    private Outcome.Planned reconnects(Allocation original) {
        return reconnects(original, ClientStatus.RUNNING);
    }

    private Outcome.Planned reconnects(Allocation original, ClientStatus status) {
        cluster.nodeStatus("n1", NodeStatus.READY);
        cluster.report(cluster.allocation(original.id()), status);
        return cluster.evaluate(original.jobId());
    }

    private Allocation replacementOf(Allocation original) {
        return cluster.allocation(cluster.allocation(original.id()).nextAllocation());
    }

    private boolean wanted(Allocation allocation) {
        return cluster.allocation(allocation.id()).desiredStatus() == DesiredStatus.RUN;
    }

    private DesiredUpdates desired(Outcome.Planned planned) {
        return cluster.desired(planned, "g");
    }

    @Test
    void an_allocation_that_may_be_lost_later_becomes_unknown_and_is_replaced() {
        Allocation original = running(web(1, "best_score"));
        Outcome.Planned planned = disconnects("web");
        Allocation unknown = cluster.allocation(original.id());
        assertThat(unknown.clientStatus()).isEqualTo(ClientStatus.UNKNOWN);
        assertThat(unknown.clientDescription()).isEqualTo("alloc is unknown since its node is disconnected");
        assertThat(unknown.desiredStatus()).isEqualTo(DesiredStatus.RUN);
        Allocation replacement = replacementOf(original);
        assertThat(replacement.name()).isEqualTo("web.g[0]");
        assertThat(replacement.nodeId()).isNotEqualTo("n1");
        assertThat(desired(planned).disconnect()).isEqualTo(1);
        assertThat(desired(planned).place()).isEqualTo(1);
        assertQuiet(cluster, "web");
    }

    @Test
    void the_time_at_which_it_went_out_of_sight_is_kept_in_its_states() {
        Allocation original = running(web(1, "best_score"));
        disconnects("web");
        assertThat(cluster.allocation(original.id()).allocStates())
                .containsExactly(new AllocState(0, "unknown", cluster.now()));
    }

    @Test
    void an_evaluation_looks_again_when_it_counts_as_lost() {
        Allocation original = running(web(1, "best_score"));
        Evaluation followUp = disconnects("web").followUps().getFirst();
        assertThat(followUp.triggeredBy()).isEqualTo("max-disconnect-timeout");
        assertThat(followUp.waitUntil()).isEqualTo(cluster.now().plus(LIMIT));
        assertThat(cluster.allocation(original.id()).followupEvalId()).isEqualTo(followUp.id());
    }

    @Test
    void all_that_disconnects_at_once_shares_one_evaluation() {
        running(web(3, "best_score"));
        Outcome.Planned planned = disconnects("web");
        assertThat(planned.followUps()).hasSize(1);
        assertThat(desired(planned).disconnect()).isEqualTo(3);
    }

    @Test
    void after_its_time_it_is_lost() {
        Allocation original = running(web(1, "best_score"));
        Evaluation followUp = disconnects("web").followUps().getFirst();
        Allocation replacement = replacementOf(original);
        cluster.advance(LIMIT);
        cluster.evaluate(followUp);
        assertThat(cluster.allocation(original.id()).clientStatus()).isEqualTo(ClientStatus.LOST);
        assertThat(wanted(original)).isFalse();
        assertThat(cluster.live("web")).extracting(Allocation::id).containsExactly(replacement.id());
        assertQuiet(cluster, "web");
    }

    @Test
    void before_its_time_it_stays_unknown() {
        Allocation original = running(web(1, "best_score"));
        disconnects("web");
        cluster.advance(LIMIT.minusSeconds(1));
        assertQuiet(cluster, "web");
        assertThat(cluster.allocation(original.id()).clientStatus()).isEqualTo(ClientStatus.UNKNOWN);
    }

    @Test
    void without_lost_after_it_is_lost_at_once() {
        Allocation original = running(service("web", 1));
        Outcome.Planned planned = disconnects("web");
        assertThat(cluster.allocation(original.id()).clientStatus()).isEqualTo(ClientStatus.LOST);
        assertThat(desired(planned).disconnect()).isZero();
        assertThat(cluster.only("web").previousAllocation()).isEqualTo(original.id());
    }

    @Test
    void on_a_node_that_is_down_lost_after_does_not_help() {
        Allocation original = running(web(1, "best_score"));
        cluster.nodeStatus("n1", NodeStatus.DOWN);
        cluster.evaluate("web");
        assertThat(cluster.allocation(original.id()).clientStatus()).isEqualTo(ClientStatus.LOST);
    }

    @Test
    void what_had_not_started_is_lost_at_once() {
        cluster.run(web(1, "best_score"));
        Allocation pending = cluster.only("web");
        cluster.node("n2");
        disconnects("web");
        assertThat(cluster.allocation(pending.id()).clientStatus()).isEqualTo(ClientStatus.LOST);
        assertThat(cluster.only("web").nodeId()).isEqualTo("n2");
    }

    @Test
    void the_older_parameter_means_the_same() {
        Allocation original = running(service("web", 1, g -> g.maxClientDisconnect(LIMIT)));
        Evaluation followUp = disconnects("web").followUps().getFirst();
        assertThat(cluster.allocation(original.id()).clientStatus()).isEqualTo(ClientStatus.UNKNOWN);
        assertThat(followUp.waitUntil()).isEqualTo(cluster.now().plus(LIMIT));
        assertThat(replacementOf(original).nodeId()).isNotEqualTo("n1");
    }

    @Test
    void a_node_that_was_taken_out_loses_everything() {
        Allocation original = running(web(1, "best_score"));
        disconnects("web");
        cluster.removeNode("n1");
        cluster.evaluate("web");
        assertThat(cluster.allocation(original.id()).clientStatus()).isEqualTo(ClientStatus.LOST);
        assertQuiet(cluster, "web");
    }

    @Test
    void without_replacement_only_one_of_it_ever_runs() {
        Allocation original = running(service("web", 1, disconnect("best_score", false)));
        Outcome.Planned planned = disconnects("web");
        assertThat(cluster.allocation(original.id()).clientStatus()).isEqualTo(ClientStatus.UNKNOWN);
        assertThat(cluster.all("web")).hasSize(1);
        assertThat(desired(planned).place()).isZero();
        assertQuiet(cluster, "web");
    }

    @Test
    void without_replacement_it_goes_on_when_it_is_back() {
        Allocation original = running(service("web", 1, disconnect("best_score", false)));
        disconnects("web");
        Outcome.Planned planned = reconnects(original);
        assertThat(desired(planned).reconnect()).isEqualTo(1);
        assertThat(cluster.only("web").id()).isEqualTo(original.id());
        assertThat(cluster.only("web").clientStatus()).isEqualTo(ClientStatus.RUNNING);
        assertQuiet(cluster, "web");
    }

    @Test
    void without_replacement_it_is_replaced_once_it_is_lost() {
        Allocation original = running(service("web", 1, disconnect("best_score", false)));
        disconnects("web");
        cluster.advance(LIMIT);
        cluster.evaluate("web");
        assertThat(cluster.allocation(original.id()).clientStatus()).isEqualTo(ClientStatus.LOST);
        assertThat(cluster.only("web").previousAllocation()).isEqualTo(original.id());
        assertThat(cluster.only("web").name()).isEqualTo("web.g[0]");
    }

    @Test
    void without_replacement_even_a_node_that_is_down_keeps_it() {
        Allocation original = running(service("web", 1, disconnect("best_score", false)));
        cluster.nodeStatus("n1", NodeStatus.DOWN);
        cluster.evaluate("web");
        assertThat(cluster.allocation(original.id()).clientStatus()).isEqualTo(ClientStatus.UNKNOWN);
        assertThat(cluster.all("web")).hasSize(1);
    }

    @Test
    void the_older_parameter_that_prevents_rescheduling_keeps_it_without_end() {
        Allocation original = running(service("web", 1, g -> g.preventRescheduleOnLost(true)));
        cluster.nodeStatus("n1", NodeStatus.DOWN);
        Outcome.Planned planned = cluster.evaluate("web");
        assertThat(planned.followUps()).isEmpty();
        cluster.advance(Duration.ofDays(30));
        assertQuiet(cluster, "web");
        assertThat(cluster.allocation(original.id()).clientStatus()).isEqualTo(ClientStatus.UNKNOWN);
    }

    @Test
    void an_allocation_on_a_living_node_stays_unknown_until_it_is_heard_of() {
        Allocation original = running(web(1, "best_score"));
        disconnects("web");
        cluster.nodeStatus("n1", NodeStatus.READY);
        assertQuiet(cluster, "web");
        assertThat(cluster.allocation(original.id()).clientStatus()).isEqualTo(ClientStatus.UNKNOWN);
    }

    @Test
    void a_living_node_that_does_not_know_it_any_more_has_lost_it_in_the_end() {
        Allocation original = running(web(1, "best_score"));
        Evaluation followUp = disconnects("web").followUps().getFirst();
        cluster.nodeStatus("n1", NodeStatus.READY);
        cluster.advance(LIMIT);
        cluster.evaluate(followUp);
        assertThat(cluster.allocation(original.id()).clientStatus()).isEqualTo(ClientStatus.LOST);
    }

    @Test
    void keep_original_stops_the_replacement() {
        Allocation original = running(web(1, "keep_original"));
        disconnects("web");
        Allocation replacement = replacementOf(original);
        cluster.report(replacement, ClientStatus.RUNNING);
        Outcome.Planned planned = reconnects(original);
        assertThat(cluster.only("web").id()).isEqualTo(original.id());
        assertThat(cluster.allocation(replacement.id()).desiredDescription())
                .isEqualTo("alloc not needed due to disconnected client reconnect");
        assertThat(desired(planned).reconnect()).isEqualTo(1);
        assertThat(desired(planned).stop()).isEqualTo(1);
        assertQuiet(cluster, "web");
    }

    @Test
    void keep_replacement_stops_the_original() {
        Allocation original = running(web(1, "keep_replacement"));
        disconnects("web");
        Allocation replacement = replacementOf(original);
        cluster.report(replacement, ClientStatus.RUNNING);
        reconnects(original);
        assertThat(cluster.only("web").id()).isEqualTo(replacement.id());
        assertThat(wanted(original)).isFalse();
        assertQuiet(cluster, "web");
    }

    @Test
    void keep_replacement_goes_on_with_the_original_when_there_is_no_replacement() {
        Cluster alone = new Cluster().node("n1");
        alone.run(web(1, "keep_replacement"));
        Allocation original = alone.only("web");
        alone.report(original, ClientStatus.RUNNING);
        alone.nodeStatus("n1", NodeStatus.DISCONNECTED);
        assertThat(alone.evaluate("web").blocked()).isPresent();
        alone.nodeStatus("n1", NodeStatus.READY);
        alone.report(alone.allocation(original.id()), ClientStatus.RUNNING);
        alone.evaluate("web");
        assertThat(alone.only("web").id()).isEqualTo(original.id());
    }

    private void score(Allocation allocation, double score) {
        NodeScoreMeta meta = new NodeScoreMeta(allocation.nodeId(), Map.of(), score);
        cluster.change(AllocationBuilder.builder(cluster.allocation(allocation.id()))
                .metrics(AllocationMetricBuilder.builder()
                        .scoreMetaData(List.of(meta))
                        .build())
                .build());
    }

    @Test
    void best_score_keeps_the_one_on_the_better_node() {
        Allocation original = running(web(1, "best_score"));
        disconnects("web");
        Allocation replacement = replacementOf(original);
        cluster.report(replacement, ClientStatus.RUNNING);
        score(original, 0.2);
        score(replacement, 0.9);
        reconnects(original);
        assertThat(cluster.only("web").id()).isEqualTo(replacement.id());
    }

    @Test
    void best_score_prefers_the_original_on_equal_nodes() {
        Allocation original = running(web(1, "best_score"));
        disconnects("web");
        Allocation replacement = replacementOf(original);
        cluster.report(replacement, ClientStatus.RUNNING);
        score(original, 0.5);
        score(replacement, 0.5);
        reconnects(original);
        assertThat(cluster.only("web").id()).isEqualTo(original.id());
    }

    @Test
    void best_score_does_not_give_up_what_runs_for_what_has_not_started() {
        Allocation original = running(web(1, "best_score"));
        disconnects("web");
        Allocation replacement = replacementOf(original);
        score(original, 0.2);
        score(replacement, 0.9);
        reconnects(original);
        assertThat(cluster.only("web").id()).isEqualTo(original.id());
    }

    @Test
    void longest_running_keeps_what_started_first() {
        Allocation original = running(web(1, "longest_running"));
        cluster.advance(Duration.ofMinutes(1));
        disconnects("web");
        Allocation replacement = replacementOf(original);
        cluster.report(replacement, ClientStatus.RUNNING);
        cluster.nodeStatus("n1", NodeStatus.READY);
        cluster.resumes(original);
        cluster.evaluate("web");
        assertThat(cluster.only("web").id()).isEqualTo(original.id());
    }

    @Test
    void longest_running_gives_up_what_was_started_again_later() {
        Allocation original = running(web(1, "longest_running"));
        disconnects("web");
        Allocation replacement = replacementOf(original);
        cluster.report(replacement, ClientStatus.RUNNING);
        cluster.advance(Duration.ofMinutes(1));
        reconnects(original);
        assertThat(cluster.only("web").id()).isEqualTo(replacement.id());
    }

    @Test
    void a_replacement_of_a_newer_version_always_stays() {
        Allocation original = running(web(1, "keep_original"));
        disconnects("web");
        cluster.run(service(
                "web",
                1,
                g -> command("/bin/new").apply(disconnect("keep_original", true).apply(g))));
        assertThat(cluster.live("web"))
                .filteredOn(a -> a.clientStatus() != ClientStatus.UNKNOWN)
                .allMatch(a -> Objects.requireNonNull(a.job()).version() == 1);
        reconnects(original);
        assertThat(Objects.requireNonNull(cluster.only("web").job()).version()).isEqualTo(1);
        assertThat(wanted(original)).isFalse();
    }

    @Test
    void what_comes_back_of_an_older_version_and_alone_is_updated() {
        Allocation original = running(service("web", 1, disconnect("best_score", false)));
        disconnects("web");
        cluster.run(service(
                "web",
                1,
                g -> command("/bin/new").apply(disconnect("best_score", false).apply(g))));
        assertThat(cluster.all("web")).as("nobody knows what it does").hasSize(1);
        reconnects(original);
        assertThat(cluster.only("web").previousAllocation()).isEqualTo(original.id());
        assertThat(Objects.requireNonNull(cluster.only("web").job()).version()).isEqualTo(1);
        assertQuiet(cluster, "web");
    }

    @Test
    void what_comes_back_may_change_in_place_at_the_same_time() {
        Allocation original = running(service("web", 1, disconnect("best_score", false)));
        disconnects("web");
        cluster.register(JobFiles.with(service("web", 1, disconnect("best_score", false)), j -> j.priority(60)));
        Outcome.Planned planned = reconnects(original);
        assertThat(cluster.only("web").id()).isEqualTo(original.id());
        assertThat(Objects.requireNonNull(cluster.only("web").job()).version()).isEqualTo(1);
        assertThat(planned.plan().placements()).hasSize(1);
        assertQuiet(cluster, "web");
    }

    @Test
    void what_failed_out_of_sight_is_stopped_beside_its_replacement() {
        Allocation original = running(web(1, "keep_original"));
        disconnects("web");
        Allocation replacement = replacementOf(original);
        reconnects(original, ClientStatus.FAILED);
        assertThat(wanted(original)).isFalse();
        assertThat(wanted(replacement)).isTrue();
        assertQuiet(cluster, "web");
    }

    @Test
    void what_failed_out_of_sight_without_replacement_is_rescheduled() {
        Allocation original = running(service("web", 1, disconnect("best_score", false)));
        disconnects("web");
        Outcome.Planned planned = reconnects(original, ClientStatus.FAILED);
        assertThat(planned.followUps().getFirst().triggeredBy()).isEqualTo("alloc-failure");
        cluster.advance(Duration.ofSeconds(30));
        cluster.evaluate(planned.followUps().getFirst());
        assertThat(cluster.only("web").previousAllocation()).isEqualTo(original.id());
    }

    @Test
    void work_that_was_finished_out_of_sight_is_not_done_again() {
        Allocation original = running(job(
                "sums",
                "batch",
                JobFiles.group(1, g -> disconnect("best_score", true).apply(g))));
        disconnects("sums");
        Allocation replacement = replacementOf(original);
        cluster.report(replacement, ClientStatus.RUNNING);
        reconnects(original, ClientStatus.COMPLETE);
        assertThat(wanted(replacement)).isFalse();
        assertThat(cluster.live("sums")).isEmpty();
        assertQuiet(cluster, "sums");
    }

    @Test
    void what_comes_back_after_its_time_is_stopped() {
        Allocation original = running(web(1, "keep_original"));
        disconnects("web");
        Allocation replacement = replacementOf(original);
        cluster.advance(LIMIT);
        reconnects(original);
        assertThat(wanted(original)).isFalse();
        assertThat(wanted(replacement)).isTrue();
        assertQuiet(cluster, "web");
    }

    @Test
    void a_replacement_that_is_out_of_sight_itself_gives_way() {
        Allocation original = running(web(1, "keep_replacement"));
        disconnects("web");
        Allocation replacement = replacementOf(original);
        cluster.report(replacement, ClientStatus.RUNNING);
        cluster.nodeStatus(replacement.nodeId(), NodeStatus.DISCONNECTED);
        reconnects(original);
        assertThat(wanted(original)).isTrue();
        assertThat(wanted(replacement)).isFalse();
    }

    @Test
    void of_a_chain_of_replacements_the_last_one_counts() {
        Allocation original = running(web(1, "keep_original"));
        disconnects("web");
        Allocation first = replacementOf(original);
        cluster.report(first, ClientStatus.COMPLETE);
        cluster.evaluate("web");
        assertThat(cluster.live("web"))
                .filteredOn(a -> a.clientStatus() != ClientStatus.UNKNOWN)
                .hasSize(1);
        reconnects(original);
        assertThat(cluster.live("web")).hasSize(1);
        assertQuiet(cluster, "web");
    }

    @Test
    void one_that_is_back_can_vanish_again_and_gets_its_whole_time() {
        Allocation original = running(web(1, "keep_original"));
        disconnects("web");
        cluster.advance(Duration.ofMinutes(5));
        reconnects(original);
        cluster.advance(Duration.ofMinutes(1));
        Evaluation followUp = disconnects("web").followUps().getFirst();
        assertThat(followUp.waitUntil()).isEqualTo(cluster.now().plus(LIMIT));
        assertThat(cluster.allocation(original.id()).allocStates())
                .extracting(AllocState::value)
                .containsExactly("unknown", "running", "unknown");
    }

    @Test
    void of_a_node_that_comes_and_goes_only_the_last_states_are_kept() {
        Allocation original = running(service("web", 1, disconnect("best_score", false)));
        for (int i = 0; i < 15; i++) {
            disconnects("web");
            reconnects(original);
        }
        assertThat(cluster.allocation(original.id()).allocStates()).hasSize(20);
        assertThat(cluster.only("web").id()).isEqualTo(original.id());
    }

    @Test
    void a_lower_count_does_not_stop_what_cannot_be_seen() {
        Allocation original = running(web(2, "best_score"));
        disconnects("web");
        cluster.run(web(1, "best_score"));
        assertThat(cluster.live("web"))
                .filteredOn(a -> a.clientStatus() == ClientStatus.UNKNOWN)
                .extracting(Allocation::id)
                .contains(original.id());
        assertThat(cluster.live("web"))
                .filteredOn(a -> a.clientStatus() != ClientStatus.UNKNOWN)
                .hasSize(1);
    }

    @Test
    void what_comes_back_to_a_lower_count_leaves_one_of_the_two() {
        running(web(2, "keep_original"));
        List<Allocation> originals = cluster.live("web");
        disconnects("web");
        cluster.run(web(1, "keep_original"));
        cluster.nodeStatus("n1", NodeStatus.READY);
        originals.forEach(a -> cluster.report(cluster.allocation(a.id()), ClientStatus.RUNNING));
        cluster.evaluate("web");
        assertThat(cluster.names("web")).containsExactly("web.g[0]");
        assertThat(cluster.live("web")).hasSize(1);
        assertQuiet(cluster, "web");
    }

    @Test
    void a_stopped_job_is_not_waited_for_on_a_silent_node() {
        Allocation original = running(web(1, "best_score"));
        disconnects("web");
        cluster.stopJob("web");
        cluster.evaluate("web");
        assertThat(cluster.allocation(original.id()).clientStatus()).isEqualTo(ClientStatus.LOST);
        assertThat(cluster.live("web")).isEmpty();
        assertQuiet(cluster, "web");
    }

    @Test
    void what_was_told_to_stop_before_its_node_disconnected_is_lost() {
        Allocation original = running(web(1, "best_score"));
        cluster.stopJob("web");
        cluster.evaluate("web");
        disconnects("web");
        assertThat(cluster.allocation(original.id()).clientStatus()).isEqualTo(ClientStatus.LOST);
    }

    @Test
    void a_node_that_ends_its_work_by_itself_is_waited_for() {
        Duration patience = Duration.ofMinutes(2);
        Allocation original =
                running(service("web", 1, g -> g.disconnect(new DisconnectStrategy(null, patience, true, ""))));
        cluster.nodeStatus("n1", NodeStatus.DOWN);
        Evaluation followUp = cluster.evaluate("web").followUps().getFirst();
        assertThat(followUp.waitUntil()).isEqualTo(cluster.now().plus(patience));
        assertThat(cluster.all("web")).as("the old one may still run").hasSize(1);
        assertQuiet(cluster, "web");
        cluster.advance(patience);
        cluster.evaluate(followUp);
        assertThat(cluster.allocation(original.id()).clientStatus()).isEqualTo(ClientStatus.LOST);
        assertThat(cluster.only("web").previousAllocation()).isEqualTo(original.id());
    }

    @Test
    void the_older_parameter_for_that_means_the_same() {
        running(service("web", 1, g -> g.stopAfterClientDisconnect(Duration.ofMinutes(2))));
        cluster.nodeStatus("n1", NodeStatus.DOWN);
        Outcome.Planned planned = cluster.evaluate("web");
        assertThat(planned.followUps().getFirst().waitUntil())
                .isEqualTo(cluster.now().plus(Duration.ofMinutes(2)));
        assertThat(cluster.all("web")).hasSize(1);
    }

    @Test
    void a_second_silence_is_waited_out_from_its_own_beginning() {
        Duration patience = Duration.ofMinutes(2);
        running(service("web", 1, g -> g.disconnect(new DisconnectStrategy(null, patience, true, ""))));
        cluster.nodeStatus("n1", NodeStatus.DOWN);
        Evaluation first = cluster.evaluate("web").followUps().getFirst();
        cluster.advance(Duration.ofMinutes(1));
        cluster.nodeStatus("n1", NodeStatus.READY);
        cluster.evaluate("web");
        cluster.nodeStatus("n1", NodeStatus.DOWN);
        cluster.advance(Duration.ofMinutes(1));
        Outcome.Planned planned = cluster.evaluate(first);
        assertThat(cluster.all("web")).hasSize(1);
        assertThat(planned.followUps().getFirst().waitUntil())
                .isEqualTo(cluster.now().plus(Duration.ofMinutes(1)));
    }

    @Test
    void replacements_go_out_even_when_a_deployment_is_paused() {
        Allocation original = running(
                service("web", 1, g -> disconnect("best_score", true).apply(g).update(JobFiles.update(1, 0))));
        cluster.deploymentStatus("web", DeploymentStatus.PAUSED);
        disconnects("web");
        assertThat(replacementOf(original).nodeId()).isNotEqualTo("n1");
    }

    @Test
    void a_system_job_waits_for_its_node_too() {
        cluster.run(job(
                "agent",
                "system",
                JobFiles.group(1, g -> disconnect("best_score", true).apply(g).reschedulePolicy(null))));
        Allocation original = cluster.only("agent");
        cluster.report(original, ClientStatus.RUNNING);
        Outcome.Planned planned = disconnects("agent");
        assertThat(cluster.allocation(original.id()).clientStatus()).isEqualTo(ClientStatus.UNKNOWN);
        assertThat(desired(planned).disconnect()).isEqualTo(1);
        assertThat(planned.followUps().getFirst().triggeredBy()).isEqualTo("max-disconnect-timeout");
        assertQuiet(cluster, "agent");
        Outcome.Planned back = reconnects(original);
        assertThat(desired(back).reconnect()).isEqualTo(1);
        assertThat(cluster.only("agent").id()).isEqualTo(original.id());
        assertQuiet(cluster, "agent");
    }

    @Test
    void a_system_job_without_lost_after_loses_its_allocation_at_once() {
        cluster.run(JobFiles.system("agent"));
        Allocation original = cluster.only("agent");
        disconnects("agent");
        assertThat(cluster.allocation(original.id()).clientStatus()).isEqualTo(ClientStatus.LOST);
    }

    @Test
    void batch_work_out_of_sight_is_replaced_as_well() {
        Allocation original = running(batchWithDisconnect());
        disconnects("sums");
        assertThat(replacementOf(original).nodeId()).isNotEqualTo("n1");
        reconnects(original);
        assertThat(cluster.live("sums")).hasSize(1);
        assertQuiet(cluster, "sums");
    }

    private static Job batchWithDisconnect() {
        return JobFiles.with(
                batch("sums", 1),
                j -> j.taskGroups(List.of(JobFiles.group(
                        1, g -> disconnect("best_score", true).apply(g).reschedulePolicy(JobFiles.BATCH_POLICY)))));
    }

    @Test
    void a_failure_after_a_silence_waits_for_its_own_delay() {
        Allocation original = running(
                service("web", 1, g -> g.disconnect(new DisconnectStrategy(null, Duration.ofMinutes(2), null, ""))));
        cluster.nodeStatus("n1", NodeStatus.DOWN);
        Evaluation silence = cluster.evaluate("web").followUps().getFirst();
        cluster.keep(silence);
        cluster.nodeStatus("n1", NodeStatus.READY);
        cluster.advance(Duration.ofSeconds(110));
        cluster.report(cluster.allocation(original.id()), ClientStatus.FAILED);
        cluster.evaluate("web");
        cluster.advance(Duration.ofSeconds(10));
        Outcome.Planned planned = cluster.evaluate(silence);
        assertThat(planned.plan().stops()).isEmpty();
        assertThat(planned.followUps())
                .singleElement()
                .satisfies(later ->
                        assertThat(later.waitUntil()).isEqualTo(cluster.now().plusSeconds(20)));
    }
}
