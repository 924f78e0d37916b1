package dev.drover.scheduler.preemption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.drover.model.alloc.AllocatedResources;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationBuilder;
import dev.drover.model.alloc.AllocationListStub;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.alloc.DesiredStatus;
import dev.drover.model.job.Job;
import dev.drover.model.job.MigrateStrategy;
import dev.drover.scheduler.JobFiles;
import dev.drover.scheduler.Rooms;
import dev.drover.state.usage.AllocationUse;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who has to give way to whom. The asking job has the priority 70. */
final class CandidateTest {
    private static final Job ASKING = JobFiles.with(JobFiles.service("asking", 1), job -> job.priority(70));

    private static Allocation tenant(String id, int priority) {
        return Rooms.tenant(id, priority, Rooms.resources(100, 100));
    }

    private static List<String> among(Allocation... tenants) {
        return Candidate.among(List.of(tenants), ASKING).stream()
                .map(candidate -> candidate.allocation().id())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"1, true", "59, true", "60, true", "61, false", "70, false", "100, false"})
    void only_jobs_whose_priority_is_lower_by_ten_give_way(int priority, boolean gives) {
        assertThat(among(tenant("a", priority))).hasSize(gives ? 1 : 0);
    }

    @Test
    void the_least_important_come_first_and_of_equals_the_lowest_id() {
        assertThat(among(tenant("d", 50), tenant("c", 20), tenant("b", 50), tenant("a", 60), tenant("e", 20)))
                .containsExactly("c", "e", "b", "d", "a");
    }

    @ParameterizedTest(name = "wanted {0}, is {1}")
    @CsvSource({
        "RUN, PENDING, true",
        "RUN, RUNNING, true",
        "RUN, UNKNOWN, true",
        "RUN, FAILED, false",
        "STOP, RUNNING, false",
        "EVICT, RUNNING, false",
    })
    void who_leaves_or_has_left_cannot_give_way_once_more(DesiredStatus desired, ClientStatus client, boolean gives) {
        Allocation tenant = AllocationBuilder.builder(tenant("a", 20))
                .desiredStatus(desired)
                .clientStatus(client)
                .build();
        assertThat(among(tenant)).hasSize(gives ? 1 : 0);
    }

    @Test
    void a_job_does_not_give_way_to_itself_but_to_one_of_the_same_name_elsewhere() {
        Job older = JobFiles.with(ASKING, job -> job.priority(20));
        Job namesake = JobFiles.with(older, job -> job.namespace("team"));
        assertThat(among(
                        Rooms.tenant("a", older, Rooms.resources(1, 1)),
                        Rooms.tenant("b", namesake, Rooms.resources(1, 1))))
                .containsExactly("b");
    }

    @Test
    void an_allocation_whose_job_is_not_known_stays() {
        assertThat(among(AllocationBuilder.builder(tenant("a", 20)).job(null).build()))
                .isEmpty();
    }

    @Test
    void each_is_known_with_what_it_holds_its_priority_and_what_its_group_can_bear() {
        MigrateStrategy two = new MigrateStrategy(2, "", null, null);
        Job job = JobFiles.with(JobFiles.service("low", 3, g -> g.migrate(two)), j -> j.priority(20));
        AllocatedResources shared = Rooms.resources(300, 400);
        Allocation first = Rooms.tenant("a", job, shared);
        Allocation second = Rooms.tenant("b", job, shared);
        Allocation third = Rooms.tenant("c", job, Rooms.resources(500, 600));
        List<Candidate> candidates = Candidate.among(List.of(first, second, third), ASKING);
        assertThat(candidates)
                .containsExactly(
                        new Candidate(first, AllocationUse.of(first), 20, 2),
                        new Candidate(second, AllocationUse.of(second), 20, 2),
                        new Candidate(third, AllocationUse.of(third), 20, 2));
        assertThat(candidates.get(2).use().cpuMhz()).isEqualTo(500);
    }

    @Test
    void a_group_that_is_gone_or_has_nothing_to_say_bears_any_loss() {
        MigrateStrategy silent = new MigrateStrategy(null, "", null, null);
        Job job = JobFiles.with(JobFiles.service("low", 1, g -> g.migrate(silent)), j -> j.priority(20));
        Allocation without = Rooms.tenant("a", job, Rooms.resources(1, 1));
        Allocation gone =
                AllocationBuilder.builder(without).id("b").taskGroup("former").build();
        assertThat(Candidate.among(List.of(without, gone), ASKING))
                .extracting(Candidate::maxParallel)
                .containsExactly(0, 0);
    }

    @Test
    void an_allocation_without_resources_holds_nothing() {
        Allocation bare = AllocationBuilder.builder(tenant("a", 20))
                .allocatedResources(null)
                .build();
        Candidate candidate =
                Candidate.among(List.of(bare, tenant("b", 20)), ASKING).getFirst();
        assertThat(candidate.use().cpuMhz()).isZero();
        assertThat(Candidate.allocations(List.of(candidate))).containsExactly(bare);
        assertThat(Candidate.allocations(List.of())).isEmpty();
    }

    @ParameterizedTest(name = "priorities {0} lose {1}")
    @CsvSource({
        "'', 0",
        "50, 51",
        "20 20, 22",
        "20 40, 41.5",
        "10 20 30, 32",
        "1, 2",
        "0, 0",
        "0 10, 11",
        "99 1, 100.0101010101",
    })
    void what_is_lost_is_the_highest_priority_and_the_sum_of_all_in_its_proportion(String priorities, double expected) {
        assertThat(NetPriority.of(candidates(priorities))).isCloseTo(expected, within(1e-9));
    }

    /** One over one plus e to the power of 0.0048 times (net priority - 2048). */
    @ParameterizedTest(name = "priorities {0} score {1}")
    @CsvSource({"'', 0.99994621", "50, 0.99993129", "20 20, 0.99994022", "100, 0.99991264"})
    void the_score_is_near_one_while_little_is_lost(String priorities, double expected) {
        assertThat(NetPriority.score(candidates(priorities))).isCloseTo(expected, within(1e-7));
    }

    @Test
    void a_great_many_victims_bring_the_score_down_to_one_half_and_to_nothing() {
        List<Candidate> half = Collections.nCopies(1998, candidates("50").getFirst());
        assertThat(NetPriority.score(half)).isCloseTo(0.5, within(1e-12));
        List<Candidate> all = Collections.nCopies(1_000_000, candidates("50").getFirst());
        assertThat(NetPriority.score(all)).isCloseTo(0.0, within(1e-12));
    }

    private static List<Candidate> candidates(String priorities) {
        return priorities.isEmpty()
                ? List.of()
                : Stream.of(priorities.split(" ", -1))
                        .map(priority ->
                                new Candidate(tenant("a", 1), Rooms.use(1, 1, 1), Integer.parseInt(priority), 0))
                        .toList();
    }

    /** The published distance, once more and with other words. */
    private static double far(long[] ask, long[] use) {
        double squares = 0;
        for (int i = 0; i < 3; i++) {
            if (ask[i] > 0) {
                squares += Math.pow(1 - (double) use[i] / (double) ask[i], 2);
            }
        }
        return Math.pow(squares, 0.5);
    }

    @Test
    void the_distance_is_that_of_three_relative_differences_on_any_figures() {
        Random random = new Random(81);
        for (int i = 0; i < 1_000; i++) {
            long[] ask =
                    random.longs(3, 0, 5_000).map(any -> any < 500 ? 0 : any).toArray();
            long[] use = random.longs(3, 0, 5_000).toArray();
            assertThat(Distance.to(Rooms.use(ask[0], ask[1], ask[2])).of(Rooms.use(use[0], use[1], use[2])))
                    .isCloseTo(far(ask, use), within(1e-9));
        }
    }

    @Test
    void what_was_found_beyond_the_need_is_no_need_any_more() {
        Candidate big = new Candidate(tenant("a", 20), Rooms.use(2_000, 50, 0), 20, 0);
        Distance left = Distance.to(Rooms.use(1_000, 100, 0)).after(List.of(big));
        assertThat(left.of(Rooms.use(9_999, 50, 9_999))).isZero();
        assertThat(left.of(Rooms.use(0, 0, 0))).isEqualTo(1.0);
    }

    @Test
    void losses_are_counted_by_namespace_job_and_group() {
        Evictions evictions = new Evictions();
        Allocation lost = tenant("a", 20);
        evictions.add(List.of(lost, lost));
        assertThat(evictions.of(lost)).isEqualTo(2);
        assertThat(evictions.of(AllocationBuilder.builder(lost).id("z").build()))
                .isEqualTo(2);
        assertThat(evictions.of(
                        AllocationBuilder.builder(lost).namespace("team").build()))
                .isZero();
        assertThat(evictions.of(AllocationBuilder.builder(lost).jobId("else").build()))
                .isZero();
        assertThat(evictions.of(AllocationBuilder.builder(lost).taskGroup("h").build()))
                .isZero();
        evictions.add(List.of());
        assertThat(evictions.of(lost)).isEqualTo(2);
    }

    @Test
    void a_plan_names_a_victim_by_what_becomes_of_it_and_leaves_the_rest_to_the_state() {
        Allocation victim =
                AllocationBuilder.builder(tenant("a", 20)).evalId("e").build();
        Allocation evicted = Victims.evicted(victim, "winner");
        assertThat(evicted)
                .isEqualTo(AllocationBuilder.builder()
                        .id("a")
                        .namespace("default")
                        .jobId("job-a")
                        .taskGroup("g")
                        .nodeId("n1")
                        .desiredStatus(DesiredStatus.EVICT)
                        .desiredDescription("Preempted by alloc ID winner")
                        .preemptedByAllocation("winner")
                        .build());
    }

    @Test
    void the_short_form_of_a_victim_tells_what_it_was_and_what_it_will_be() {
        Allocation victim = AllocationBuilder.builder(tenant("a", 20))
                .evalId("e")
                .createIndex(7)
                .clientStatus(ClientStatus.RUNNING)
                .build();
        assertThat(Victims.stub(victim, "winner"))
                .returns("a", AllocationListStub::id)
                .returns("e", AllocationListStub::evalId)
                .returns("job-a.g[0]", AllocationListStub::name)
                .returns("host-n1", AllocationListStub::nodeName)
                .returns("service", AllocationListStub::jobType)
                .returns(7L, AllocationListStub::createIndex)
                .returns(ClientStatus.RUNNING, AllocationListStub::clientStatus)
                .returns(DesiredStatus.EVICT, AllocationListStub::desiredStatus)
                .returns("Preempted by alloc ID winner", AllocationListStub::desiredDescription)
                .returns("winner", AllocationListStub::preemptedByAllocation);
        assertThat(Victims.stub(AllocationBuilder.builder(victim).job(null).build(), "winner")
                        .jobType())
                .isEmpty();
    }
}
