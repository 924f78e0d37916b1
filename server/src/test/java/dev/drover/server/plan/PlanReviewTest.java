package dev.drover.server.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.AllocatedCpuResources;
import dev.drover.model.alloc.AllocatedMemoryResources;
import dev.drover.model.alloc.AllocatedResources;
import dev.drover.model.alloc.AllocatedSharedResources;
import dev.drover.model.alloc.AllocatedTaskResources;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationBuilder;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.alloc.PortMapping;
import dev.drover.model.eval.PlanAnnotations;
import dev.drover.model.job.Job;
import dev.drover.model.job.JobBuilder;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeBuilder;
import dev.drover.model.node.NodeReservedNetworkResources;
import dev.drover.model.node.NodeReservedResources;
import dev.drover.model.node.NodeStatus;
import dev.drover.model.node.SchedulingEligibility;
import dev.drover.server.TestCluster;
import dev.drover.state.State;
import dev.drover.state.StateMachine;
import dev.drover.state.command.AllocationCommand;
import dev.drover.state.command.Command;
import dev.drover.state.command.JobCommand;
import dev.drover.state.command.NodeCommand;
import dev.drover.state.command.PlanCommand;
import dev.drover.state.plan.AllocationStop;
import dev.drover.state.plan.Plan;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The referee alone, on states made by commands; nodes have 4000 MHz and 8192 MiB. */
class PlanReviewTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private State state = State.initial();

    @BeforeEach
    void cluster() {
        node("n1");
        node("n2");
        Job job = JobBuilder.builder(TestCluster.job("web", "service", 1, 100))
                .namespace("default")
                .build();
        apply(new JobCommand.Register(job, Optional.empty(), Optional.empty()));
    }

    private void apply(Command command) {
        state = StateMachine.apply(state, state.index() + 1, command);
    }

    private void node(String id) {
        node(TestCluster.node(id));
    }

    private void node(Node node) {
        apply(new NodeCommand.Register(node, NOW, List.of()));
        apply(new NodeCommand.UpdateStatus(node.id(), NodeStatus.READY, Optional.empty(), NOW, List.of()));
    }

    private Job job() {
        return state.jobs().iterator().next();
    }

    private Allocation asking(String id, String node, long cpu, int... ports) {
        AllocatedTaskResources task = new AllocatedTaskResources(
                new AllocatedCpuResources(cpu, List.of()), new AllocatedMemoryResources(64, 0), List.of(), List.of());
        List<PortMapping> mappings = Arrays.stream(ports)
                .mapToObj(port -> new PortMapping("p" + port, port, 0, "10.0.0.1"))
                .toList();
        return AllocationBuilder.builder()
                .id(id)
                .namespace("default")
                .evalId("e")
                .nodeId(node)
                .jobId("web")
                .job(job())
                .taskGroup("web")
                .allocatedResources(new AllocatedResources(
                        Map.of("server", task), new AllocatedSharedResources(100, List.of(), mappings), Map.of()))
                .build();
    }

    private Plan plan(boolean allAtOnce, List<Allocation> placements, String... stops) {
        return new Plan(
                "e",
                50,
                allAtOnce,
                job(),
                placements,
                Arrays.stream(stops).map(id -> AllocationStop.of(id, "test")).toList(),
                List.of(),
                Optional.empty(),
                List.of(),
                new PlanAnnotations(Map.of(), List.of()),
                1);
    }

    private PlanReview review(Plan plan) {
        return PlanReview.of(state, new UnderWay(), plan, List.of(), NOW);
    }

    private void commit(Allocation... placements) {
        apply(new PlanCommand.Commit(review(plan(false, List.of(placements))).commit()));
    }

    private void report(String id, ClientStatus status) {
        Allocation report =
                AllocationBuilder.builder().id(id).clientStatus(status).build();
        apply(new AllocationCommand.UpdateFromClient(List.of(report), NOW, List.of()));
    }

    @Test
    void what_fits_is_committed_and_needs_no_other_look() {
        PlanReview review = review(plan(false, List.of(asking("a", "n1", 4000), asking("b", "n2", 4000))));
        assertThat(review.commit().placements()).hasSize(2);
        assertThat(review.refreshIndex()).isZero();
    }

    @Test
    void a_full_node_refuses_its_part_and_the_others_go_ahead() {
        commit(asking("old", "n1", 3000));
        PlanReview review = review(plan(false, List.of(asking("a", "n1", 2000), asking("b", "n2", 2000))));
        assertThat(review.refusals()).containsExactly(Map.entry("n1", "cpu"));
        assertThat(review.commit().placements()).extracting(Allocation::id).containsExactly("b");
        assertThat(review.refreshIndex()).isEqualTo(state.index());
    }

    @Test
    void of_a_plan_for_all_at_once_nothing_is_committed_when_one_node_refuses() {
        commit(asking("old", "n1", 3000));
        PlanReview review =
                review(plan(true, List.of(asking("a", "n1", 2000), asking("b", "n2", 2000)), "old-elsewhere"));
        assertThat(review.commit().isEmpty()).isTrue();
        assertThat(review.refreshIndex()).isPositive();
    }

    @Test
    void two_plans_made_on_the_same_state_cannot_both_have_the_last_room() {
        Plan first = plan(false, List.of(asking("a", "n1", 3000)));
        Plan second = plan(false, List.of(asking("b", "n1", 3000)));
        apply(new PlanCommand.Commit(review(first).commit()));
        PlanReview stale = review(second);
        assertThat(stale.commit().isEmpty()).isTrue();
        assertThat(stale.refreshIndex()).isEqualTo(state.index());
    }

    @Test
    void a_stop_and_its_replacement_happen_on_the_node_together_or_not_at_all() {
        commit(asking("old", "n1", 3000), asking("neighbour", "n1", 500));
        PlanReview fits = review(plan(false, List.of(asking("new", "n1", 3500)), "old"));
        assertThat(fits.commit().stops()).hasSize(1);
        assertThat(fits.commit().placements()).hasSize(1);
        PlanReview tooMuch = review(plan(false, List.of(asking("new", "n1", 3501)), "old"));
        assertThat(tooMuch.commit().isEmpty()).isTrue();
    }

    @Test
    void room_of_a_stopped_allocation_is_others_only_after_its_end() {
        commit(asking("old", "n1", 3000, 8080));
        apply(new PlanCommand.Commit(review(plan(false, List.of(), "old")).commit()));
        assertThat(review(plan(false, List.of(asking("a", "n1", 3000)))).refusals())
                .containsEntry("n1", "cpu");
        assertThat(review(plan(false, List.of(asking("a", "n1", 10, 8080)))).refusals())
                .containsEntry("n1", "network: port collision on 8080");
        report("old", ClientStatus.COMPLETE);
        assertThat(review(plan(false, List.of(asking("a", "n1", 3000, 8080)))).refusals())
                .isEmpty();
    }

    @Test
    void an_update_in_place_is_possible_on_a_node_that_is_fuller_than_full() {
        commit(asking("old", "n1", 3000, 8080));
        apply(new PlanCommand.Commit(review(plan(false, List.of(asking("new", "n1", 3500, 8080)), "old"))
                .commit()));
        assertThat(state.usage("n1").cpuMhz()).isEqualTo(6500);
        Allocation kept = AllocationBuilder.builder(asking("new", "n1", 3500, 8080))
                .deploymentId("d")
                .build();
        PlanReview review = review(plan(false, List.of(kept)));
        assertThat(review.refusals()).isEmpty();
        assertThat(review.commit().placements()).hasSize(1);
    }

    @Test
    void ports_that_the_node_keeps_for_itself_are_refused() {
        node(NodeBuilder.builder(TestCluster.node("n3"))
                .reservedResources(
                        new NodeReservedResources(null, null, null, new NodeReservedNetworkResources("22,8000-8100")))
                .build());
        assertThat(review(plan(false, List.of(asking("a", "n3", 10, 8080)))).refusals())
                .containsEntry("n3", "network: port collision on 8080");
        assertThat(review(plan(false, List.of(asking("a", "n3", 10, 8101)))).refusals())
                .isEmpty();
    }

    @Test
    void one_plan_cannot_give_a_port_twice() {
        PlanReview review = review(plan(false, List.of(asking("a", "n1", 10, 8080), asking("b", "n1", 10, 8080))));
        assertThat(review.refusals()).containsKey("n1");
        assertThat(review.commit().isEmpty()).isTrue();
    }

    @Test
    void nodes_that_are_gone_down_or_closed_take_nothing_new() {
        apply(new NodeCommand.UpdateStatus("n1", NodeStatus.DOWN, Optional.empty(), NOW, List.of()));
        apply(new NodeCommand.UpdateEligibility(
                "n2", SchedulingEligibility.INELIGIBLE, Optional.empty(), NOW, List.of()));
        PlanReview review =
                review(plan(false, List.of(asking("a", "n1", 10), asking("b", "n2", 10), asking("c", "nowhere", 10))));
        assertThat(review.refusals())
                .containsOnly(
                        Map.entry("n1", "node is not ready for placements"),
                        Map.entry("n2", "node is not eligible"),
                        Map.entry("nowhere", "node does not exist"));
    }

    @Test
    void a_closed_node_keeps_what_it_has() {
        commit(asking("a", "n1", 10));
        apply(new NodeCommand.UpdateEligibility(
                "n1", SchedulingEligibility.INELIGIBLE, Optional.empty(), NOW, List.of()));
        assertThat(review(plan(false, List.of(asking("a", "n1", 10)))).refusals())
                .isEmpty();
    }

    @Test
    void a_preemption_makes_room_and_has_the_loser_looked_at_again() {
        commit(asking("victim", "n1", 3000));
        Allocation victim = state.allocation("victim").orElseThrow();
        Plan without = plan(false, List.of(asking("a", "n1", 3000)));
        Plan preempting = new Plan(
                "e",
                50,
                false,
                JobBuilder.builder(job()).id("other").build(),
                without.placements(),
                List.of(),
                List.of(victim),
                Optional.empty(),
                List.of(),
                without.annotations(),
                1);
        PlanReview review = review(preempting);
        assertThat(review.refusals()).isEmpty();
        assertThat(review.commit().evaluations())
                .singleElement()
                .satisfies(it -> assertThat(it.jobId()).isEqualTo("web"));
    }
}
