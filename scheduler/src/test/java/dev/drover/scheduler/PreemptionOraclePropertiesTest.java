package dev.drover.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.job.Job;
import dev.drover.model.job.TaskGroupBuilder;
import dev.drover.scheduler.preemption.Evictions;
import dev.drover.scheduler.preemption.PreemptingDemand;
import dev.drover.scheduler.room.Grant;
import dev.drover.scheduler.room.GroupDemand;
import dev.drover.scheduler.room.NodeRoom;
import dev.drover.state.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Holds the victims that are found on one node against all sets of victims that there are. */
final class PreemptionOraclePropertiesTest {
    private static final int ASKING = 60;

    /** A node with up to six allocations of as many jobs, some of them with the only port or some of the cores. */
    private static Cluster cluster(Random random) {
        Cluster cluster = new Cluster();
        cluster.node("n1", b -> b.nodeMaxAllocs(random.nextInt(3) == 0 ? 5 : 0));
        for (int i = 0; i < 6; i++) {
            cluster.run(job(random, "low" + i, 5 * (1 + random.nextInt(14))));
        }
        return cluster;
    }

    private static Job job(Random random, String id, int priority) {
        int mhz = 100 + random.nextInt(1800);
        int memory = 100 + random.nextInt(3500);
        int kind = random.nextInt(4);
        return PlacingKit.prioritised(
                JobFiles.service(id, 1, g -> {
                    TaskGroupBuilder asking = JobFiles.asking(mhz, memory).apply(g);
                    return switch (kind) {
                        case 0 -> asking.networks(List.of(JobFiles.staticPort("http", 8080)));
                        case 1 ->
                            PlacingKit.asking(PlacingKit.cores(1 + mhz % 3)).apply(asking);
                        default -> asking;
                    };
                }),
                priority);
    }

    private static NodeRoom room(State state) {
        return new NodeRoom(state.node("n1").orElseThrow(), state.usage("n1"), () -> state.allocationsOfNode("n1"));
    }

    private static int priority(Allocation allocation) {
        return Objects.requireNonNull(allocation.job()).priority();
    }

    private static int highest(List<Allocation> victims) {
        return victims.stream()
                .mapToInt(PreemptionOraclePropertiesTest::priority)
                .max()
                .orElse(0);
    }

    /** Of all sets of allocations that may be evicted and make room, the one whose most important member is the least important. */
    private static Optional<List<Allocation>> best(State state, GroupDemand demand) {
        List<Allocation> candidates = room(state).tenants().stream()
                .filter(tenant -> priority(tenant) <= ASKING - 10)
                .toList();
        Optional<List<Allocation>> best = Optional.empty();
        for (int mask = 0; mask < 1 << candidates.size(); mask++) {
            List<Allocation> set = new ArrayList<>();
            for (int i = 0; i < candidates.size(); i++) {
                if ((mask >> i & 1) == 1) {
                    set.add(candidates.get(i));
                }
            }
            if (demand.probe(room(state).without(set)) instanceof Grant.Given) {
                best = best.filter(known -> highest(known) <= highest(set)).or(() -> Optional.of(set));
            }
        }
        return best;
    }

    @Property(tries = 300)
    void room_is_found_whenever_any_set_of_victims_would_make_it(@ForAll long seed) {
        Random random = new Random(seed);
        State state = cluster(random).state();
        Job job = job(random, "high", ASKING);
        GroupDemand demand = new GroupDemand(job.taskGroups().getFirst(), false);
        Grant grant = new PreemptingDemand(demand, job, new Evictions()).probe(room(state));
        assertThat(grant instanceof Grant.Given).isEqualTo(best(state, demand).isPresent());
    }

    @Property(tries = 300)
    void the_most_important_victim_is_as_unimportant_as_can_be(@ForAll long seed) {
        Random random = new Random(seed);
        State state = cluster(random).state();
        Job job = job(random, "high", ASKING);
        GroupDemand demand = new GroupDemand(job.taskGroups().getFirst(), false);
        Optional<List<Allocation>> best = best(state, demand);
        if (new PreemptingDemand(demand, job, new Evictions()).probe(room(state)) instanceof Grant.Given given) {
            assertThat(highest(given.victims())).isEqualTo(highest(best.orElseThrow()));
        }
    }

    @Property(tries = 300)
    void every_victim_is_needed(@ForAll long seed) {
        Random random = new Random(seed);
        State state = cluster(random).state();
        Job job = job(random, "high", ASKING);
        GroupDemand demand = new GroupDemand(job.taskGroups().getFirst(), false);
        if (new PreemptingDemand(demand, job, new Evictions()).probe(room(state)) instanceof Grant.Given given) {
            for (Allocation victim : given.victims()) {
                List<Allocation> others = given.victims().stream()
                        .filter(other -> !other.id().equals(victim.id()))
                        .sorted(Comparator.comparing(Allocation::id))
                        .toList();
                assertThat(demand.probe(room(state).without(others))).isInstanceOf(Grant.Refused.class);
            }
        }
    }
}
