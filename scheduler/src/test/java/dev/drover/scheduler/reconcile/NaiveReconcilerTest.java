package dev.drover.scheduler.reconcile;

import static dev.drover.scheduler.reconcile.Scene.running;
import static dev.drover.scheduler.reconcile.Scene.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.alloc.DesiredStatus;
import dev.drover.model.alloc.DesiredTransition;
import dev.drover.model.job.Job;
import dev.drover.model.node.NodeStatus;
import dev.drover.scheduler.JobFiles;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is to be done with any mix of allocations, told a second time in the simplest way: for jobs without update, disconnect and
 * reschedule blocks, where an allocation either holds its place, is over, must leave, or is lost.
 */
final class NaiveReconcilerTest {
    private enum Fate {
        RUNS,
        FAILED,
        COMPLETE,
        TOLD_TO_STOP,
        LEAVES,
        ON_A_DEAD_NODE,
        LOST
    }

    private record One(Allocation allocation, Fate fate) {}

    private static One one(Job job, int index, Fate fate) {
        Allocation plain = running(job, index);
        Allocation allocation = switch (fate) {
            case RUNS -> plain;
            case FAILED -> with(plain, a -> a.clientStatus(ClientStatus.FAILED));
            case COMPLETE -> with(plain, a -> a.clientStatus(ClientStatus.COMPLETE));
            case TOLD_TO_STOP -> with(plain, a -> a.desiredStatus(DesiredStatus.STOP));
            case LEAVES -> with(plain, a -> a.desiredTransition(new DesiredTransition(true, null, null, null, null)));
            case ON_A_DEAD_NODE -> with(plain, a -> a.nodeId("dead"));
            case LOST -> with(plain, a -> a.clientStatus(ClientStatus.LOST));
        };
        return new One(allocation, fate);
    }

    /** Who holds a place: failures for good do, and so does finished batch work. */
    private static boolean holds(One one, boolean batch) {
        return switch (one.fate) {
            case RUNS, FAILED, LEAVES -> true;
            case COMPLETE -> batch;
            case TOLD_TO_STOP, ON_A_DEAD_NODE, LOST -> false;
        };
    }

    /** Who goes first when there are too many: the failed, then the leaving, then the highest; what is done never goes. */
    private static List<One> surplus(List<One> all, boolean batch, int count) {
        List<One> holding = all.stream().filter(one -> holds(one, batch)).toList();
        List<Fate> order = List.of(Fate.FAILED, Fate.LEAVES, Fate.RUNS);
        return holding.stream()
                .filter(one -> one.fate != Fate.COMPLETE)
                .sorted(Comparator.comparingInt((One one) -> order.indexOf(one.fate))
                        .thenComparingInt(one -> -NameIndex.of(one.allocation.name())))
                .limit(Math.max(0, holding.size() - count))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"service", "batch"})
    void any_mix_is_brought_to_the_count_as_the_naive_way_says(String type) {
        boolean batch = type.equals("batch");
        Random random = new Random(type.hashCode());
        Fate[] fates = Fate.values();
        for (int round = 0; round < 1_500; round++) {
            int count = random.nextInt(7);
            Job job = Scene.version(JobFiles.job("web", type, JobFiles.group(count, g -> g.reschedulePolicy(null))), 1);
            List<One> all = new ArrayList<>();
            for (int index = 0; index < 8; index++) {
                if (random.nextInt(3) > 0) {
                    all.add(one(job, index, fates[random.nextInt(fates.length)]));
                }
            }
            Scene scene = Scene.of(job);
            all.forEach(one -> scene.has(one.allocation));
            scene.node("dead", NodeStatus.DOWN);
            check(scene.reconcile(), all, batch, count);
        }
    }

    private static void check(Intents intents, List<One> all, boolean batch, int count) {
        List<One> surplus = surplus(all, batch, count);
        List<One> moving = all.stream()
                .filter(one -> one.fate == Fate.LEAVES && !surplus.contains(one))
                .toList();
        List<One> dead =
                all.stream().filter(one -> one.fate == Fate.ON_A_DEAD_NODE).toList();
        Set<String> stops = new TreeSet<>();
        Stream.of(surplus, moving, dead).flatMap(List::stream).forEach(one -> stops.add(one.allocation.id()));
        assertThat(Scene.stopped(intents)).as("%s", all).containsExactlyInAnyOrderElementsOf(stops);

        List<String> staying = all.stream()
                .filter(one -> holds(one, batch) && !stops.contains(one.allocation.id()))
                .map(one -> one.allocation.name())
                .toList();
        int wanted = Math.max(0, count - staying.size());
        assertThat(intents.placements()).as("%s", all).hasSize(wanted);
        Set<String> names = new HashSet<>(staying);
        names.addAll(Scene.names(intents.placements()));
        assertThat(names).as("names without repetition").hasSize(staying.size() + wanted);
        assertThat(intents.replacements()).isEmpty();
        assertThat(Scene.desired(intents).ignore()).isEqualTo(all.size() - stops.size());
    }
}
