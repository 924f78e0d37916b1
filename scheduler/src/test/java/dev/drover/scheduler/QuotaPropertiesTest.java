package dev.drover.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationMetric;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.job.Job;
import dev.drover.model.job.RequestedDevice;
import dev.drover.model.job.Resources;
import dev.drover.model.job.ResourcesBuilder;
import dev.drover.model.namespace.NamespaceBuilder;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeResourcesBuilder;
import dev.drover.model.quota.NodePoolLimit;
import dev.drover.model.quota.NodePoolLimitBuilder;
import dev.drover.model.quota.QuotaLimit;
import dev.drover.model.quota.QuotaResources;
import dev.drover.model.quota.QuotaResourcesBuilder;
import dev.drover.model.quota.QuotaSpecBuilder;
import dev.drover.state.State;
import dev.drover.state.Statuses;
import dev.drover.state.command.SettingsCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.ToLongFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/**
 * Random limits, random jobs of all types. What is wanted is counted from the jobs' own words, allocation by allocation, by code that has
 * nothing in common with the scheduler's; it must never exceed a limit, and nobody may be refused for a limit that is not met.
 */
final class QuotaPropertiesTest {
    private static final List<String> POOLS = List.of("default", "big");
    private static final String[] TYPES = {"service", "batch", "system", "sysbatch"};

    private static final class History {
        private final Cluster cluster = new Cluster();
        private final Random random;
        private QuotaResources limit = QuotaResourcesBuilder.builder().build();

        History(long seed) {
            this.random = new Random(seed);
            for (int node = 1; node <= 5; node++) {
                String pool = POOLS.get(node % POOLS.size());
                cluster.node(
                        "n" + node,
                        n -> n.nodePool(pool)
                                .nodeResources(NodeResourcesBuilder.builder(PlacingKit.numa(1, 6, Map.of()))
                                        .devices(List.of(PlacingKit.gpus("nvidia", "a100", "0", "1")))
                                        .build()));
            }
            cluster.apply(new SettingsCommand.UpsertNamespaces(List.of(
                    NamespaceBuilder.builder().name("default").quota("gold").build())));
            limit();
        }

        /** Mostly not limited, so that each dimension is often the only one. */
        private @Nullable Integer some(int most) {
            return random.nextInt(3) > 0 ? null : Integer.valueOf(1 + random.nextInt(most));
        }

        private void limit() {
            NodePoolLimit big = NodePoolLimitBuilder.builder()
                    .nodePool("big")
                    .memoryMb(some(1_500))
                    .cores(some(6))
                    .build();
            limit = QuotaResourcesBuilder.builder()
                    .cpu(some(4_000))
                    .cores(some(8))
                    .memoryMb(some(4_000))
                    .memoryMaxMb(some(6_000))
                    .devices(
                            random.nextBoolean()
                                    ? List.of()
                                    : List.of(new RequestedDevice(
                                            "nvidia/gpu", 1L + random.nextInt(4), List.of(), List.of())))
                    .nodePools(random.nextBoolean() ? List.of() : List.of(big))
                    .build();
            cluster.apply(new SettingsCommand.UpsertQuotas(List.of(QuotaSpecBuilder.builder()
                    .name("gold")
                    .limits(List.of(new QuotaLimit("global", limit, null, null)))
                    .build())));
        }

        private Resources resources() {
            ResourcesBuilder resources = ResourcesBuilder.builder().memoryMb(50 + random.nextInt(400));
            if (random.nextInt(4) == 0) {
                resources.cpu(0).cores(1 + random.nextInt(2));
            } else {
                resources.cpu(50 + random.nextInt(500));
            }
            if (random.nextInt(3) == 0) {
                resources.devices(List.of(PlacingKit.device("gpu", 1)));
            }
            return resources.build();
        }

        private Job job(String id) {
            String type = TYPES[Integer.parseInt(id.substring(1)) % TYPES.length];
            boolean everywhere = type.startsWith("sys");
            Resources resources = resources();
            Job job = JobFiles.job(
                    id,
                    type,
                    JobFiles.group(
                            everywhere ? 1 : 1 + random.nextInt(6),
                            g -> PlacingKit.asking(resources)
                                    .apply(g)
                                    .reschedulePolicy(everywhere ? null : JobFiles.BATCH_POLICY)));
            return JobFiles.with(
                    job,
                    j -> j.nodePool(random.nextBoolean() ? "all" : POOLS.get(random.nextInt(2)))
                            .priority(20 + random.nextInt(60)));
        }

        void step() {
            String id = "j" + random.nextInt(6);
            switch (random.nextInt(6)) {
                case 0, 1, 2 -> assertRefusedOnlyByLimits(cluster.run(job(id)), id);
                case 3 -> cluster.reportAll(id, random.nextBoolean() ? ClientStatus.RUNNING : ClientStatus.COMPLETE);
                case 4 -> endAll(id);
                default -> cluster.evaluate(id);
            }
        }

        /** Told to stop, and ended at once. */
        private void endAll(String id) {
            List<Allocation> leaving = new ArrayList<>(cluster.live(id));
            cluster.stopJob(id);
            cluster.evaluate(id);
            leaving.forEach(allocation -> cluster.report(allocation, ClientStatus.COMPLETE));
        }

        private List<Allocation> wanted(State state) {
            return state.allocations().stream()
                    .filter(allocation -> !Statuses.terminal(allocation))
                    .toList();
        }

        private Resources asked(Allocation allocation) {
            return Objects.requireNonNull(Objects.requireNonNull(allocation.job())
                    .taskGroups()
                    .getFirst()
                    .tasks()
                    .getFirst()
                    .resources());
        }

        private boolean isInBig(State state, Allocation allocation) {
            return state.node(allocation.nodeId())
                    .map(Node::nodePool)
                    .filter("big"::equals)
                    .isPresent();
        }

        private static long mhz(Resources asked) {
            return cores(asked) > 0 ? 0 : Objects.requireNonNullElse(asked.cpu(), 0);
        }

        private static long cores(Resources asked) {
            return Objects.requireNonNullElse(asked.cores(), 0);
        }

        private static long memory(Resources asked) {
            return Objects.requireNonNullElse(asked.memoryMb(), 0);
        }

        private long sum(List<Allocation> allocations, ToLongFunction<Resources> amount) {
            return allocations.stream()
                    .mapToLong(it -> amount.applyAsLong(asked(it)))
                    .sum();
        }

        private static void assertWithin(@Nullable Integer most, long used, String what) {
            if (most != null && most > 0) {
                assertThat(used).as(what).isLessThanOrEqualTo(most);
            }
        }

        void assertWithinLimits() {
            State state = cluster.state();
            List<Allocation> all = wanted(state);
            assertWithin(limit.cpu(), sum(all, History::mhz), "cpu");
            assertWithin(limit.cores(), sum(all, History::cores), "cores");
            assertWithin(limit.memoryMb(), sum(all, History::memory), "memory");
            assertWithin(limit.memoryMaxMb(), sum(all, History::memory), "memory_max");
            if (!limit.devices().isEmpty()) {
                long gpus = sum(all, asked -> asked.devices().size());
                assertThat(gpus).isLessThanOrEqualTo(limit.devices().getFirst().count());
            }
            List<Allocation> big = all.stream().filter(it -> isInBig(state, it)).toList();
            for (NodePoolLimit pool : limit.nodePools()) {
                assertWithin(pool.memoryMb(), sum(big, History::memory), "memory of the pool");
                assertWithin(pool.cores(), sum(big, History::cores), "cores of the pool");
            }
        }

        /** Allocations that were told to stop still count, so that it is those that hold room that decide here. */
        private void assertRefusedOnlyByLimits(Outcome.Planned planned, String id) {
            AllocationMetric failure = planned.failedGroups().get("g");
            if (failure == null || failure.quotaExhausted().isEmpty()) {
                return;
            }
            State state = cluster.state();
            List<Allocation> holding =
                    state.allocations().stream().filter(Statuses::holdsRoom).toList();
            Resources more = Objects.requireNonNull(
                    cluster.job(id).taskGroups().getFirst().tasks().getFirst().resources());
            boolean over = exceeds(limit.cpu(), sum(holding, History::mhz) + mhz(more), mhz(more))
                    || exceeds(limit.cores(), sum(holding, History::cores) + cores(more), cores(more))
                    || exceeds(limit.memoryMb(), sum(holding, History::memory) + memory(more), memory(more))
                    || exceeds(limit.memoryMaxMb(), sum(holding, History::memory) + memory(more), memory(more))
                    || (!limit.devices().isEmpty() && !more.devices().isEmpty())
                    || !limit.nodePools().isEmpty();
            assertThat(over)
                    .as("%s for %s under %s", failure.quotaExhausted(), more, limit)
                    .isTrue();
        }

        private static boolean exceeds(@Nullable Integer most, long sum, long more) {
            return most != null && most > 0 && more > 0 && sum > most;
        }
    }

    @Property(tries = 150)
    void no_history_exceeds_a_limit_and_nobody_is_refused_within_all_of_them(@ForAll long seed) {
        History history = new History(seed);
        for (int step = 0; step < 14; step++) {
            history.step();
            history.assertWithinLimits();
        }
    }

    @Property(tries = 60)
    void a_lower_limit_takes_nothing_away_and_lets_nothing_in(@ForAll long seed) {
        History history = new History(seed);
        for (int step = 0; step < 8; step++) {
            history.step();
        }
        int before = history.wanted(history.cluster.state()).size();
        history.cluster.apply(new SettingsCommand.UpsertQuotas(List.of(QuotaSpecBuilder.builder()
                .name("gold")
                .limits(List.of(new QuotaLimit(
                        "global", QuotaResourcesBuilder.builder().memoryMb(-1).build(), null, null)))
                .build())));
        history.cluster.state().jobs().forEach(job -> history.cluster.evaluate(job.id()));
        assertThat(history.wanted(history.cluster.state())).hasSizeLessThanOrEqualTo(before);
    }
}
