package dev.drover.scheduler;

import static dev.drover.scheduler.JobFiles.asking;
import static dev.drover.scheduler.JobFiles.batch;
import static dev.drover.scheduler.JobFiles.group;
import static dev.drover.scheduler.JobFiles.job;
import static dev.drover.scheduler.JobFiles.service;
import static dev.drover.scheduler.JobFiles.update;
import static dev.drover.scheduler.RolloutKit.assertQuiet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.alloc.DesiredTransition;
import dev.drover.model.alloc.RescheduleEvent;
import dev.drover.model.eval.EvaluationBuilder;
import dev.drover.model.job.Job;
import dev.drover.model.job.ReschedulePolicy;
import dev.drover.model.node.NodeStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who gets the room when there is too little of it, and how long histories of failures are remembered. */
final class PlacementOrderScenariosTest {
    private final Cluster cluster = new Cluster();

    private void nodeOf(String id, int mhz) {
        cluster.node(id, b -> b.nodeResources(Machines.resources(mhz, 8000)));
    }

    @Test
    void what_is_replaced_gets_its_room_before_what_is_new() {
        nodeOf("n1", 2000);
        cluster.run(service("web", 1, asking(1000, 10)));
        String before = cluster.only("web").id();
        Outcome.Planned planned = cluster.run(service("web", 2, asking(1500, 10)));
        assertThat(cluster.only("web").name()).isEqualTo("web.g[0]");
        assertThat(cluster.only("web").previousAllocation()).isEqualTo(before);
        assertThat(planned.queued()).isEqualTo(Map.of("g", 1));
    }

    @Test
    void what_stops_makes_room_for_what_comes_in_the_same_plan() {
        nodeOf("n1", 2000);
        cluster.run(job("web", "service", group(2, asking(1000, 10))));
        Outcome.Planned planned = cluster.run(job(
                "web", "service", group(2, g -> asking(1000, 10).apply(g).name("h"))));
        assertThat(planned.queued()).isEqualTo(Map.of("h", 0));
        assertThat(cluster.names("web")).containsExactly("web.h[0]", "web.h[1]");
    }

    @Test
    void what_moves_does_not_count_on_the_room_of_its_successor() {
        nodeOf("n1", 1000);
        nodeOf("n2", 1000);
        cluster.run(service("web", 1, asking(1000, 10)));
        Allocation moving = cluster.only("web");
        cluster.ineligible(moving.nodeId());
        cluster.migrate(moving);
        cluster.evaluate("web");
        assertThat(cluster.only("web").nodeId()).isNotEqualTo(moving.nodeId());
    }

    @Test
    void groups_are_served_in_the_order_of_the_job() {
        nodeOf("n1", 1000);
        Outcome.Planned planned = cluster.run(job(
                "web",
                "service",
                group(1, g -> asking(1000, 10).apply(g).name("first")),
                group(1, g -> asking(1000, 10).apply(g).name("second"))));
        assertThat(planned.queued()).isEqualTo(Map.of("first", 0, "second", 1));
    }

    @Test
    void a_group_that_found_no_room_does_not_keep_the_others_from_it() {
        nodeOf("n1", 1000);
        Outcome.Planned planned = cluster.run(job(
                "web",
                "service",
                group(3, g -> asking(5000, 10).apply(g).name("first")),
                group(2, g -> asking(500, 10).apply(g).name("second"))));
        assertThat(planned.queued()).isEqualTo(Map.of("first", 3, "second", 0));
    }

    @Test
    void the_plan_of_one_job_does_not_touch_another() {
        nodeOf("n1", 2000);
        cluster.run(service("other", 1, asking(1500, 10)));
        String other = cluster.only("other").id();
        Outcome.Planned planned = cluster.run(service("web", 1, asking(1000, 10)));
        assertThat(planned.queued()).isEqualTo(Map.of("g", 1));
        assertThat(cluster.only("other").id()).isEqualTo(other);
    }

    @Test
    void a_destructive_update_that_fits_nowhere_keeps_every_old_one_and_waits_once() {
        nodeOf("n1", 2000);
        cluster.run(service("web", 2, asking(1000, 10)));
        List<Allocation> before = cluster.live("web");
        Outcome.Planned planned = cluster.run(service("web", 2, asking(2500, 10)));
        assertThat(cluster.live("web")).isEqualTo(before);
        assertThat(planned.queued()).isEqualTo(Map.of("g", 2));
        assertThat(planned.failedGroups()).containsOnlyKeys("g");
        assertThat(planned.blocked()).isPresent();
    }

    @Test
    void a_watched_update_that_fits_nowhere_starts_its_deployment_and_goes_on_when_there_is_room() {
        nodeOf("n1", 2000);
        cluster.run(service("web", 1, g -> asking(1000, 10).apply(g).update(update(1, 0))));
        cluster.settle("web");
        cluster.run(service("web", 1, g -> asking(2500, 10).apply(g).update(update(1, 0))));
        assertThat(cluster.deployment("web").jobVersion()).isEqualTo(1);
        nodeOf("n2", 3000);
        cluster.evaluate("web");
        assertThat(cluster.only("web").nodeId()).isEqualTo("n2");
        assertThat(cluster.only("web").deploymentId())
                .isEqualTo(cluster.deployment("web").id());
    }

    private static ReschedulePolicy policy(String function, long delay, long cap) {
        return new ReschedulePolicy(
                0, Duration.ZERO, Duration.ofSeconds(delay), function, Duration.ofSeconds(cap), true);
    }

    private List<Long> waits(Job job, int failures) {
        cluster.nodes(3);
        cluster.run(job);
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < failures; i++) {
            cluster.report(cluster.only("web"), ClientStatus.FAILED);
            var later = cluster.evaluate("web").followUps().getFirst();
            waits.add(Duration.between(cluster.now(), later.waitUntil()).toSeconds());
            cluster.advance(Duration.between(cluster.now(), later.waitUntil()));
            cluster.evaluate(later);
        }
        return waits;
    }

    @ParameterizedTest
    @CsvSource({
        "constant, 10, 0, 10 10 10 10",
        "exponential, 10, 45, 10 20 40 45 45 45",
        "fibonacci, 10, 60, 10 10 20 30 50 60 60",
    })
    void failure_after_failure_waits_as_its_function_says(String function, long delay, long cap, String expected) {
        List<Long> wanted =
                List.of(expected.split(" ", -1)).stream().map(Long::valueOf).toList();
        assertThat(waits(service("web", 1, g -> g.reschedulePolicy(policy(function, delay, cap))), wanted.size()))
                .isEqualTo(wanted);
    }

    @Test
    void what_ran_well_for_longer_than_the_cap_starts_with_the_first_delay() {
        Job job = service("web", 1, g -> g.reschedulePolicy(policy("exponential", 10, 40)));
        assertThat(waits(job, 4)).containsExactly(10L, 20L, 40L, 40L);
        cluster.advance(Duration.ofSeconds(41));
        cluster.report(cluster.only("web"), ClientStatus.FAILED);
        var later = cluster.evaluate("web").followUps().getFirst();
        assertThat(Duration.between(cluster.now(), later.waitUntil()).toSeconds())
                .isEqualTo(10);
    }

    @Test
    void a_chain_of_replacements_remembers_the_nodes_of_its_last_failures() {
        waits(service("web", 1, g -> g.reschedulePolicy(policy("constant", 10, 0))), 9);
        List<RescheduleEvent> events =
                Objects.requireNonNull(cluster.only("web").rescheduleTracker()).events();
        assertThat(events).hasSize(6);
        assertThat(events.getLast().prevAllocId()).isEqualTo(cluster.only("web").previousAllocation());
        assertThat(events).extracting(RescheduleEvent::rescheduleTime).isSorted();
    }

    @Test
    void a_new_version_forgets_nothing_that_its_predecessor_went_through() {
        waits(service("web", 1, g -> g.reschedulePolicy(policy("exponential", 10, 100))), 2);
        var tracker = Objects.requireNonNull(cluster.only("web").rescheduleTracker());
        cluster.run(service(
                "web",
                1,
                g -> JobFiles.command("/bin/other").apply(g).reschedulePolicy(policy("exponential", 10, 100))));
        assertThat(cluster.only("web").rescheduleTracker()).isEqualTo(tracker);
    }

    @Test
    void attempts_that_are_used_up_leave_the_failure_in_its_place() {
        cluster.nodes(3);
        ReschedulePolicy two =
                new ReschedulePolicy(2, Duration.ofHours(1), Duration.ofSeconds(5), "constant", Duration.ZERO, false);
        cluster.run(service("web", 1, g -> g.reschedulePolicy(two)));
        for (int i = 0; i < 2; i++) {
            cluster.report(cluster.only("web"), ClientStatus.FAILED);
            cluster.advance(Duration.ofSeconds(6));
            cluster.evaluate("web");
        }
        cluster.report(cluster.only("web"), ClientStatus.FAILED);
        cluster.advance(Duration.ofMinutes(30));
        assertQuiet(cluster, "web");
        assertThat(cluster.all("web")).hasSize(3);
        assertThat(cluster.live("web")).isEmpty();
    }

    @Test
    void a_stop_by_hand_places_another_without_counting_as_a_failure() {
        cluster.nodes(2);
        cluster.run(service("web", 1));
        Allocation stopped = cluster.only("web");
        cluster.migrate(stopped);
        cluster.evaluate(EvaluationBuilder.builder(cluster.evaluation("web"))
                .triggeredBy("alloc-stop")
                .build());
        assertThat(cluster.only("web").previousAllocation()).isEqualTo(stopped.id());
        assertThat(cluster.only("web").rescheduleTracker()).isNull();
        assertThat(cluster.only("web").name()).isEqualTo("web.g[0]");
    }

    @Test
    void batch_work_that_is_forced_to_run_again_runs_beyond_its_attempts() {
        cluster.nodes(2);
        cluster.run(batch("web", 1));
        for (int i = 0; i < 2; i++) {
            cluster.live("web").forEach(a -> cluster.report(a, ClientStatus.FAILED));
            cluster.advance(Duration.ofMinutes(1));
            cluster.evaluate("web");
        }
        Allocation last = cluster.all("web").stream()
                .filter(a -> a.nextAllocation().isEmpty())
                .findFirst()
                .orElseThrow();
        assertThat(last.clientStatus()).isEqualTo(ClientStatus.FAILED);
        cluster.transition(last, new DesiredTransition(null, null, true, null, null));
        cluster.evaluate("web");
        assertThat(cluster.only("web").previousAllocation()).isEqualTo(last.id());
    }

    @Test
    void a_failure_on_a_node_that_then_goes_down_is_still_tried_again() {
        cluster.nodes(2);
        cluster.run(service("web", 1));
        Allocation failed = cluster.only("web");
        cluster.report(failed, ClientStatus.FAILED);
        cluster.nodeStatus(failed.nodeId(), NodeStatus.DOWN);
        assertThat(cluster.evaluate("web").followUps()).hasSize(1);
        cluster.advance(Duration.ofMinutes(1));
        cluster.evaluate("web");
        assertThat(cluster.only("web").previousAllocation()).isEqualTo(failed.id());
        assertThat(cluster.only("web").nodeId()).isNotEqualTo(failed.nodeId());
    }

    @Test
    void failures_of_two_groups_wait_in_evaluations_of_one_job() {
        cluster.nodes(2);
        cluster.run(job("web", "service", group(1), group(1, g -> g.name("h"))));
        cluster.live("web").forEach(a -> cluster.report(a, ClientStatus.FAILED));
        Outcome.Planned planned = cluster.evaluate("web");
        assertThat(planned.followUps()).allMatch(later -> later.jobId().equals("web"));
        cluster.advance(Duration.ofMinutes(1));
        cluster.evaluate(planned.followUps().getFirst());
        assertThat(cluster.names("web")).containsExactly("web.g[0]", "web.h[0]");
        assertQuiet(cluster, "web");
    }
}
