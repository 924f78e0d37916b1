package dev.drover.scheduler.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationBuilder;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.alloc.DesiredStatus;
import dev.drover.model.job.Job;
import dev.drover.model.job.RequestedDevice;
import dev.drover.model.namespace.NamespaceBuilder;
import dev.drover.model.quota.NodePoolLimitBuilder;
import dev.drover.model.quota.QuotaLimit;
import dev.drover.model.quota.QuotaResourcesBuilder;
import dev.drover.model.quota.QuotaSpecBuilder;
import dev.drover.scheduler.JobFiles;
import dev.drover.scheduler.Machines;
import dev.drover.scheduler.Rooms;
import dev.drover.scheduler.room.Demand;
import dev.drover.scheduler.room.Grant;
import dev.drover.scheduler.room.NodeRoom;
import dev.drover.scheduler.room.Shortfall;
import dev.drover.state.State;
import dev.drover.state.command.SettingsCommand;
import dev.drover.state.usage.QuotaUse;
import dev.drover.state.usage.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Namespaces default and team share the quota gold; free has none. */
final class QuotaRoomTest {
    private static final Job JOB = JobFiles.service("web", 1);

    private static QuotaResourcesBuilder most() {
        return QuotaResourcesBuilder.builder();
    }

    private static State limited(State before, QuotaLimit... limits) {
        State state = Rooms.with(
                before,
                new SettingsCommand.UpsertQuotas(List.of(QuotaSpecBuilder.builder()
                        .name("gold")
                        .limits(List.of(limits))
                        .build())));
        return Rooms.with(
                state,
                new SettingsCommand.UpsertNamespaces(List.of(
                        NamespaceBuilder.builder().name("default").quota("gold").build(),
                        NamespaceBuilder.builder().name("team").quota("gold").build(),
                        NamespaceBuilder.builder().name("free").build())));
    }

    private static QuotaLimit in(String region, QuotaResourcesBuilder limit) {
        return new QuotaLimit(region, limit.build(), null, "hash");
    }

    private static QuotaRoom room(QuotaResourcesBuilder limit, Allocation... allocations) {
        State state = limited(
                Rooms.state(Machines.machine("n1"), Machines.machine("n2", b -> b.nodePool("big"))),
                in("global", limit));
        return QuotaRoom.of(Rooms.placed(state, allocations), JOB).orElseThrow();
    }

    private static QuotaUse use(long mhz, long cores, long memory, long memoryMax, String... devices) {
        return new QuotaUse(
                1, mhz, cores, memory, memoryMax, Tally.<String>empty().plus(List.of(devices)));
    }

    private static List<String> excess(QuotaRoom room, String pool, QuotaUse more) {
        return room.excess(pool, more).map(Shortfall.OverQuota::dimensions).orElse(List.of());
    }

    private static RequestedDevice devices(String name, @Nullable Long count) {
        return new RequestedDevice(name, count, List.of(), List.of());
    }

    private static Allocation tenant(String id, String namespace, String node, long mhz, long memory) {
        Job job = JobFiles.with(JobFiles.service("job-" + id, 1), j -> j.namespace(namespace));
        return AllocationBuilder.builder(Rooms.tenant(id, job, Rooms.resources(mhz, memory)))
                .nodeId(node)
                .build();
    }

    @Test
    void a_namespace_without_a_quota_has_no_limit() {
        State state = limited(Rooms.state(), in("global", most().cpu(1)));
        assertThat(QuotaRoom.of(state, JobFiles.with(JOB, j -> j.namespace("free"))))
                .isEmpty();
        assertThat(QuotaRoom.of(state, JobFiles.with(JOB, j -> j.namespace("unheard-of"))))
                .isEmpty();
        assertThat(QuotaRoom.of(Rooms.state(), JOB)).isEmpty();
    }

    @Test
    void the_limit_is_that_of_the_region_of_the_job() {
        State state = limited(Rooms.state(), in("europe", most().cpu(10)), in("global", most().cpu(20)));
        assertThat(limitFor(state, "europe")).isEqualTo("cpu exhausted (99 needed > 10 limit)");
        assertThat(limitFor(state, "global")).isEqualTo("cpu exhausted (99 needed > 20 limit)");
        assertThat(limitFor(state, "")).as("global unless told").isEqualTo("cpu exhausted (99 needed > 20 limit)");
        assertThat(QuotaRoom.of(state, JobFiles.with(JOB, j -> j.region("asia"))))
                .isEmpty();
    }

    private static String limitFor(State state, String region) {
        QuotaRoom room =
                QuotaRoom.of(state, JobFiles.with(JOB, j -> j.region(region))).orElseThrow();
        return excess(room, "default", use(99, 0, 0, 0)).getFirst();
    }

    @Test
    void a_region_without_amounts_has_no_limit() {
        State state = limited(Rooms.state(), new QuotaLimit("global", null, null, "hash"));
        assertThat(QuotaRoom.of(state, JOB)).isEmpty();
    }

    @Test
    void it_covers_all_namespaces_that_share_the_quota() {
        QuotaRoom room = room(most().cpu(1));
        assertThat(room.quota()).isEqualTo("gold");
        assertThat(List.of("default", "team", "free", "unheard-of").stream().map(room::covers))
                .containsExactly(true, true, false, false);
    }

    @ParameterizedTest(name = "{1} more with {0} in use and a limit of {2}")
    @CsvSource({
        "0, 100, 100, true",
        "0, 101, 100, false",
        "60, 40, 100, true",
        "60, 41, 100, false",
        "0, 5, 0, true",
        "0, 5, -1, false",
        "0, 0, -1, true",
        "200, 0, 100, true",
        "200, 1, 100, false",
        "0, 2147483647, 2147483647, true",
        "1, 2147483647, 2147483647, false",
    })
    void a_limit_may_be_reached_and_not_exceeded_and_zero_is_none(long used, long more, int limit, boolean fits) {
        QuotaRoom ofCpu = room(most().cpu(limit));
        ofCpu.take("default", use(used, 0, 0, 0));
        assertThat(excess(ofCpu, "default", use(more, 0, 0, 0)).isEmpty()).isEqualTo(fits);
        QuotaRoom ofMemory = room(most().memoryMb(limit));
        ofMemory.take("default", use(0, 0, used, 0));
        assertThat(excess(ofMemory, "default", use(0, 0, more, 0)).isEmpty()).isEqualTo(fits);
    }

    @Test
    void what_is_not_limited_does_not_matter() {
        QuotaRoom room = room(most().cpu(10));
        assertThat(excess(room, "default", use(10, 99, 9_999, 9_999, "nvidia/gpu/a100")))
                .isEmpty();
    }

    @Test
    void all_that_is_too_much_is_told_in_the_order_of_the_dimensions() {
        QuotaRoom room = room(most().cpu(1)
                .cores(1)
                .memoryMb(1)
                .memoryMaxMb(1)
                .devices(List.of(devices("gpu", 1L)))
                .nodePools(List.of(NodePoolLimitBuilder.builder()
                        .nodePool("big")
                        .cpu(1)
                        .devices(List.of(devices("nvidia/gpu", 1L)))
                        .build())));
        QuotaUse much = use(2, 3, 4, 5, "nvidia/gpu/a100", "nvidia/gpu/a100");
        assertThat(excess(room, "big", much))
                .containsExactly(
                        "cpu exhausted (2 needed > 1 limit)",
                        "cores exhausted (3 needed > 1 limit)",
                        "memory exhausted (4 needed > 1 limit)",
                        "memory_max exhausted (5 needed > 1 limit)",
                        "device gpu exhausted (2 needed > 1 limit)",
                        "cpu in node pool \"big\" exhausted (2 needed > 1 limit)",
                        "device nvidia/gpu in node pool \"big\" exhausted (2 needed > 1 limit)");
        assertThat(excess(room, "default", much)).hasSize(5);
    }

    @Test
    void amounts_of_the_region_are_too_much_everywhere_and_devices_and_pools_only_here() {
        QuotaUse much = use(2, 0, 0, 0, "nvidia/gpu/a100", "nvidia/gpu/a100");
        assertThat(everywhere(most().cpu(1), much)).isTrue();
        assertThat(everywhere(most().devices(List.of(devices("gpu", 1L))), much))
                .isFalse();
        assertThat(everywhere(
                        most().nodePools(List.of(NodePoolLimitBuilder.builder()
                                .nodePool("default")
                                .cpu(1)
                                .build())),
                        much))
                .isFalse();
        assertThat(everywhere(most().cpu(1).devices(List.of(devices("gpu", 1L))), much))
                .isTrue();
    }

    private static boolean everywhere(QuotaResourcesBuilder limit, QuotaUse more) {
        return room(limit).excess("default", more).orElseThrow().everywhere();
    }

    @Test
    void a_pool_is_limited_by_what_is_held_in_it_and_the_region_by_all() {
        QuotaRoom room = room(most().cpu(100)
                .nodePools(List.of(
                        NodePoolLimitBuilder.builder().nodePool("big").cpu(30).build())));
        room.take("default", use(50, 0, 0, 0));
        room.take("big", use(20, 0, 0, 0));
        assertThat(excess(room, "big", use(10, 0, 0, 0))).isEmpty();
        assertThat(excess(room, "big", use(11, 0, 0, 0)))
                .containsExactly("cpu in node pool \"big\" exhausted (31 needed > 30 limit)");
        assertThat(excess(room, "default", use(30, 0, 0, 0))).isEmpty();
        assertThat(excess(room, "default", use(31, 0, 0, 0))).containsExactly("cpu exhausted (101 needed > 100 limit)");
    }

    @ParameterizedTest(name = "{0} of 2 a100, 1 h100 and 1 amd card")
    @CsvSource({"gpu, 4", "nvidia/gpu, 3", "nvidia/gpu/a100, 2", "amd/gpu, 1", "fpga, 0", "nvidia, 0"})
    void instances_are_counted_by_all_names_that_they_have(String name, long count) {
        QuotaUse use = use(0, 0, 0, 0, "nvidia/gpu/a100", "nvidia/gpu/a100", "nvidia/gpu/h100", "amd/gpu/mi50");
        assertThat(QuotaRoom.instances(use, name)).isEqualTo(count);
    }

    @ParameterizedTest(name = "a limit of {0}")
    @CsvSource({", true", "0, true", "2, true", "1, false", "-1, false", "99999999999, true"})
    void devices_are_limited_like_amounts(@Nullable Long limit, boolean fits) {
        QuotaRoom room = room(most().devices(List.of(devices("nvidia/gpu", limit))));
        assertThat(excess(room, "default", use(0, 0, 0, 0, "nvidia/gpu/a100", "nvidia/gpu/h100"))
                        .isEmpty())
                .isEqualTo(fits);
    }

    @Test
    void what_the_state_holds_in_any_covered_namespace_counts() {
        QuotaRoom room = room(
                most().cpu(1000),
                tenant("a", "default", "n1", 300, 10),
                tenant("b", "team", "n2", 400, 10),
                tenant("c", "free", "n1", 5000, 10));
        assertThat(excess(room, "default", use(300, 0, 0, 0))).isEmpty();
        assertThat(excess(room, "default", use(301, 0, 0, 0)))
                .containsExactly("cpu exhausted (1001 needed > 1000 limit)");
    }

    @Test
    void what_is_given_back_makes_room_until_it_is_taken_back() {
        Allocation held = tenant("a", "team", "n1", 800, 10);
        QuotaRoom room = room(most().cpu(1000), held);
        assertThat(excess(room, "default", use(900, 0, 0, 0))).isNotEmpty();
        room.giveBack(held);
        assertThat(excess(room, "default", use(1000, 0, 0, 0))).isEmpty();
        room.takeBack(held);
        assertThat(excess(room, "default", use(200, 0, 0, 0))).isEmpty();
        assertThat(excess(room, "default", use(201, 0, 0, 0))).isNotEmpty();
    }

    @Test
    void what_was_not_counted_is_not_given_back() {
        QuotaRoom room = room(most().cpu(1000), tenant("a", "default", "n1", 800, 10));
        room.giveBack(tenant("b", "free", "n1", 800, 10));
        room.giveBack(AllocationBuilder.builder(tenant("c", "default", "n1", 800, 10))
                .clientStatus(ClientStatus.COMPLETE)
                .build());
        assertThat(excess(room, "default", use(201, 0, 0, 0))).isNotEmpty();
    }

    @Test
    void what_was_told_to_stop_and_has_not_ended_is_given_back_like_the_rest() {
        Allocation stopping = AllocationBuilder.builder(tenant("a", "default", "n1", 800, 10))
                .desiredStatus(DesiredStatus.STOP)
                .build();
        QuotaRoom room = room(most().cpu(1000), stopping);
        assertThat(excess(room, "default", use(201, 0, 0, 0))).isNotEmpty();
        room.giveBack(stopping);
        assertThat(excess(room, "default", use(1000, 0, 0, 0))).isEmpty();
    }

    @Test
    void the_pool_of_a_node_that_is_gone_has_no_name() {
        QuotaRoom room = room(most().cpu(1000));
        assertThat(room.pool("n1")).isEqualTo("default");
        assertThat(room.pool("n2")).isEqualTo("big");
        assertThat(room.pool("n9")).isEmpty();
    }

    /** Takes and gives back at random, and counts with a list what there is. */
    @Test
    void the_sums_are_those_of_a_list() {
        Random random = new Random(61);
        List<Allocation> all = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            all.add(tenant("a" + i, i % 3 == 0 ? "team" : "default", "n" + (1 + i % 2), 10 + i, 5));
        }
        QuotaRoom room = room(
                most().cpu(150)
                        .nodePools(List.of(NodePoolLimitBuilder.builder()
                                .nodePool("big")
                                .cpu(70)
                                .build())),
                all.toArray(Allocation[]::new));
        List<Allocation> held = new ArrayList<>(all);
        long planned = 0;
        for (int step = 0; step < 300; step++) {
            Allocation one = all.get(random.nextInt(all.size()));
            if (held.remove(one)) {
                room.giveBack(one);
            } else {
                held.add(one);
                room.takeBack(one);
            }
            if (step % 50 == 0) {
                room.take("default", use(5, 0, 0, 0));
                planned += 5;
            }
            long more = 1L + random.nextInt(60);
            long total = planned + mhz(held, "n1") + mhz(held, "n2") + more;
            long big = mhz(held, "n2") + more;
            List<String> expected = new ArrayList<>();
            if (total > 150) {
                expected.add("cpu exhausted (%d needed > 150 limit)".formatted(total));
            }
            if (big > 70) {
                expected.add("cpu in node pool \"big\" exhausted (%d needed > 70 limit)".formatted(big));
            }
            assertThat(excess(room, "big", use(more, 0, 0, 0))).isEqualTo(expected);
        }
    }

    private static long mhz(List<Allocation> allocations, String node) {
        return allocations.stream()
                .filter(allocation -> allocation.nodeId().equals(node))
                .mapToLong(allocation -> QuotaUse.of(allocation).cpuMhz())
                .sum();
    }

    private static Grant ask(QuotaRoom room, Grant answer) {
        Demand demand = (node, random) -> answer;
        return new QuotaDemand(demand, room).ask(Rooms.room(Machines.machine("n1")), new SplittableRandom(1));
    }

    @Test
    void a_demand_within_the_quota_is_granted_as_it_is() {
        Grant.Given given = Rooms.given(1000, 100);
        assertThat(ask(room(most().cpu(1000)), given)).isSameAs(given);
    }

    @Test
    void a_demand_over_the_quota_is_refused_with_all_dimensions() {
        Grant grant = ask(room(most().cpu(999).memoryMb(50)), Rooms.given(1000, 100));
        assertThat(grant)
                .isEqualTo(new Grant.Refused(new Shortfall.OverQuota(
                        "gold",
                        List.of("cpu exhausted (1000 needed > 999 limit)", "memory exhausted (100 needed > 50 limit)"),
                        true)));
    }

    @Test
    void what_the_node_refuses_is_not_blamed_on_the_quota() {
        Grant.Refused refused = new Grant.Refused(new Shortfall.DynamicPorts("http"));
        assertThat(ask(room(most().cpu(-1)), refused)).isSameAs(refused);
    }

    @Test
    void those_who_leave_for_it_give_their_share_back_first_and_only_for_the_question() {
        Allocation victim = tenant("a", "team", "n1", 800, 10);
        QuotaRoom room = room(most().cpu(1000), victim);
        Grant.Given given = Rooms.given(1000, 10).evicting(List.of(victim), "preemption", 0.5);
        assertThat(ask(room, given)).isSameAs(given);
        assertThat(excess(room, "default", use(201, 0, 0, 0)))
                .as("nobody has left yet")
                .isNotEmpty();
    }

    @Test
    void victims_of_other_namespaces_give_nothing_back() {
        Allocation victim = tenant("a", "free", "n1", 800, 10);
        Allocation held = tenant("b", "default", "n1", 800, 10);
        Grant.Given given = Rooms.given(1000, 10).evicting(List.of(victim), "preemption", 0.5);
        assertThat(ask(room(most().cpu(1000), victim, held), given)).isInstanceOf(Grant.Refused.class);
    }

    @Test
    void comparing_nodes_does_not_ask_the_quota() {
        Grant.Given given = Rooms.given(1000, 100);
        Demand demand = new QuotaDemand((node, random) -> given, room(most().cpu(-1)));
        NodeRoom node = Rooms.room(Machines.machine("n1"));
        assertThat(demand.weigh(node)).isSameAs(given);
        assertThat(demand.probe(node)).isSameAs(given);
        assertThat(demand.ask(node, new SplittableRandom(1))).isInstanceOf(Grant.Refused.class);
    }
}
