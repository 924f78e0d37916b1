package dev.drover.scheduler.room;

import static dev.drover.scheduler.room.RoomKit.gpus;
import static dev.drover.scheduler.room.RoomKit.numa;
import static dev.drover.scheduler.room.RoomKit.room;
import static dev.drover.scheduler.room.RoomKit.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.AllocatedDeviceResource;
import dev.drover.model.job.NUMAResource;
import dev.drover.model.job.Task;
import dev.drover.model.node.Node;
import dev.drover.scheduler.feasibility.Operators;
import dev.drover.state.usage.AllocationUse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Cores and devices for all tasks of an allocation at once; {@code gpu} means any of them. */
final class HardwareSearchTest {
    private static Hardware search(NodeRoom room, Task... tasks) {
        List<TaskHardware> wanted = Stream.of(tasks)
                .map(task -> TaskHardware.of(task, new Operators()::holds))
                .toList();
        return HardwareSearch.find(room, wanted);
    }

    private static Hardware.Found found(NodeRoom room, Task... tasks) {
        if (search(room, tasks) instanceof Hardware.Found found) {
            return found;
        }
        throw new AssertionError("nothing found: " + search(room, tasks));
    }

    private static Shortfall lacking(NodeRoom room, Task... tasks) {
        if (search(room, tasks) instanceof Hardware.Lacking(Shortfall shortfall)) {
            return shortfall;
        }
        throw new AssertionError("found: " + search(room, tasks));
    }

    private static List<Integer> cores(Hardware.Found found, String task) {
        return Objects.requireNonNull(found.cores().get(task));
    }

    private static List<String> devices(Hardware.Found found, String task) {
        return Objects.requireNonNull(found.devices().get(task)).stream()
                .map(AllocatedDeviceResource::deviceIds)
                .flatMap(List::stream)
                .toList();
    }

    @Test
    void nobody_who_wants_nothing_is_refused() {
        Hardware.Found found = found(room(numa(1, 2)));
        assertThat(found.cores()).isEmpty();
        assertThat(found.devices()).isEmpty();
        assertThat(found.welcome()).isEmpty();
    }

    @Test
    void tasks_share_the_cores_without_overlap() {
        Hardware.Found found = found(room(numa(1, 5)), task("a", 2, ""), task("b", 3, ""));
        Set<Integer> all = new HashSet<>(cores(found, "a"));
        all.addAll(cores(found, "b"));
        assertThat(all).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
    }

    @Test
    void too_few_cores_are_told_in_numbers() {
        assertThat(lacking(room(numa(1, 4), RoomKit.cores(0)), task("a", 4, "")))
                .isEqualTo(new Shortfall.Cores(4, 3));
        assertThat(lacking(room(numa(1, 4)), task("a", 3, ""), task("b", 2, "")))
                .isEqualTo(new Shortfall.Cores(2, 1));
    }

    @Test
    void cores_of_several_numa_nodes_touch_as_few_as_possible() {
        NodeRoom room = room(numa(3, 4), RoomKit.cores(0, 1, 2, 4));
        assertThat(cores(found(room, task("a", 5, "")), "a")).containsExactly(8, 9, 10, 11, 5);
    }

    @Test
    void a_numa_node_on_which_they_just_fit_is_taken_first() {
        NodeRoom room = room(numa(3, 4), RoomKit.cores(4, 5));
        for (String affinity : List.of("prefer", "require")) {
            assertThat(cores(found(room, task("a", 2, affinity)), "a")).containsExactly(6, 7);
        }
    }

    @Test
    void required_nearness_fails_where_preferred_spreads() {
        NodeRoom room = room(numa(2, 2), RoomKit.cores(0, 2));
        assertThat(lacking(room, task("a", 2, "require"))).isEqualTo(new Shortfall.NumaCores("a", 2));
        assertThat(cores(found(room, task("a", 2, "prefer")), "a")).containsExactlyInAnyOrder(1, 3);
    }

    @Test
    void an_unknown_affinity_does_not_care() {
        NodeRoom room = room(numa(2, 2), RoomKit.cores(0, 2));
        assertThat(cores(found(room, task("a", 2, "whatever")), "a")).hasSize(2);
    }

    @Test
    void one_task_gives_way_so_that_another_gets_its_numa_node() {
        NodeRoom room = room(numa(2, 2));
        Hardware.Found found = found(room, task("a", 1, ""), task("b", 2, "require"), task("c", 1, ""));
        assertThat(cores(found, "b")).containsExactly(2, 3);
    }

    @Test
    void a_device_that_is_held_or_unhealthy_is_not_given() {
        NodeRoom room = room(numa(1, 1, gpus("m", "g0", "!g1", "g2")), RoomKit.devices("acme/gpu/m/g0"));
        assertThat(devices(found(room, task("a", 0, "", "gpu")), "a")).containsExactly("g2");
        assertThat(lacking(room, task("a", 0, "", "gpu"), task("b", 0, "", "gpu")))
                .isInstanceOf(Shortfall.Devices.class);
    }

    @Test
    void who_takes_anything_leaves_the_rare_one_to_who_needs_it() {
        NodeRoom room = room(numa(1, 1, gpus("rare", "r0"), gpus("common", "c0")));
        Hardware.Found found = found(room, task("a", 0, "", "gpu"), task("b", 0, "", "acme/gpu/rare"));
        assertThat(devices(found, "b")).containsExactly("r0");
        assertThat(devices(found, "a")).containsExactly("c0");
    }

    @Test
    void of_groups_that_are_alike_the_later_is_taken() {
        NodeRoom room = room(numa(1, 1, gpus("first", "f0"), gpus("last", "l0")));
        assertThat(devices(found(room, task("a", 0, "", "gpu")), "a")).containsExactly("l0");
    }

    @Test
    void a_device_beside_the_cores_decides_the_cores() {
        NodeRoom room = room(numa(2, 2, gpus("m", "g0@bus1")));
        assertThat(cores(found(room, task("a", 1, "require", "gpu")), "a")).containsExactly(2);
    }

    @Test
    void a_device_that_is_only_too_far_is_told_as_a_lack_of_near_cores() {
        NodeRoom room = room(numa(2, 2, gpus("m", "g0@bus1")), RoomKit.cores(2, 3));
        assertThat(lacking(room, task("a", 1, "require", "gpu"))).isEqualTo(new Shortfall.NumaCores("a", 1));
        assertThat(cores(found(room, task("a", 1, "prefer", "gpu")), "a")).containsExactly(0);
    }

    @Test
    void the_instances_that_could_serve_are_told_when_they_are_held() {
        NodeRoom room = room(
                numa(1, 1, gpus("a", "a0"), gpus("b", "b0", "b1")),
                RoomKit.devices("acme/gpu/a/a0", "acme/gpu/b/b1", "acme/gpu/b/b0"));
        assertThat(lacking(room, task("t", 0, "", "gpu")))
                .isEqualTo(new Shortfall.Devices(
                        "gpu", 1, List.of(List.of("acme/gpu/a/a0"), List.of("acme/gpu/b/b0", "acme/gpu/b/b1"))));
    }

    /** Whether there is any way, told by trying all of them: each task takes some set of cores. */
    private static boolean anyWay(List<Integer> free, int coresEach, List<Task> tasks, int next) {
        if (next == tasks.size()) {
            return true;
        }
        int wanted = coresOf(tasks.get(next));
        boolean together = isTogether(tasks.get(next));
        for (int set = 0; set < 1 << free.size(); set++) {
            if (Integer.bitCount(set) == wanted) {
                int chosen = set;
                List<Integer> taken = IntStream.range(0, free.size())
                        .filter(i -> (chosen & 1 << i) != 0)
                        .mapToObj(free::get)
                        .toList();
                boolean near =
                        taken.stream().map(core -> core / coresEach).distinct().count() <= 1;
                List<Integer> left = new ArrayList<>(free);
                left.removeAll(taken);
                if ((near || !together) && anyWay(left, coresEach, tasks, next + 1)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static int coresOf(Task task) {
        return Objects.requireNonNull(Objects.requireNonNull(task.resources()).cores());
    }

    private static boolean isTogether(Task task) {
        NUMAResource numa = Objects.requireNonNull(task.resources()).numa();
        return numa != null && numa.affinity().equals("require");
    }

    private static boolean isSound(Hardware.Found found, List<Task> tasks, List<Integer> free, int coresEach) {
        Set<Integer> taken = new HashSet<>();
        for (Task task : tasks) {
            List<Integer> own = coresOf(task) == 0 ? List.of() : cores(found, task.name());
            boolean near = own.stream().map(core -> core / coresEach).distinct().count() <= 1;
            if (own.size() != coresOf(task) || (isTogether(task) && !near) || !free.containsAll(own)) {
                return false;
            }
            for (int core : own) {
                if (!taken.add(core)) {
                    return false;
                }
            }
        }
        return true;
    }

    @Test
    void cores_found_are_sound_and_where_all_want_one_numa_node_they_are_found_if_there_is_any_way() {
        Random random = new Random(43);
        int lacking = 0;
        for (int round = 0; round < 400; round++) {
            int coresEach = 2 + random.nextInt(2);
            Node node = numa(3, coresEach);
            List<Integer> free =
                    new ArrayList<>(IntStream.range(0, 3 * coresEach).boxed().toList());
            List<Integer> used =
                    free.stream().filter(core -> random.nextInt(3) == 0).toList();
            free.removeAll(used);
            boolean allTogether = random.nextBoolean();
            List<Task> tasks = new ArrayList<>();
            for (int i = random.nextInt(3); i >= 0; i--) {
                String affinity = allTogether || random.nextInt(3) == 0 ? "require" : "";
                tasks.add(task("t" + i, 1 + random.nextInt(3), affinity));
            }
            AllocationUse use = RoomKit.cores(used.toArray(new Integer[0]));
            Hardware hardware = search(room(node, use), tasks.toArray(new Task[0]));
            boolean possible = anyWay(free, coresEach, tasks, 0);
            switch (hardware) {
                case Hardware.Found found ->
                    assertThat(isSound(found, tasks, free, coresEach)).isTrue();
                case Hardware.Lacking none -> {
                    lacking++;
                    assertThat(possible && allTogether).as("round %d", round).isFalse();
                }
            }
        }
        assertThat(lacking).as("rounds without a way").isBetween(20, 380);
    }
}
