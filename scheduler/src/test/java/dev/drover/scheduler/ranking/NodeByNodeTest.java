package dev.drover.scheduler.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.job.Job;
import dev.drover.model.node.Node;
import dev.drover.scheduler.JobFiles;
import dev.drover.scheduler.Machines;
import dev.drover.scheduler.Rooms;
import dev.drover.scheduler.feasibility.Operators;
import dev.drover.scheduler.room.Demand;
import dev.drover.scheduler.room.Grant;
import dev.drover.scheduler.room.Shortfall;
import dev.drover.state.State;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class NodeByNodeTest {
    private static final Demand PLENTY = (room, random) -> Rooms.given(2000, 4000);
    private static final Node LINUX = Machines.machine("n1", b -> b.computedClass("v1:linux"));
    private static final Node DARWIN = Machines.machine(
            "n2", b -> b.computedClass("v1:darwin").nodeClass("laptop").attributes(Map.of("kernel.name", "darwin")));
    private static final Job ON_LINUX = JobFiles.with(
            JobFiles.system("agent"),
            job -> job.constraints(List.of(JobFiles.constraint("${attr.kernel.name}", "=", "linux"))));

    private final SplittableRandom random = new SplittableRandom(1);

    private static NodeByNode places(Job job, Demand demand) {
        State state = Rooms.state(LINUX, DARWIN);
        Inventory inventory = Inventory.of(state);
        return new NodeByNode(
                job,
                job.taskGroups().getFirst(),
                new Pool(job, state, inventory, new SplittableRandom(1)),
                demand,
                Footprint.of(inventory, List.of()),
                Algorithm.BINPACK,
                new Operators());
    }

    @Test
    void a_node_suits_or_not_and_is_counted_once_however_often_it_is_asked() {
        NodeByNode places = places(ON_LINUX, PLENTY);
        assertThat(places.suits(LINUX)).isTrue();
        assertThat(places.suits(DARWIN)).isFalse();
        assertThat(places.suits(DARWIN)).isFalse();
        Choice choice = places.choose("n1", random);
        assertThat(choice.metric().nodesFiltered()).isEqualTo(1);
        assertThat(choice.metric().constraintFiltered()).isEqualTo(Map.of("${attr.kernel.name} = linux", 1));
        assertThat(choice.metric().classFiltered()).isEqualTo(Map.of("laptop", 1));
        assertThat(places.classEligibility()).isEqualTo(Map.of("v1:linux", true, "v1:darwin", false));
        assertThat(places.escapesClass()).isFalse();
        assertThat(places.volumes()).isEmpty();
    }

    @Test
    void the_very_node_is_chosen_and_its_score_is_told() {
        Choice.Chosen chosen =
                (Choice.Chosen) places(JobFiles.system("agent"), PLENTY).choose("n2", random);
        assertThat(chosen.room().node().id()).isEqualTo("n2");
        assertThat(chosen.number()).isEqualTo(1);
        assertThat(chosen.metric().scoreMetaData()).singleElement().satisfies(told -> {
            assertThat(told.nodeId()).isEqualTo("n2");
            assertThat(told.normScore()).isBetween(0.7597, 0.7598);
        });
    }

    @Test
    void a_full_node_is_counted_with_what_it_lacks() {
        Demand full = (room, any) -> new Grant.Refused(new Shortfall.Amount(Shortfall.Dimension.MEMORY, 500, 100));
        NodeByNode places = places(JobFiles.system("agent"), full);
        places.choose("n1", random);
        Choice.NoneFits none = (Choice.NoneFits) places.choose("n2", random);
        assertThat(none.overQuota()).isFalse();
        assertThat(none.metric().dimensionExhausted()).isEqualTo(Map.of("memory", 2));
        assertThat(none.metric().scoreMetaData()).isEmpty();
    }

    @Test
    void a_quota_is_blamed_on_no_node() {
        Demand over =
                (room, any) -> new Grant.Refused(new Shortfall.OverQuota("gold", List.of("memory exhausted"), false));
        Choice.NoneFits none =
                (Choice.NoneFits) places(JobFiles.system("agent"), over).choose("n1", random);
        assertThat(none.overQuota()).isTrue();
        assertThat(none.metric().quotaExhausted()).containsExactly("memory exhausted");
        assertThat(none.metric().nodesExhausted()).isZero();
    }

    @Test
    void a_node_that_the_job_may_not_use_is_not_chosen() {
        Job elsewhere = JobFiles.with(JobFiles.system("agent"), job -> job.datacenters(List.of("dc9")));
        NodeByNode places = places(elsewhere, PLENTY);
        assertThat(places.choose("n1", random)).isInstanceOf(Choice.NoneFits.class);
        assertThat(places.choose("unheard-of", random)).isInstanceOf(Choice.NoneFits.class);
    }
}
