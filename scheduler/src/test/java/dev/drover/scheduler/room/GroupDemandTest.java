package dev.drover.scheduler.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.AllocatedTaskResources;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.job.EphemeralDisk;
import dev.drover.model.job.NetworkResource;
import dev.drover.model.job.Resources;
import dev.drover.model.job.ResourcesBuilder;
import dev.drover.model.job.Task;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.job.TaskLifecycle;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeCpuResources;
import dev.drover.scheduler.JobFiles;
import dev.drover.scheduler.Machines;
import dev.drover.state.usage.AllocationUse;
import dev.drover.state.usage.HostPort;
import dev.drover.state.usage.NodeUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What one allocation takes of a node with 4000 MHz, 8000 MiB of memory and 100000 MiB of disk. */
final class GroupDemandTest {
    private static final Node NODE = Machines.machine("n1");

    private static Task part(String name, @Nullable TaskLifecycle lifecycle, int mhz, int memoryMb) {
        return JobFiles.task(t -> t.name(name).lifecycle(lifecycle).resources(JobFiles.resources(mhz, memoryMb)));
    }

    private static final TaskLifecycle BEFORE = new TaskLifecycle("prestart", false);
    private static final TaskLifecycle BESIDE = new TaskLifecycle("prestart", true);
    private static final TaskLifecycle STARTED = new TaskLifecycle("poststart", false);
    private static final TaskLifecycle AFTER = new TaskLifecycle("poststop", false);

    private static AllocatedTaskResources task(Grant.Given given, String name) {
        return Objects.requireNonNull(given.resources().tasks().get(name));
    }

    @ParameterizedTest
    @CsvSource({
        // before, beside, main, started, after: what counts is the largest of before + beside, beside + main + started,
        // and after
        "100, 200, 300, 400, 500, 900",
        "901, 200, 300, 400, 500, 1101",
        "100, 200, 300, 400, 950, 950",
        "0, 0, 300, 0, 0, 300",
        "300, 0, 0, 0, 0, 300",
        "0, 0, 0, 0, 0, 0",
    })
    void tasks_that_never_run_together_share(int before, int beside, int main, int started, int after, long peak) {
        TaskGroup group = RoomKit.tasks(
                part("before", BEFORE, before, before),
                part("beside", BESIDE, beside, beside),
                part("main", null, main, main),
                part("started", STARTED, started, started),
                part("after", AFTER, after, after));
        AllocationUse use = RoomKit.given(group, RoomKit.room(NODE)).use();
        assertThat(use.cpuMhz()).isEqualTo(peak);
        assertThat(use.memoryMb()).isEqualTo(peak);
        assertThat(new GroupDemand(group, false).everywhere()).isEqualTo(use);
    }

    @Test
    void each_task_gets_what_it_asked_for_and_the_group_its_disk() {
        Grant.Given given =
                RoomKit.given(RoomKit.tasks(part("a", null, 100, 10), part("b", AFTER, 200, 20)), RoomKit.room(NODE));
        assertThat(Objects.requireNonNull(task(given, "a").cpu()).cpuShares()).isEqualTo(100);
        assertThat(Objects.requireNonNull(task(given, "b").memory()).memoryMb()).isEqualTo(20);
        assertThat(Objects.requireNonNull(given.resources().shared()).diskMb()).isEqualTo(300);
        assertThat(given.resources().taskLifecycles()).containsEntry("b", AFTER).containsKey("a");
    }

    @Test
    void a_task_that_asks_for_nothing_takes_nothing() {
        Task silent = JobFiles.task(t -> t.resources(null));
        TaskGroup group = JobFiles.group(1, g -> g.tasks(List.of(silent)).ephemeralDisk(null));
        assertThat(RoomKit.given(group, RoomKit.room(NODE)).use())
                .isEqualTo(new AllocationUse(0, 0, 0, 0, List.of(), List.of(), List.of()));
    }

    @ParameterizedTest
    @CsvSource({
        // memory, memory_max, allowed to use more, memory max that is told, memory that counts
        "100, 400, true, 400, 100",
        "100, 400, false, 0, 100",
        "100, 0, true, 0, 100",
        "100, -1, true, -1, 100"
    })
    void more_memory_is_told_only_where_it_is_allowed(int memory, int max, boolean allowed, long told, long counts) {
        Resources resources = ResourcesBuilder.builder()
                .cpu(1)
                .memoryMb(memory)
                .memoryMaxMb(max)
                .build();
        TaskGroup group = RoomKit.tasks(JobFiles.task(t -> t.resources(resources)));
        Grant grant = new GroupDemand(group, allowed).ask(RoomKit.room(NODE), new SplittableRandom(1));
        Grant.Given given = (Grant.Given) grant;
        assertThat(Objects.requireNonNull(task(given, "t").memory()).memoryMaxMb())
                .isEqualTo(told);
        assertThat(given.use().memoryMb()).isEqualTo(counts);
    }

    private static TaskGroup asking(int mhz, int memoryMb, int diskMb) {
        return JobFiles.group(
                1, g -> JobFiles.asking(mhz, memoryMb).apply(g).ephemeralDisk(new EphemeralDisk(false, false, diskMb)));
    }

    @Test
    void what_fits_exactly_fits_and_a_little_more_does_not() {
        assertThat(RoomKit.ask(asking(4000, 8000, 100_000), RoomKit.room(NODE))).isInstanceOf(Grant.Given.class);
        assertThat(RoomKit.refused(asking(4001, 8000, 100_000), RoomKit.room(NODE)))
                .isEqualTo(new Shortfall.Amount(Shortfall.Dimension.CPU, 4001, 4000));
        assertThat(RoomKit.refused(asking(4000, 8001, 100_000), RoomKit.room(NODE)))
                .isEqualTo(new Shortfall.Amount(Shortfall.Dimension.MEMORY, 8001, 8000));
        assertThat(RoomKit.refused(asking(4000, 8000, 100_001), RoomKit.room(NODE)))
                .isEqualTo(new Shortfall.Amount(Shortfall.Dimension.DISK, 100_001, 100_000));
    }

    @Test
    void what_others_hold_is_not_free() {
        NodeRoom room = RoomKit.room(NODE, RoomKit.amounts(3500, 7000, 50_000), RoomKit.amounts(400, 900, 1));
        assertThat(RoomKit.ask(asking(100, 100, 49_999), room)).isInstanceOf(Grant.Given.class);
        assertThat(RoomKit.refused(asking(101, 100, 10), room))
                .isEqualTo(new Shortfall.Amount(Shortfall.Dimension.CPU, 101, 100));
    }

    @Test
    void of_several_things_that_are_missing_the_first_is_told_and_all_can_be_asked_for() {
        NodeRoom room = RoomKit.room(NODE);
        TaskGroup huge = asking(9000, 9000, 900_000);
        assertThat(RoomKit.refused(huge, room)).isEqualTo(new Shortfall.Amount(Shortfall.Dimension.CPU, 9000, 4000));
        assertThat(new GroupDemand(huge, false).shortfalls(room))
                .containsExactly(
                        new Shortfall.Amount(Shortfall.Dimension.CPU, 9000, 4000),
                        new Shortfall.Amount(Shortfall.Dimension.MEMORY, 9000, 8000),
                        new Shortfall.Amount(Shortfall.Dimension.DISK, 900_000, 100_000));
    }

    @Test
    void a_node_with_a_full_list_says_so_before_anything_else() {
        Node small = Machines.machine("n1", b -> b.nodeMaxAllocs(1));
        NodeRoom full = RoomKit.room(small, RoomKit.amounts(1, 1, 1));
        assertThat(RoomKit.refused(asking(9000, 1, 1), full)).isEqualTo(new Shortfall.Allocations(1));
        assertThat(RoomKit.ask(asking(1, 1, 1), RoomKit.room(small))).isInstanceOf(Grant.Given.class);
    }

    @Test
    void cores_ports_and_devices_that_are_missing_are_all_told() {
        NetworkResource port = JobFiles.staticPort("http", 80);
        TaskGroup group =
                JobFiles.group(1, g -> g.networks(List.of(port)).tasks(List.of(RoomKit.task("t", 2, "", "gpu"))));
        NodeRoom room = RoomKit.room(RoomKit.numa(1, 2), RoomKit.cores(0), RoomKit.ports(new HostPort("10.0.0.1", 80)));
        assertThat(new GroupDemand(group, false).shortfalls(room))
                .hasExactlyElementsOfTypes(Shortfall.Cores.class, Shortfall.PortHeld.class);
        assertThat(new GroupDemand(group, false).shortfalls(RoomKit.room(RoomKit.numa(1, 2))))
                .hasExactlyElementsOfTypes(Shortfall.Devices.class);
    }

    @Test
    void what_fits_lacks_nothing() {
        assertThat(new GroupDemand(asking(4000, 8000, 100_000), false).shortfalls(RoomKit.room(NODE)))
                .isEmpty();
    }

    @Test
    void cores_count_for_their_speed_and_not_for_what_was_asked_in_mhz() {
        Resources resources =
                ResourcesBuilder.builder().cpu(123).cores(2).memoryMb(10).build();
        Grant.Given given = RoomKit.given(
                RoomKit.tasks(JobFiles.task(t -> t.resources(resources))), RoomKit.room(RoomKit.numa(1, 4)));
        assertThat(Objects.requireNonNull(task(given, "t").cpu()).cpuShares()).isEqualTo(2000);
        assertThat(given.use().cores()).containsExactly(0, 1);
    }

    @Test
    void ports_do_not_change_what_else_is_given() {
        TaskGroup plain = asking(500, 100, 10);
        TaskGroup ported = JobFiles.group(
                1,
                g -> JobFiles.asking(500, 100)
                        .apply(g)
                        .ephemeralDisk(new EphemeralDisk(false, false, 10))
                        .networks(List.of(JobFiles.dynamicPorts("a", "b"))));
        Grant.Given with = RoomKit.given(ported, RoomKit.room(NODE));
        Grant.Given without = RoomKit.given(plain, RoomKit.room(NODE));
        assertThat(with.resources().tasks()).isEqualTo(without.resources().tasks());
        assertThat(with.use().cpuMhz()).isEqualTo(without.use().cpuMhz());
        assertThat(with.use().diskMb()).isEqualTo(10);
        assertThat(with.use().ports()).hasSize(2);
    }

    @Test
    void asked_twice_without_taking_it_gives_the_same_probe() {
        GroupDemand demand = new GroupDemand(RoomKit.networks(JobFiles.dynamicPorts("a")), false);
        NodeRoom room = RoomKit.room(NODE);
        assertThat(demand.probe(room)).isEqualTo(demand.probe(room));
    }

    /** Anything that a group could want, from little to much. */
    private static TaskGroup any(Random random) {
        List<NetworkResource> networks = new ArrayList<>();
        if (random.nextBoolean()) {
            networks.add(JobFiles.staticPort("http", 80 + random.nextInt(3)));
        }
        if (random.nextBoolean()) {
            networks.add(JobFiles.dynamicPorts("a", "b"));
        }
        Resources resources = ResourcesBuilder.builder()
                .cpu(1 + random.nextInt(1500))
                .memoryMb(1 + random.nextInt(3000))
                .cores(random.nextInt(3) == 0 ? 1 + random.nextInt(2) : null)
                .build();
        return JobFiles.group(1, g -> g.networks(networks).tasks(List.of(JobFiles.task(t -> t.resources(resources)))));
    }

    private static Node few(Random random) {
        return RoomKit.node(b -> b.minDynamicPort(100)
                .maxDynamicPort(100 + random.nextInt(12))
                .cpu(new NodeCpuResources(4000, 4, List.of(0, 1, 2, 3))));
    }

    @Test
    void whatever_is_granted_again_and_again_passes_the_referee() {
        Random random = new Random(31);
        int granted = 0;
        for (int round = 0; round < 150; round++) {
            Node node = few(random);
            NodeRoom room = RoomKit.room(node);
            List<Allocation> all = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                Grant grant = new GroupDemand(any(random), false).ask(room, new SplittableRandom(round));
                if (grant instanceof Grant.Given given) {
                    room.take(given);
                    all.add(RoomKit.holding("a" + i, given.resources()));
                    granted++;
                }
            }
            Optional<String> refusal = PlacementCheck.refusal(node, NodeUsage.NONE, all, null, List::of);
            assertThat(refusal).as("round %d", round).isEmpty();
        }
        assertThat(granted).isGreaterThan(300);
    }

    @Test
    void a_refusal_lacks_something_and_a_grant_lacks_nothing() {
        Random random = new Random(37);
        for (int round = 0; round < 300; round++) {
            NodeRoom room = RoomKit.room(
                    few(random),
                    RoomKit.amounts(random.nextInt(4000), random.nextInt(8000), 0),
                    RoomKit.cores(random.nextInt(4)),
                    RoomKit.ports(new HostPort("10.0.0.1", 80 + random.nextInt(3))));
            GroupDemand demand = new GroupDemand(any(random), false);
            Grant grant = demand.probe(room);
            List<Shortfall> shortfalls = demand.shortfalls(room);
            switch (grant) {
                case Grant.Given given -> assertThat(shortfalls).isEmpty();
                case Grant.Refused(Shortfall first) -> assertThat(shortfalls).contains(first);
            }
        }
    }

    @Test
    void weighing_says_what_asking_says_as_far_as_scores_look_at_it() {
        Random random = new Random(41);
        for (int round = 0; round < 300; round++) {
            NodeRoom room = RoomKit.room(few(random), RoomKit.amounts(random.nextInt(3000), random.nextInt(6000), 0));
            GroupDemand demand = new GroupDemand(any(random), false);
            Grant weighed = demand.weigh(room);
            Grant asked = demand.ask(room, new SplittableRandom(round));
            assertThat(weighed.getClass()).isEqualTo(asked.getClass());
            if (weighed instanceof Grant.Given first && asked instanceof Grant.Given second) {
                assertThat(first.use().cpuMhz()).isEqualTo(second.use().cpuMhz());
                assertThat(first.use().memoryMb()).isEqualTo(second.use().memoryMb());
                assertThat(first.scores()).isEqualTo(second.scores()).isEqualTo(Map.of());
            }
        }
    }
}
