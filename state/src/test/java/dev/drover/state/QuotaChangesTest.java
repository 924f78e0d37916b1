package dev.drover.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.AllocatedCpuResources;
import dev.drover.model.alloc.AllocatedDeviceResource;
import dev.drover.model.alloc.AllocatedMemoryResources;
import dev.drover.model.alloc.AllocatedResources;
import dev.drover.model.alloc.AllocatedTaskResources;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationBuilder;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.namespace.NamespaceBuilder;
import dev.drover.model.node.NodeBuilder;
import dev.drover.model.quota.QuotaSpecBuilder;
import dev.drover.state.command.AllocationCommand;
import dev.drover.state.command.Command;
import dev.drover.state.command.NodeCommand;
import dev.drover.state.command.PlanCommand;
import dev.drover.state.command.SettingsCommand;
import dev.drover.state.plan.AllocationStop;
import dev.drover.state.plan.PlanCommit;
import dev.drover.state.usage.NamespaceUse;
import dev.drover.state.usage.QuotaUse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QuotaChangesTest {
    private State state = State.initial();

    private void apply(Command command) {
        state = StateMachine.apply(state, state.index() + 1, command);
    }

    private void node(String pool) {
        apply(new NodeCommand.Register(
                NodeBuilder.builder(Samples.node("n1")).nodePool(pool).build(), Samples.NOW, List.of()));
    }

    private void under(String quota) {
        apply(new SettingsCommand.UpsertNamespaces(
                List.of(NamespaceBuilder.builder().name("default").quota(quota).build())));
    }

    private void place(AllocatedTaskResources task) {
        Allocation allocation = AllocationBuilder.builder(Samples.allocation("a1", "web", "n1", 0))
                .allocatedResources(new AllocatedResources(Map.of("main", task), null, Map.of()))
                .build();
        apply(new PlanCommand.Commit(new PlanCommit(
                "e1",
                Samples.job("web", 1),
                List.of(allocation),
                List.of(),
                List.of(),
                Optional.empty(),
                List.of(),
                Samples.NOW,
                List.of())));
    }

    private static AllocatedTaskResources task(int cpu, List<Integer> cores, int memory, int most) {
        return new AllocatedTaskResources(
                new AllocatedCpuResources(cpu, cores),
                new AllocatedMemoryResources(memory, most),
                List.of(),
                List.of());
    }

    @Test
    void only_what_is_placed_under_a_quota_is_counted() {
        node("default");
        place(task(500, List.of(), 256, 512));
        assertThat(state.quotaUse("gold")).isEqualTo(NamespaceUse.NONE);
        under("gold");
        assertThat(state.quotaUse("gold").total())
                .returns(500L, QuotaUse::cpuMhz)
                .returns(0L, QuotaUse::cores)
                .returns(256L, QuotaUse::memoryMb)
                .returns(512L, QuotaUse::memoryMaxMb);
        under("");
        assertThat(state.quotaUse("gold")).isEqualTo(NamespaceUse.NONE);
    }

    @Test
    void a_task_with_cores_of_its_own_counts_in_cores_only() {
        node("default");
        under("gold");
        place(task(6_000, List.of(2, 3), 128, 0));
        assertThat(state.quotaUse("gold").total())
                .returns(0L, QuotaUse::cpuMhz)
                .returns(2L, QuotaUse::cores)
                .returns(128L, QuotaUse::memoryMaxMb);
    }

    @Test
    void devices_are_counted_by_their_full_name() {
        node("default");
        under("gold");
        place(new AllocatedTaskResources(
                null, null, List.of(), List.of(new AllocatedDeviceResource("v", "gpu", "x", List.of("0", "1")))));
        assertThat(state.quotaUse("gold").total().devices().count("v/gpu/x")).isEqualTo(2);
    }

    @Test
    void what_was_told_to_stop_counts_until_the_node_has_reported_its_end() {
        node("default");
        under("gold");
        place(task(500, List.of(), 256, 0));
        apply(new PlanCommand.Commit(new PlanCommit(
                "e2",
                null,
                List.of(),
                List.of(AllocationStop.of("a1", "enough")),
                List.of(),
                Optional.empty(),
                List.of(),
                Samples.NOW,
                List.of())));
        assertThat(state.quotaUse("gold").total().memoryMb()).isEqualTo(256);
        Allocation report = AllocationBuilder.builder(state.allocation("a1").orElseThrow())
                .clientStatus(ClientStatus.COMPLETE)
                .build();
        apply(new AllocationCommand.UpdateFromClient(List.of(report), Samples.NOW, List.of()));
        assertThat(state.quotaUse("gold")).isEqualTo(NamespaceUse.NONE);
    }

    @Test
    void what_runs_on_a_node_moves_with_it_to_another_pool() {
        node("blue");
        under("gold");
        place(task(500, List.of(), 256, 0));
        assertThat(state.quotaUse("gold").ofPool("blue").memoryMb()).isEqualTo(256);
        node("green");
        assertThat(state.quotaUse("gold").byPool()).containsOnlyKeys("green");
        apply(new NodeCommand.Deregister(List.of("n1"), List.of()));
        assertThat(state.quotaUse("gold").byPool()).containsOnlyKeys("");
    }

    @Test
    void namespaces_under_one_quota_share_it() {
        node("default");
        under("gold");
        apply(new SettingsCommand.UpsertNamespaces(
                List.of(NamespaceBuilder.builder().name("other").quota("gold").build())));
        place(task(500, List.of(), 256, 0));
        assertThat(state.quotaUse("gold").total().allocations()).isEqualTo(1);
        assertThat(state.quotaOf("other")).isEqualTo("gold");
        assertThat(state.quotaOf("nowhere")).isEmpty();
    }

    @Test
    void a_quota_keeps_the_index_it_was_made_at() {
        apply(new SettingsCommand.UpsertQuotas(
                List.of(QuotaSpecBuilder.builder().name("gold").build())));
        long made = state.index();
        apply(new SettingsCommand.UpsertQuotas(
                List.of(QuotaSpecBuilder.builder().name("gold").description("b").build())));
        assertThat(state.quota("gold").orElseThrow())
                .matches(quota -> quota.createIndex() == made && quota.modifyIndex() == state.index());
        assertThat(state.quotasByPrefix("go")).hasSize(1);
        assertThat(state.index(Table.QUOTAS)).isEqualTo(state.index());
        apply(new SettingsCommand.DeleteQuotas(List.of("gold")));
        assertThat(state.quotas()).isEmpty();
    }
}
