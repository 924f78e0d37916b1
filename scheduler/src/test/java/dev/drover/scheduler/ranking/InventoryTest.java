package dev.drover.scheduler.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.job.Job;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeBuilder;
import dev.drover.model.node.SchedulingEligibility;
import dev.drover.model.volume.HostVolumeInfo;
import dev.drover.model.volume.HostVolumeInfoBuilder;
import dev.drover.scheduler.JobFiles;
import dev.drover.scheduler.Machines;
import dev.drover.scheduler.feasibility.Feasibility;
import dev.drover.scheduler.feasibility.Operators;
import dev.drover.scheduler.feasibility.Requirements;
import dev.drover.scheduler.feasibility.Veto;
import dev.drover.scheduler.volume.CsiVolumes;
import dev.drover.state.State;
import dev.drover.state.StateMachine;
import dev.drover.state.command.Command;
import dev.drover.state.command.JobCommand;
import dev.drover.state.command.NodeCommand;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class InventoryTest {
    private static State with(State state, Command command) {
        return StateMachine.apply(state, state.index() + 1, command);
    }

    private static State withNode(State state, Node node) {
        return with(state, new NodeCommand.Register(node, Instant.EPOCH, List.of()));
    }

    private static Node node(Random random, int number) {
        NodeBuilder node = NodeBuilder.builder(Machines.machine("n" + number));
        String system = random.nextBoolean() ? "linux" : "darwin";
        node.attributes(Map.of("kernel.name", system, "unique.hostname", "h" + random.nextInt(3)));
        node.computedClass(random.nextInt(4) == 0 ? "" : "class of " + system);
        node.drivers(
                switch (random.nextInt(3)) {
                    case 0 -> Map.of();
                    case 1 -> Map.of("raw_exec", Machines.driver(false));
                    default -> Map.of("raw_exec", Machines.driver(true));
                });
        if (random.nextBoolean()) {
            HostVolumeInfo volume = HostVolumeInfoBuilder.builder()
                    .name("data")
                    .readOnly(random.nextBoolean())
                    .build();
            node.hostVolumes(Map.of("data", volume));
        }
        if (random.nextInt(5) == 0) {
            node.nodeResources(null);
        }
        return node.build();
    }

    private static TaskGroup group(Random random) {
        return JobFiles.group(1, g -> {
            switch (random.nextInt(4)) {
                case 0 -> g.constraints(List.of(JobFiles.constraint("${attr.kernel.name}", "=", "linux")));
                case 1 -> g.constraints(List.of(JobFiles.constraint("${attr.unique.hostname}", "=", "h1")));
                case 2 -> g.networks(List.of(JobFiles.staticPort("http", 80)));
                default -> {}
            }
            return g;
        });
    }

    @Property(tries = 300)
    void the_verdict_on_a_kind_is_that_on_each_of_its_nodes(@ForAll long seed) {
        Random random = new Random(seed);
        State state = State.initial();
        for (int number = 0; number < 12; number++) {
            state = withNode(state, node(random, number));
        }
        TaskGroup group = group(random);
        Job job = JobFiles.job("web", "service", group);
        Requirements requirements = Requirements.of(job, group);
        Inventory inventory = Inventory.of(state);
        Verdicts verdicts = new Verdicts(
                inventory,
                requirements,
                new Feasibility(requirements, new Operators(), new CsiVolumes(State.initial(), "default")));
        for (Node node : state.nodes()) {
            Optional<Veto> alone = new Feasibility(
                            requirements, new Operators(), new CsiVolumes(State.initial(), "default"))
                    .check(node);
            assertThat(Optional.ofNullable(verdicts.of(inventory.number(node.id()))))
                    .isEqualTo(alone);
        }
    }

    @Test
    void an_inventory_is_kept_while_the_nodes_are_the_same() {
        State state = withNode(State.initial(), Machines.machine("n1"));
        Inventory first = Inventory.of(state);
        State later =
                with(state, new JobCommand.Register(JobFiles.service("web", 1), Optional.empty(), Optional.empty()));
        assertThat(Inventory.of(later)).isSameAs(first);
    }

    @Test
    void a_node_that_changes_is_seen_at_once() {
        State state = withNode(State.initial(), Machines.machine("n1"));
        assertThat(Inventory.of(state).takesNewWork(0)).isTrue();
        State later = with(
                state,
                new NodeCommand.UpdateEligibility(
                        "n1", SchedulingEligibility.INELIGIBLE, Optional.empty(), Instant.EPOCH, List.of()));
        assertThat(Inventory.of(later).takesNewWork(0)).isFalse();
        assertThat(Inventory.of(state).takesNewWork(0)).isTrue();
    }

    @Test
    void other_clusters_with_the_same_index_have_inventories_of_their_own() {
        Inventory left = Inventory.of(withNode(State.initial(), Machines.machine("left")));
        Inventory right = Inventory.of(withNode(State.initial(), Machines.machine("right")));
        assertThat(left.number("left")).isZero();
        assertThat(left.number("right")).isEqualTo(Inventory.UNKNOWN);
        assertThat(right.number("right")).isZero();
    }

    @Test
    void columns_beyond_the_limit_are_right_all_the_same() {
        State state =
                withNode(State.initial(), Machines.machine("n1", b -> b.meta(Map.of("key-5", "a", "key-150", "b"))));
        Inventory inventory = Inventory.of(state);
        for (int key = 0; key < 200; key++) {
            inventory.column("${meta.key-" + key + "}");
        }
        assertThat(inventory.column("${meta.key-5}").code(0)).isZero();
        assertThat(inventory.column("${meta.key-150}").value(0)).isEqualTo("b");
        assertThat(inventory.column("${meta.key-7}").code(0)).isEqualTo(Column.NONE);
    }
}
