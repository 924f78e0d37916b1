package dev.drover.server.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.AllocatedCpuResources;
import dev.drover.model.alloc.AllocatedMemoryResources;
import dev.drover.model.alloc.AllocatedResources;
import dev.drover.model.alloc.AllocatedTaskResources;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationBuilder;
import dev.drover.model.eval.PlanAnnotations;
import dev.drover.model.job.Job;
import dev.drover.model.job.JobBuilder;
import dev.drover.model.namespace.NamespaceBuilder;
import dev.drover.model.node.NodeStatus;
import dev.drover.model.quota.QuotaLimit;
import dev.drover.model.quota.QuotaResourcesBuilder;
import dev.drover.model.quota.QuotaSpecBuilder;
import dev.drover.server.TestCluster;
import dev.drover.state.State;
import dev.drover.state.StateMachine;
import dev.drover.state.command.Command;
import dev.drover.state.command.JobCommand;
import dev.drover.state.command.NodeCommand;
import dev.drover.state.command.PlanCommand;
import dev.drover.state.command.SettingsCommand;
import dev.drover.state.plan.AllocationStop;
import dev.drover.state.plan.Plan;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two schedulers have promised the same rest of a quota; the referee keeps it. The quota allows 100 MiB, each allocation has 60. */
class PlanReviewOfQuotasTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private final UnderWay underWay = new UnderWay();
    private State state = State.initial();

    @BeforeEach
    void cluster() {
        for (String node : List.of("n1", "n2")) {
            apply(new NodeCommand.Register(TestCluster.node(node), NOW, List.of()));
            apply(new NodeCommand.UpdateStatus(node, NodeStatus.READY, Optional.empty(), NOW, List.of()));
        }
        apply(new SettingsCommand.UpsertQuotas(List.of(QuotaSpecBuilder.builder()
                .name("gold")
                .limits(List.of(new QuotaLimit(
                        "global", QuotaResourcesBuilder.builder().memoryMb(100).build(), null, null)))
                .build())));
        apply(new SettingsCommand.UpsertNamespaces(
                List.of(NamespaceBuilder.builder().name("default").quota("gold").build())));
        apply(new JobCommand.Register(job(), Optional.empty(), Optional.empty()));
    }

    private void apply(Command command) {
        state = StateMachine.apply(state, state.index() + 1, command);
    }

    private static Job job() {
        return JobBuilder.builder(TestCluster.job("web", "service", 1, 100))
                .namespace("default")
                .build();
    }

    private static Allocation allocation(String id, String node) {
        AllocatedTaskResources task = new AllocatedTaskResources(
                new AllocatedCpuResources(10, List.of()), new AllocatedMemoryResources(60, 0), List.of(), List.of());
        return AllocationBuilder.builder()
                .id(id)
                .namespace("default")
                .evalId("e")
                .nodeId(node)
                .jobId("web")
                .taskGroup("web")
                .allocatedResources(new AllocatedResources(Map.of("server", task), null, Map.of()))
                .build();
    }

    private PlanReview review(List<AllocationStop> stops, Allocation... placements) {
        Plan plan = new Plan(
                "e",
                50,
                false,
                state.jobs().iterator().next(),
                Arrays.asList(placements),
                stops,
                List.of(),
                Optional.empty(),
                List.of(),
                new PlanAnnotations(Map.of(), List.of()),
                1);
        return PlanReview.of(state, underWay, plan, List.of(), NOW);
    }

    private void commit(PlanReview review) {
        assertThat(review.refreshIndex()).isZero();
        apply(new PlanCommand.Commit(review.commit()));
    }

    private void isRefused(PlanReview review) {
        assertThat(review.commit().isEmpty()).isTrue();
        assertThat(review.refreshIndex()).isPositive();
        assertThat(review.refusals()).isEmpty();
    }

    @Test
    void a_plan_over_the_quota_is_sent_back_as_a_whole_and_no_node_is_blamed() {
        commit(review(List.of(), allocation("a1", "n1")));
        isRefused(review(List.of(), allocation("a2", "n2")));
    }

    @Test
    void one_plan_alone_may_not_exceed_the_quota() {
        isRefused(review(List.of(), allocation("a1", "n1"), allocation("a2", "n2")));
    }

    @Test
    void what_is_on_its_way_counts_once_whether_it_has_arrived_or_not() {
        PlanReview first = review(List.of(), allocation("a1", "n1"));
        underWay.add(new UnderWay.Commit(first.commit()));
        isRefused(review(List.of(), allocation("a2", "n2")));
        commit(first);
        apply(new SettingsCommand.UpsertQuotas(List.of(QuotaSpecBuilder.builder()
                .name("gold")
                .limits(List.of(new QuotaLimit(
                        "global", QuotaResourcesBuilder.builder().memoryMb(130).build(), null, null)))
                .build())));
        assertThat(review(List.of(), allocation("a2", "n2")).refreshIndex()).isZero();
    }

    @Test
    void what_the_plan_stops_makes_room_for_what_it_places() {
        commit(review(List.of(), allocation("a1", "n1")));
        PlanReview replacement = review(List.of(AllocationStop.of("a1", "replaced")), allocation("a2", "n2"));
        assertThat(replacement.refreshIndex()).isZero();
        assertThat(replacement.commit().placements()).hasSize(1);
    }

    @Test
    void updates_in_place_are_possible_however_low_the_quota_has_become() {
        commit(review(List.of(), allocation("a1", "n1")));
        apply(new SettingsCommand.UpsertQuotas(List.of(QuotaSpecBuilder.builder()
                .name("gold")
                .limits(List.of(new QuotaLimit(
                        "global", QuotaResourcesBuilder.builder().memoryMb(1).build(), null, null)))
                .build())));
        assertThat(review(List.of(), allocation("a1", "n1")).commit().placements())
                .hasSize(1);
        assertThat(review(List.of(AllocationStop.of("a1", "enough"))).commit().stops())
                .hasSize(1);
    }
}
