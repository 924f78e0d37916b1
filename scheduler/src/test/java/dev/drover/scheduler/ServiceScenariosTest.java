package dev.drover.scheduler;

import static dev.drover.scheduler.JobFiles.command;
import static dev.drover.scheduler.JobFiles.constraint;
import static dev.drover.scheduler.JobFiles.group;
import static dev.drover.scheduler.JobFiles.job;
import static dev.drover.scheduler.JobFiles.service;
import static dev.drover.scheduler.JobFiles.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.alloc.DesiredStatus;
import dev.drover.model.alloc.DesiredTransition;
import dev.drover.model.job.EphemeralDisk;
import dev.drover.model.node.NodeStatus;
import dev.drover.state.plan.AllocationStop;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ServiceScenariosTest {
    private final Cluster cluster = new Cluster();

    @BeforeEach
    void threeNodes() {
        cluster.nodes(3);
    }

    @Test
    void names_count_from_zero() {
        cluster.run(service("web", 3));
        assertThat(cluster.names("web")).containsExactly("web.g[0]", "web.g[1]", "web.g[2]");
    }

    @Test
    void nothing_is_left_to_do_after_the_plan_was_applied() {
        cluster.run(service("web", 3));
        Outcome.Planned again = cluster.plan("web");
        assertThat(again.plan().isEmpty()).isTrue();
        assertThat(cluster.desired(again, "g").ignore()).isEqualTo(3);
        assertThat(again.queued()).containsExactly(Map.entry("g", 0));
    }

    @Test
    void every_group_is_placed() {
        cluster.run(job("web", "service", group(2), group(1, g -> g.name("db"))));
        assertThat(cluster.names("web")).containsExactly("web.db[0]", "web.g[0]", "web.g[1]");
    }

    @Test
    void a_higher_count_adds_the_next_names() {
        cluster.run(service("web", 1));
        Outcome.Planned planned = cluster.run(service("web", 3));
        assertThat(cluster.names("web")).containsExactly("web.g[0]", "web.g[1]", "web.g[2]");
        assertThat(cluster.desired(planned, "g").place()).isEqualTo(2);
        assertThat(cluster.desired(planned, "g").inPlaceUpdate()).isEqualTo(1);
    }

    @Test
    void a_lower_count_stops_the_highest_names() {
        cluster.run(service("web", 4));
        Outcome.Planned planned = cluster.run(service("web", 2));
        assertThat(cluster.names("web")).containsExactly("web.g[0]", "web.g[1]");
        assertThat(planned.plan().stops())
                .extracting(AllocationStop::description)
                .containsOnly("alloc not needed due to job update");
    }

    @Test
    void a_freed_name_is_used_again() {
        cluster.run(service("web", 3));
        cluster.report(cluster.named("web", "web.g[1]"), ClientStatus.COMPLETE);
        cluster.evaluate("web");
        assertThat(cluster.names("web")).containsExactly("web.g[0]", "web.g[1]", "web.g[2]");
    }

    @Test
    void a_count_of_zero_stops_everything() {
        cluster.run(service("web", 2));
        cluster.run(service("web", 0));
        assertThat(cluster.live("web")).isEmpty();
    }

    @Test
    void a_failed_allocation_goes_first_when_the_count_falls() {
        cluster.run(service("web", 2, g -> g.reschedulePolicy(null)));
        Allocation failed = cluster.named("web", "web.g[0]");
        cluster.report(failed, ClientStatus.FAILED);
        cluster.run(service("web", 1, g -> g.reschedulePolicy(null)));
        assertThat(cluster.names("web")).containsExactly("web.g[1]");
        assertThat(cluster.allocation(failed.id()).desiredStatus()).isEqualTo(DesiredStatus.STOP);
    }

    @Test
    void a_stopped_job_loses_all_its_allocations() {
        cluster.run(service("web", 3));
        cluster.stopJob("web");
        Outcome.Planned planned = cluster.evaluate("web");
        assertThat(cluster.live("web")).isEmpty();
        assertThat(cluster.desired(planned, "g").stop()).isEqualTo(3);
        assertThat(cluster.plan("web").plan().isEmpty()).isTrue();
    }

    @Test
    void a_purged_job_loses_all_its_allocations() {
        cluster.run(service("web", 2));
        cluster.purgeJob("web");
        Outcome.Planned planned = cluster.evaluate("web");
        assertThat(planned.plan().job()).isNull();
        assertThat(cluster.live("web")).isEmpty();
    }

    @Test
    void a_group_that_was_taken_out_is_stopped() {
        cluster.run(job("web", "service", group(1), group(1, g -> g.name("db"))));
        cluster.run(service("web", 1));
        assertThat(cluster.names("web")).containsExactly("web.g[0]");
    }

    @Test
    void a_changed_command_replaces_allocations_under_their_names() {
        cluster.run(service("web", 2));
        List<String> before = cluster.idsOf(cluster.live("web"));
        Outcome.Planned planned = cluster.run(service("web", 2, command("/bin/other")));
        assertThat(cluster.names("web")).containsExactly("web.g[0]", "web.g[1]");
        assertThat(cluster.live("web")).extracting(Allocation::id).doesNotContainAnyElementsOf(before);
        assertThat(cluster.live("web"))
                .extracting(Allocation::previousAllocation)
                .containsExactlyInAnyOrderElementsOf(before);
        assertThat(cluster.desired(planned, "g").destructiveUpdate()).isEqualTo(2);
        assertThat(planned.plan().stops())
                .extracting(AllocationStop::description)
                .containsOnly("alloc is being updated due to job update");
    }

    @Test
    void a_change_that_tasks_can_follow_keeps_the_allocations() {
        cluster.run(service("web", 2));
        List<String> before = cluster.idsOf(cluster.live("web"));
        Outcome.Planned planned = cluster.run(with(service("web", 2), j -> j.priority(70)));
        assertThat(cluster.idsOf(cluster.live("web"))).isEqualTo(before);
        assertThat(cluster.live("web"))
                .allSatisfy(a ->
                        assertThat(Objects.requireNonNull(a.job()).version()).isEqualTo(1));
        assertThat(cluster.desired(planned, "g").inPlaceUpdate()).isEqualTo(2);
        assertThat(cluster.plan("web").plan().isEmpty()).isTrue();
    }

    @Test
    void an_update_in_place_moves_away_from_nodes_that_no_longer_suit() {
        cluster.run(service("web", 1));
        String old = cluster.only("web").nodeId();
        cluster.run(service("web", 1, g -> g.constraints(List.of(constraint("${node.unique.id}", "!=", old)))));
        assertThat(cluster.only("web").nodeId()).isNotEqualTo(old);
    }

    @Test
    void an_unchanged_job_registered_again_changes_nothing() {
        cluster.run(service("web", 2));
        assertThat(cluster.run(service("web", 2)).plan().isEmpty()).isTrue();
    }

    @Test
    void a_replacement_that_finds_no_room_leaves_the_old_one_running() {
        Cluster small = new Cluster().node("n1");
        small.run(service("web", 1, JobFiles.asking(3000, 256)));
        String old = small.only("web").id();
        Outcome.Planned planned = small.run(service("web", 1, JobFiles.asking(9000, 256)));
        assertThat(small.only("web").id()).isEqualTo(old);
        assertThat(planned.plan().isEmpty()).isTrue();
        assertThat(planned.queued()).containsEntry("g", 1);
    }

    @Test
    void a_replacement_may_use_the_room_of_what_it_replaces() {
        Cluster small = new Cluster().node("n1");
        small.run(service("web", 1, JobFiles.asking(3000, 256)));
        Allocation old = small.only("web");
        small.run(service("web", 1, JobFiles.asking(3500, 256)));
        assertThat(small.only("web").previousAllocation()).isEqualTo(old.id());
        assertThat(small.state().usage("n1").cpuMhz()).isEqualTo(6500);
        small.report(small.allocation(old.id()), ClientStatus.COMPLETE);
        assertThat(small.state().usage("n1").cpuMhz()).isEqualTo(3500);
    }

    @Test
    void the_room_of_what_was_told_to_stop_is_for_others_only_once_it_has_ended() {
        Cluster small = new Cluster().node("n1");
        small.run(service("web", 1, JobFiles.asking(3000, 256)));
        Allocation ending = small.only("web");
        small.stopJob("web");
        small.evaluate("web");
        assertThat(small.run(service("other", 1, JobFiles.asking(3000, 256))).blocked())
                .isPresent();
        small.report(small.allocation(ending.id()), ClientStatus.COMPLETE);
        small.evaluate("other");
        assertThat(small.live("other")).hasSize(1);
    }

    @Test
    void what_was_told_to_stop_is_lost_when_its_node_goes_down_before_it_ended() {
        Cluster small = new Cluster().node("n1");
        small.run(service("web", 1));
        Allocation ending = small.only("web");
        small.stopJob("web");
        small.evaluate("web");
        small.nodeStatus("n1", NodeStatus.DOWN);
        small.evaluate("web");
        assertThat(small.allocation(ending.id()).clientStatus()).isEqualTo(ClientStatus.LOST);
        assertThat(small.evaluate("web").plan().isEmpty()).isTrue();
    }

    @Test
    void allocations_of_a_lost_node_are_replaced_elsewhere() {
        cluster.run(service("web", 3));
        Allocation lost = cluster.live("web").getFirst();
        cluster.nodeStatus(lost.nodeId(), NodeStatus.DOWN);
        Outcome.Planned planned = cluster.evaluate("web");
        assertThat(cluster.allocation(lost.id()).clientStatus()).isEqualTo(ClientStatus.LOST);
        assertThat(cluster.allocation(lost.id()).nextAllocation()).isNotEmpty();
        assertThat(cluster.names("web")).containsExactly("web.g[0]", "web.g[1]", "web.g[2]");
        assertThat(cluster.nodesOf("web")).doesNotContain(lost.nodeId());
        assertThat(cluster.desired(planned, "g").place()).isEqualTo(1);
        assertThat(cluster.plan("web").plan().isEmpty()).isTrue();
    }

    @Test
    void an_allocation_marked_to_migrate_moves_with_its_name() {
        cluster.run(service("web", 2));
        Allocation leaving = cluster.named("web", "web.g[1]");
        cluster.ineligible(leaving.nodeId());
        cluster.migrate(leaving);
        Outcome.Planned planned = cluster.evaluate("web");
        Allocation successor = cluster.named("web", "web.g[1]");
        assertThat(successor.previousAllocation()).isEqualTo(leaving.id());
        assertThat(successor.nodeId()).isNotEqualTo(leaving.nodeId());
        assertThat(cluster.desired(planned, "g").migrate()).isEqualTo(1);
        assertThat(cluster.plan("web").plan().isEmpty()).isTrue();
    }

    @Test
    void an_allocation_that_must_move_goes_first_when_the_count_falls() {
        cluster.run(service("web", 3));
        cluster.migrate(cluster.named("web", "web.g[0]"));
        cluster.run(service("web", 2));
        assertThat(cluster.names("web")).containsExactly("web.g[1]", "web.g[2]");
    }

    @Test
    void an_ineligible_node_keeps_what_it_runs() {
        cluster.run(service("web", 3));
        cluster.ineligible("n1");
        assertThat(cluster.plan("web").plan().isEmpty()).isTrue();
    }

    @Test
    void a_service_that_ends_well_is_started_again() {
        cluster.run(service("web", 1));
        String first = cluster.only("web").id();
        cluster.report(cluster.only("web"), ClientStatus.COMPLETE);
        cluster.evaluate("web");
        assertThat(cluster.only("web").id()).isNotEqualTo(first);
    }

    @Test
    void a_sticky_disk_keeps_its_node() {
        cluster.run(service("web", 1, g -> g.ephemeralDisk(new EphemeralDisk(true, false, 300))));
        for (int i = 0; i < 3; i++) {
            String node = cluster.only("web").nodeId();
            String path = "/bin/v" + i;
            cluster.run(
                    service("web", 1, g -> command(path).apply(g).ephemeralDisk(new EphemeralDisk(true, false, 300))));
            assertThat(cluster.only("web").nodeId()).isEqualTo(node);
        }
    }

    @Test
    void room_that_appears_later_is_used() {
        Cluster empty = new Cluster();
        empty.run(service("web", 2));
        empty.node("n1");
        Outcome.Planned planned = empty.evaluate("web");
        assertThat(empty.live("web")).hasSize(2);
        assertThat(planned.blocked()).isEmpty();
    }

    @Test
    void a_blocked_evaluation_that_still_finds_no_room_goes_on_waiting_as_itself() {
        Cluster empty = new Cluster();
        var blocked = empty.run(service("web", 1)).blocked().orElseThrow();
        Outcome.Planned again = empty.plan(blocked);
        assertThat(again.blocked().orElseThrow().id()).isEqualTo(blocked.id());
    }

    @Test
    void a_forced_reschedule_replaces_a_failed_allocation_at_once() {
        cluster.run(service("web", 1, g -> g.reschedulePolicy(null)));
        Allocation failed = cluster.only("web");
        cluster.report(failed, ClientStatus.FAILED);
        assertThat(cluster.plan("web").plan().isEmpty()).isTrue();
        cluster.transition(failed, new DesiredTransition(null, null, true, null, null));
        cluster.evaluate("web");
        assertThat(cluster.only("web").previousAllocation()).isEqualTo(failed.id());
    }
}
