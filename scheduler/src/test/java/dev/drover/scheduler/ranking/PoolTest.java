package dev.drover.scheduler.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationBuilder;
import dev.drover.model.job.Job;
import dev.drover.model.job.JobBuilder;
import dev.drover.model.node.DrainStrategyBuilder;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeStatus;
import dev.drover.model.node.SchedulingEligibility;
import dev.drover.scheduler.JobFiles;
import dev.drover.scheduler.Machines;
import dev.drover.scheduler.Rooms;
import dev.drover.scheduler.room.NodeRoom;
import dev.drover.state.State;
import dev.drover.state.command.NodeCommand;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PoolTest {
    private static final Job ANYWHERE = JobFiles.service("web", 1);

    private static Pool pool(Job job, State state, long seed) {
        return new Pool(job, state, Inventory.of(state), new SplittableRandom(seed));
    }

    private static Pool pool(Job job, Node... nodes) {
        return pool(job, Rooms.state(nodes), 1);
    }

    private static Node[] machines(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> Machines.machine("n" + number))
                .toArray(Node[]::new);
    }

    private static List<String> order(Pool pool) {
        return pool.rooms().stream().map(room -> room.node().id()).toList();
    }

    private static Job with(UnaryOperator<JobBuilder> change) {
        return JobFiles.with(ANYWHERE, change);
    }

    @Test
    void only_nodes_that_take_new_work_are_in_it_and_the_others_of_the_node_pool_are_counted() {
        Pool pool = pool(
                ANYWHERE,
                Machines.machine("n1"),
                Machines.machine("n2", b -> b.status(NodeStatus.DOWN)),
                Machines.machine("n3", b -> b.status(NodeStatus.INITIALIZING)),
                Machines.machine("n4", b -> b.schedulingEligibility(SchedulingEligibility.INELIGIBLE)),
                Machines.machine(
                        "n5",
                        b -> b.drainStrategy(DrainStrategyBuilder.builder().build())),
                Machines.machine("n6", b -> b.status(NodeStatus.DISCONNECTED)),
                Machines.machine("n7", b -> b.nodePool("gpu")));
        assertThat(order(pool)).containsExactly("n1");
        assertThat(pool.inPool()).isEqualTo(6);
        assertThat(pool.byDatacenter()).isEqualTo(Map.of("dc1", 1));
    }

    @Test
    void nodes_of_other_datacenters_are_in_the_node_pool_and_not_available() {
        Pool pool = pool(
                with(job -> job.datacenters(List.of("eu-*", "us-1"))),
                Machines.machine("n1", b -> b.datacenter("eu-1")),
                Machines.machine("n2", b -> b.datacenter("eu-1")),
                Machines.machine("n3", b -> b.datacenter("us-1")),
                Machines.machine("n4", b -> b.datacenter("us-10")));
        assertThat(pool.inPool()).isEqualTo(4);
        assertThat(pool.byDatacenter()).isEqualTo(Map.of("eu-1", 2, "us-1", 1));
        assertThat(new TreeSet<>(order(pool))).containsExactly("n1", "n2", "n3");
    }

    @Test
    void the_pool_all_has_the_nodes_of_all_pools_and_keeps_its_name() {
        Pool pool = pool(
                with(job -> job.nodePool("all")),
                Machines.machine("n1"),
                Machines.machine("n2", b -> b.nodePool("gpu")));
        assertThat(pool.size()).isEqualTo(2);
        assertThat(pool.inPool()).isEqualTo(2);
        assertThat(pool.name()).isEqualTo("all");
    }

    @Test
    void no_pool_means_the_default_one() {
        Pool pool = pool(
                with(job -> job.nodePool("")),
                Machines.machine("n1", b -> b.nodePool("")),
                Machines.machine("n2", b -> b.nodePool("gpu")));
        assertThat(order(pool)).containsExactly("n1");
        assertThat(pool.name()).isEqualTo("default");
    }

    @Test
    void without_nodes_it_is_empty() {
        Pool pool = pool(ANYWHERE);
        assertThat(pool.size()).isZero();
        assertThat(pool.inPool()).isZero();
        assertThat(pool.byDatacenter()).isEmpty();
        assertThat(pool.place("n1")).isEqualTo(Pool.ABSENT);
    }

    @Test
    void places_and_numbers_lead_to_each_other() {
        Pool pool = pool(ANYWHERE, machines(30));
        for (int place = 0; place < pool.size(); place++) {
            String id = pool.room(place).node().id();
            assertThat(pool.place(id)).isEqualTo(place);
            assertThat(pool.inventory().node(pool.number(place)).id()).isEqualTo(id);
            assertThat(pool.room(id)).containsSame(pool.room(place));
        }
    }

    @Test
    void a_node_outside_has_no_place() {
        Pool pool = pool(ANYWHERE, Machines.machine("n1"), Machines.machine("n2", b -> b.nodePool("gpu")));
        assertThat(pool.place("n2")).isEqualTo(Pool.ABSENT);
        assertThat(pool.place("n3")).isEqualTo(Pool.ABSENT);
        assertThat(pool.room("n2")).isEmpty();
        assertThat(pool.room("n3")).isEmpty();
    }

    @Test
    void the_seed_decides_the_order() {
        State state = Rooms.state(machines(12));
        assertThat(order(pool(ANYWHERE, state, 5))).isEqualTo(order(pool(ANYWHERE, state, 5)));
        Set<List<String>> orders = new HashSet<>();
        for (int seed = 0; seed < 20; seed++) {
            orders.add(order(pool(ANYWHERE, state, seed)));
        }
        assertThat(orders).hasSize(20);
    }

    @Test
    void every_order_of_three_nodes_is_about_equally_likely() {
        State state = Rooms.state(machines(3));
        Map<List<String>, Integer> times = new HashMap<>();
        for (int seed = 0; seed < 1200; seed++) {
            times.merge(order(pool(ANYWHERE, state, seed)), 1, Integer::sum);
        }
        assertThat(times).hasSize(6);
        assertThat(times.values()).allMatch(count -> count > 140 && count < 260);
    }

    @Test
    void each_room_begins_as_the_state_has_it() {
        Random random = new Random(9);
        List<Node> nodes = new ArrayList<>();
        List<Allocation> allocations = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            String id = "n" + random.nextInt(100_000);
            nodes.add(Machines.machine(id, b -> b.nodePool(random.nextInt(3) == 0 ? "gpu" : "default")));
            if (random.nextBoolean()) {
                Allocation tenant = Rooms.tenant("a" + i, 50, Rooms.resources(100 + i, 200 + i));
                allocations.add(AllocationBuilder.builder(tenant).nodeId(id).build());
            }
        }
        State state = Rooms.placed(Rooms.state(nodes.toArray(Node[]::new)), allocations.toArray(Allocation[]::new));
        // The usage of a node that is gone stays behind for as long as allocations are there.
        state = Rooms.with(
                state, new NodeCommand.Deregister(List.of(nodes.get(7).id()), List.of()));
        Pool pool = pool(ANYWHERE, state, 1);
        assertThat(pool.size()).isGreaterThan(10);
        for (NodeRoom room : pool.rooms()) {
            assertThat(room.usage()).isEqualTo(state.usage(room.node().id()));
            assertThat(room.tenants())
                    .isEqualTo(state.allocationsOfNode(room.node().id()));
        }
    }

    @Test
    void changes_are_written_down_in_their_order_and_only_for_nodes_of_the_pool() {
        Pool pool = pool(ANYWHERE, Machines.machine("n1"), Machines.machine("n2", b -> b.nodePool("gpu")));
        pool.changed(pool.inventory().number("n2"));
        pool.changed(Inventory.UNKNOWN);
        assertThat(pool.changes()).isZero();
        pool.changed(pool.inventory().number("n1"));
        assertThat(pool.changes()).isEqualTo(1);
        assertThat(pool.change(0)).isEqualTo(pool.place("n1"));
    }

    @Test
    void any_number_of_changes_is_remembered() {
        Pool pool = pool(ANYWHERE, machines(5));
        List<Integer> expected = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            pool.changed(i * i % 5);
            expected.add(pool.place("n" + (i * i % 5 + 1)));
        }
        List<Integer> changes = new ArrayList<>();
        for (int which = 0; which < pool.changes(); which++) {
            changes.add(pool.change(which));
        }
        assertThat(changes).isEqualTo(expected);
    }
}
