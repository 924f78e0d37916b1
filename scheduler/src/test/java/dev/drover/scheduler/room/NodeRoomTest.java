package dev.drover.scheduler.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.AllocatedResources;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationBuilder;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.alloc.DesiredStatus;
import dev.drover.model.job.Job;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.node.Node;
import dev.drover.model.volume.VolumeRequestBuilder;
import dev.drover.scheduler.JobFiles;
import dev.drover.scheduler.Machines;
import dev.drover.state.usage.AllocationUse;
import dev.drover.state.usage.NodeUsage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A node and what is used of it while a plan is made. */
final class NodeRoomTest {
    private static final Node NODE = Machines.machine("n1");

    private static Allocation holding(String id, int mhz, int memoryMb) {
        TaskGroup group = JobFiles.group(1, JobFiles.asking(mhz, memoryMb));
        AllocatedResources resources = RoomKit.given(group, RoomKit.room(NODE)).resources();
        return RoomKit.holding(id, resources);
    }

    private static NodeRoom with(Allocation... allocations) {
        NodeUsage usage = NodeUsage.NONE;
        for (Allocation allocation : allocations) {
            usage = usage.plus(AllocationUse.of(allocation));
        }
        return new NodeRoom(NODE, usage, () -> List.of(allocations));
    }

    private static Grant.Given grant(Allocation allocation) {
        AllocatedResources resources = allocation.allocatedResources();
        if (resources == null) {
            throw new AssertionError("holds nothing");
        }
        return new Grant.Given(resources, AllocationUse.of(resources));
    }

    private static List<String> ids(NodeRoom room) {
        return room.tenants().stream().map(Allocation::id).toList();
    }

    @Test
    void what_is_taken_is_used_and_what_is_released_is_not() {
        Allocation first = holding("a", 1000, 100);
        NodeRoom room = with(first);
        room.take(grant(holding("b", 500, 50)));
        assertThat(room.usage().cpuMhz()).isEqualTo(1500);
        assertThat(room.usage().allocations()).isEqualTo(2);
        room.release(first);
        assertThat(room.usage().cpuMhz()).isEqualTo(500);
        assertThat(room.usage().memoryMb()).isEqualTo(50);
        assertThat(room.usage().allocations()).isEqualTo(1);
    }

    @Test
    void taking_back_undoes_a_release() {
        Allocation first = holding("a", 1000, 100);
        NodeRoom room = with(first, holding("b", 1, 1));
        NodeUsage before = room.usage();
        room.release(first);
        assertThat(ids(room)).containsExactly("b");
        room.takeBack(first);
        assertThat(room.usage()).usingRecursiveComparison().isEqualTo(before);
        assertThat(ids(room)).containsExactly("a", "b");
    }

    @Test
    void victims_give_back_what_they_hold_before_it_is_taken() {
        Allocation victim = holding("a", 3000, 100);
        NodeRoom room = with(victim);
        room.take(grant(holding("b", 2000, 100)).evicting(List.of(victim), "preemption", 0.5));
        assertThat(room.usage().cpuMhz()).isEqualTo(2000);
        assertThat(ids(room)).isEmpty();
    }

    @Test
    void tenants_are_those_whose_tasks_may_still_run() {
        Allocation running = holding("a", 1, 1);
        Allocation stopping = AllocationBuilder.builder(holding("b", 1, 1))
                .desiredStatus(DesiredStatus.STOP)
                .build();
        Allocation ended = AllocationBuilder.builder(holding("c", 1, 1))
                .clientStatus(ClientStatus.COMPLETE)
                .build();
        assertThat(ids(new NodeRoom(NODE, NodeUsage.NONE, () -> List.of(running, stopping, ended))))
                .containsExactly("a", "b");
    }

    @Test
    void the_state_is_asked_once_as_long_as_nothing_is_released() {
        AtomicInteger asked = new AtomicInteger();
        Allocation one = holding("a", 1, 1);
        NodeRoom room = new NodeRoom(NODE, NodeUsage.NONE.plus(AllocationUse.of(one)), () -> {
            asked.incrementAndGet();
            return List.of(one);
        });
        assertThat(asked).hasValue(0);
        room.tenants();
        room.tenants();
        assertThat(asked).hasValue(1);
        room.release(one);
        assertThat(ids(room)).isEmpty();
    }

    @Test
    void how_it_would_be_without_some_changes_nothing_here() {
        Allocation first = holding("a", 1000, 100);
        Allocation second = holding("b", 500, 100);
        NodeRoom room = with(first, second);
        NodeRoom other = room.without(List.of(first));
        assertThat(other.usage().cpuMhz()).isEqualTo(500);
        assertThat(ids(other)).containsExactly("b");
        assertThat(room.usage().cpuMhz()).isEqualTo(1500);
        assertThat(ids(room)).containsExactly("a", "b");
        other.take(grant(holding("c", 100, 1)));
        assertThat(room.usage().cpuMhz()).isEqualTo(1500);
    }

    private static Job writer() {
        return JobFiles.service(
                "db",
                1,
                g -> g.volumes(Map.of(
                        "data",
                        VolumeRequestBuilder.builder()
                                .name("data")
                                .type("host")
                                .source("disk")
                                .accessMode("single-node-single-writer")
                                .build())));
    }

    @Test
    void a_volume_is_claimed_by_its_tenant_until_it_is_released() {
        Allocation owner = RoomKit.of(holding("a", 1, 1), writer());
        NodeRoom room = with(owner);
        assertThat(room.isClaimed("disk")).isTrue();
        assertThat(room.isClaimed("other")).isFalse();
        room.release(owner);
        assertThat(room.isClaimed("disk")).isFalse();
    }

    @Test
    void a_volume_is_claimed_within_the_plan() {
        NodeRoom room = with();
        Grant.Given given = RoomKit.given(writer().taskGroups().getFirst(), room);
        assertThat(given.volumes()).containsExactly("disk");
        room.take(given);
        assertThat(room.isClaimed("disk")).isTrue();
        assertThat(room.without(List.of()).isClaimed("disk")).isTrue();
        assertThat(RoomKit.refused(writer().taskGroups().getFirst(), room))
                .isEqualTo(new Shortfall.VolumeClaimed("disk"));
    }

    @Test
    void a_node_that_tells_nothing_has_no_devices_and_no_addresses() {
        NodeRoom room = RoomKit.room(Machines.machine("n1", b -> b.nodeResources(null)));
        assertThat(room.devices()).isEmpty();
        assertThat(room.addresses()).isEmpty();
        assertThat(room.capacity().cpuMhz()).isZero();
    }

    @Test
    void any_history_leaves_the_usage_that_adding_up_gives() {
        Random random = new Random(23);
        for (int round = 0; round < 100; round++) {
            Map<String, Allocation> here = new HashMap<>();
            List<Allocation> released = new ArrayList<>();
            List<Allocation> start = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                Allocation allocation = holding("a" + i, 1 + random.nextInt(500), 1 + random.nextInt(500));
                start.add(allocation);
                here.put(allocation.id(), allocation);
            }
            NodeRoom room = with(start.toArray(new Allocation[0]));
            for (int step = 0; step < 20; step++) {
                int which = random.nextInt(5);
                Allocation one = start.get(which);
                if (released.remove(one)) {
                    room.takeBack(one);
                    here.put(one.id(), one);
                } else if (random.nextBoolean()) {
                    room.release(one);
                    released.add(one);
                    here.remove(one.id());
                } else {
                    Allocation more = holding("b" + step, 1 + random.nextInt(100), 1);
                    room.take(grant(more));
                    here.put(more.id(), more);
                }
                long mhz = here.values().stream()
                        .mapToLong(allocation -> AllocationUse.of(allocation).cpuMhz())
                        .sum();
                assertThat(room.usage().cpuMhz()).isEqualTo(mhz);
                assertThat(room.usage().allocations()).isEqualTo(here.size());
                assertThat(ids(room))
                        .isEqualTo(start.stream()
                                .filter(allocation -> !released.contains(allocation))
                                .map(Allocation::id)
                                .toList());
            }
        }
    }
}
