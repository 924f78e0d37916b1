package dev.drover.scheduler.preemption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationBuilder;
import dev.drover.model.alloc.DesiredStatus;
import dev.drover.model.job.Job;
import dev.drover.model.job.MigrateStrategy;
import dev.drover.model.job.ResourcesBuilder;
import dev.drover.model.job.TaskGroup;
import dev.drover.scheduler.JobFiles;
import dev.drover.scheduler.Machines;
import dev.drover.scheduler.Rooms;
import dev.drover.scheduler.room.Grant;
import dev.drover.scheduler.room.GroupDemand;
import dev.drover.scheduler.room.NodeRoom;
import dev.drover.scheduler.room.Shortfall;
import dev.drover.state.usage.AllocationUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What a job of priority 90 gets on a machine with 4000 MHz and 8000 MiB that others use. */
final class PreemptingDemandTest {
    private final List<Allocation> tenants = new ArrayList<>();
    private final Evictions evictions = new Evictions();

    private void tenant(String id, int priority, long mhz, long memory) {
        tenants.add(Rooms.tenant(id, priority, Rooms.resources(mhz, memory)));
    }

    private NodeRoom room() {
        return Rooms.room(Machines.machine("n1"), tenants.toArray(Allocation[]::new));
    }

    private PreemptingDemand demand(TaskGroup group) {
        Job job = JobFiles.with(JobFiles.job("asking", "service", group), j -> j.priority(90));
        return new PreemptingDemand(new GroupDemand(group, false), job, evictions);
    }

    private PreemptingDemand asking(int mhz, int memory) {
        return demand(JobFiles.group(1, JobFiles.asking(mhz, memory)));
    }

    private Grant ask(PreemptingDemand demand) {
        return demand.ask(room(), new SplittableRandom(1));
    }

    private List<String> victims(PreemptingDemand demand) {
        return ((Grant.Given) ask(demand))
                .victims().stream().map(Allocation::id).sorted().toList();
    }

    @Test
    void where_there_is_room_nobody_leaves_and_there_is_no_score() {
        tenant("a", 10, 3000, 100);
        Grant.Given given = (Grant.Given) ask(asking(1000, 100));
        assertThat(given.victims()).isEmpty();
        assertThat(given.scores()).isEmpty();
    }

    @Test
    void the_refusal_is_the_one_without_preemption_when_nobody_can_help() {
        tenant("vital", 85, 3000, 100);
        assertThat(ask(asking(2000, 100)))
                .isEqualTo(new Grant.Refused(new Shortfall.Amount(Shortfall.Dimension.CPU, 2000, 1000)));
        tenant("low", 10, 500, 7000);
        assertThat(ask(asking(2000, 100))).as("one is not enough").isInstanceOf(Grant.Refused.class);
    }

    @Test
    void victims_come_with_the_score_of_what_is_lost() {
        tenant("a", 20, 2000, 100);
        tenant("b", 20, 2000, 100);
        Grant.Given given = (Grant.Given) ask(asking(4000, 100));
        assertThat(given.victims()).extracting(Allocation::id).containsExactlyInAnyOrder("a", "b");
        assertThat(given.scores().get("preemption")).isCloseTo(0.99994022, within(1e-7));
        assertThat(given.growth().cpuMhz()).isZero();
        assertThat(given.growth().memoryMb()).isEqualTo(-100);
    }

    @Test
    void asking_changes_neither_the_room_nor_what_groups_have_lost() {
        tenant("a", 20, 4000, 100);
        NodeRoom room = room();
        PreemptingDemand demand = asking(4000, 100);
        Grant first = demand.ask(room, new SplittableRandom(1));
        assertThat(room.usage().cpuMhz()).isEqualTo(4000);
        assertThat(room.tenants()).hasSize(1);
        assertThat(evictions.of(tenants.getFirst())).isZero();
        assertThat(demand.ask(room, new SplittableRandom(1))).isEqualTo(first);
    }

    @Test
    void each_dimension_that_is_short_is_mended_in_its_turn() {
        tenant("cpu", 20, 3000, 100);
        tenant("memory", 20, 100, 6000);
        tenant("idle", 10, 10, 10);
        assertThat(victims(asking(2000, 4000))).containsExactly("cpu", "memory");
    }

    @Test
    void who_would_do_alone_makes_the_first_choice_needless() {
        tenant("small", 10, 600, 100);
        tenant("big", 20, 3400, 100);
        assertThat(victims(asking(3000, 100))).containsExactly("big");
    }

    @Test
    void the_more_important_is_spared_first_when_either_would_do() {
        tenant("a", 10, 1000, 4000);
        tenant("b", 20, 1000, 4000);
        tenant("c", 30, 2000, 0);
        assertThat(victims(asking(1000, 100))).containsExactly("a");
        assertThat(victims(asking(3000, 100))).containsExactly("a", "c");
    }

    @Test
    void nobody_leaves_where_those_who_are_leaving_already_make_enough_room() {
        tenant("low", 10, 2000, 100);
        tenants.add(AllocationBuilder.builder(Rooms.tenant("ending", 95, Rooms.resources(2000, 100)))
                .desiredStatus(DesiredStatus.STOP)
                .build());
        assertThat(ask(asking(2000, 100))).isInstanceOf(Grant.Refused.class);
    }

    @Test
    void who_is_leaving_and_makes_too_little_room_cannot_be_asked_to_leave_again() {
        tenant("low", 10, 2000, 100);
        tenants.add(AllocationBuilder.builder(Rooms.tenant("ending", 5, Rooms.resources(2000, 100)))
                .desiredStatus(DesiredStatus.EVICT)
                .build());
        assertThat(ask(asking(3000, 100)))
                .as("both would have to go, and one is not to be had")
                .isInstanceOf(Grant.Refused.class);
    }

    @Test
    void losses_of_the_plan_so_far_decide_between_equals() {
        MigrateStrategy one = new MigrateStrategy(1, "", null, null);
        for (String id : List.of("a", "b")) {
            Job job = JobFiles.with(JobFiles.service("job-" + id, 2, g -> g.migrate(one)), j -> j.priority(20));
            tenants.add(Rooms.tenant(id, job, Rooms.resources(2000, 100)));
        }
        assertThat(victims(asking(2000, 100))).containsExactly("a");
        evictions.add(List.of(tenants.getFirst()));
        assertThat(victims(asking(2000, 100))).containsExactly("b");
    }

    @Test
    void ports_cores_and_amounts_are_mended_together() {
        tenants.add(Rooms.tenant("port", 30, Rooms.resources(10, 10, 0, List.of(), List.of(), List.of(8080))));
        tenants.add(Rooms.tenant("cores", 20, Rooms.resources(3000, 10, 0, List.of(0, 1, 2), List.of(), List.of())));
        tenants.add(Rooms.tenant("memory", 10, Rooms.resources(10, 7900)));
        tenants.add(Rooms.tenant("idle", 10, Rooms.resources(10, 10)));
        TaskGroup group = JobFiles.group(
                1,
                g -> g.networks(List.of(JobFiles.staticPort("http", 8080)))
                        .tasks(List.of(JobFiles.task(t -> t.resources(ResourcesBuilder.builder()
                                .cpu(0)
                                .cores(2)
                                .memoryMb(1000)
                                .build())))));
        assertThat(victims(demand(group))).containsExactly("cores", "memory", "port");
    }

    /** Of all sets of tenants that may leave, whether any makes room; tried one by one. */
    private boolean anySetWouldDo(int mhz, int memory) {
        for (int set = 0; set < 1 << tenants.size(); set++) {
            long usedMhz = mhz;
            long usedMemory = memory;
            boolean allowed = true;
            for (int i = 0; i < tenants.size(); i++) {
                Allocation tenant = tenants.get(i);
                if ((set >> i & 1) == 1) {
                    allowed &= Objects.requireNonNull(tenant.job()).priority() <= 80;
                } else {
                    usedMhz += AllocationUse.of(tenant).cpuMhz();
                    usedMemory += AllocationUse.of(tenant).memoryMb();
                }
            }
            if (allowed && usedMhz <= 4000 && usedMemory <= 8000) {
                return true;
            }
        }
        return false;
    }

    @Test
    void amounts_are_found_whenever_any_set_of_victims_would_free_them_and_no_victim_is_needless() {
        Random random = new Random(91);
        int given = 0;
        for (int round = 0; round < 400; round++) {
            tenants.clear();
            long mhz = 4000;
            for (int i = 0; i < 6 && mhz > 0; i++) {
                long share = Math.min(mhz, random.nextInt(1800));
                tenant("t" + i, 10 + random.nextInt(10) * 10, share, random.nextInt(1300));
                mhz -= share;
            }
            int askedMhz = random.nextInt(4500);
            int askedMemory = random.nextInt(8500);
            Grant grant = ask(asking(askedMhz, askedMemory));
            assertThat(grant instanceof Grant.Given).isEqualTo(anySetWouldDo(askedMhz, askedMemory));
            if (grant instanceof Grant.Given granted) {
                given++;
                for (Allocation victim : granted.victims()) {
                    List<Allocation> others = new ArrayList<>(granted.victims());
                    others.remove(victim);
                    GroupDemand plain =
                            new GroupDemand(JobFiles.group(1, JobFiles.asking(askedMhz, askedMemory)), false);
                    assertThat(plain.probe(room().without(others))).isInstanceOf(Grant.Refused.class);
                }
            }
        }
        assertThat(given).isBetween(80, 380);
    }
}
