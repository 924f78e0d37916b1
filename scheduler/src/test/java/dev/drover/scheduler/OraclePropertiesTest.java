package dev.drover.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationMetric;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.alloc.NodeScoreMeta;
import dev.drover.model.eval.Evaluation;
import dev.drover.model.job.Affinity;
import dev.drover.model.job.Constraint;
import dev.drover.model.job.Job;
import dev.drover.model.job.Spread;
import dev.drover.model.job.SpreadTarget;
import dev.drover.state.usage.AllocationUse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Every placement against the {@link Oracle}, on small clusters with every mix of what scores and vetoes are made of. */
final class OraclePropertiesTest {
    private static final String[] ATTRIBUTES = {"${meta.rack}", "${meta.zone}", "${meta.disk}"};

    private static Cluster cluster(Random random) {
        Cluster cluster = new Cluster();
        cluster.algorithm(random.nextBoolean() ? "binpack" : "spread");
        cluster.seed(random.nextLong());
        int nodes = 1 + random.nextInt(12);
        for (int i = 1; i <= nodes; i++) {
            int size = 1 + random.nextInt(3);
            Map<String, String> meta = new HashMap<>();
            for (String attribute : ATTRIBUTES) {
                if (random.nextInt(8) > 0) {
                    meta.put(attribute.substring(7, attribute.length() - 1), "v" + random.nextInt(4));
                }
            }
            String computedClass = random.nextBoolean() ? "" : "class of " + meta;
            cluster.node(
                    "n" + i,
                    b -> b.meta(meta)
                            .computedClass(computedClass)
                            .nodeResources(Machines.resources(1000L * size, 1000L * size)));
        }
        return cluster;
    }

    private static Job job(Random random, int count) {
        List<Affinity> affinities = new ArrayList<>();
        List<Spread> spreads = new ArrayList<>();
        List<Constraint> constraints = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            affinities.add(new Affinity(attribute(random), value(random), "=", random.nextInt(201) - 100));
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            List<SpreadTarget> targets = random.nextBoolean()
                    ? List.of()
                    : List.of(new SpreadTarget("v0", random.nextInt(60)), new SpreadTarget("v1", random.nextInt(41)));
            spreads.add(new Spread(attribute(random), 1 + random.nextInt(100), targets));
        }
        switch (random.nextInt(6)) {
            case 0 -> constraints.add(new Constraint("", "true", "distinct_hosts"));
            case 1 ->
                constraints.add(new Constraint(attribute(random), "" + (1 + random.nextInt(3)), "distinct_property"));
            case 2 -> constraints.add(new Constraint(attribute(random), value(random), "="));
            default -> {}
        }
        int mhz = 50 + random.nextInt(400);
        int memory = 50 + random.nextInt(400);
        return JobFiles.service(
                "web",
                count,
                g -> JobFiles.asking(mhz, memory)
                        .apply(g)
                        .affinities(affinities)
                        .spreads(spreads)
                        .constraints(constraints));
    }

    private static String attribute(Random random) {
        return ATTRIBUTES[random.nextInt(ATTRIBUTES.length)];
    }

    private static String value(Random random) {
        return "v" + random.nextInt(4);
    }

    @Property(tries = 1000)
    void a_placement_is_never_worse_than_the_best_of_all_nodes(@ForAll long seed) {
        Random random = new Random(seed);
        Cluster cluster = cluster(random);
        cluster.run(JobFiles.service("other", random.nextInt(6), JobFiles.asking(200, 300)));
        check(cluster, job(random, 1 + random.nextInt(8)));
        check(cluster, job(random, 1 + random.nextInt(12)));
        failSome(cluster, random);
        cluster.advance(JobFiles.seconds(60));
        check(cluster, cluster.job("web"));
    }

    @Property(tries = 300)
    void what_is_told_of_the_best_nodes_is_true(@ForAll long seed) {
        Random random = new Random(seed);
        Cluster cluster = cluster(random);
        Job job = cluster.register(job(random, 1 + random.nextInt(8)));
        Oracle oracle = new Oracle(cluster.state(), job);
        for (Allocation placed : cluster.evaluate("web").plan().placements()) {
            AllocationUse use = AllocationUse.of(placed);
            AllocationMetric metric = Objects.requireNonNull(placed.metrics());
            assertThat(metric.scoreMetaData().getFirst().nodeId()).isEqualTo(placed.nodeId());
            for (NodeScoreMeta told : metric.scoreMetaData()) {
                assertThat(told.normScore()).isCloseTo(oracle.score(told.nodeId(), use, false), within(1e-9));
                assertThat(oracle.isFeasible(told.nodeId(), use)).isTrue();
            }
            oracle.place(placed);
        }
    }

    @Property(tries = 300)
    void what_finds_no_node_has_none(@ForAll long seed) {
        Random random = new Random(seed);
        Cluster cluster = cluster(random);
        Job job = cluster.register(job(random, 40));
        Oracle oracle = new Oracle(cluster.state(), job);
        Outcome.Planned planned = cluster.evaluate("web");
        planned.plan().placements().forEach(oracle::place);
        AllocationUse use = planned.plan().placements().isEmpty()
                ? use(job)
                : AllocationUse.of(planned.plan().placements().getFirst());
        if (planned.queued().getOrDefault("g", 0) > 0) {
            assertThat(oracle.best(use, Set.of())).isEmpty();
        } else {
            assertThat(planned.plan().placements()).hasSize(40);
        }
    }

    @Property(tries = 100)
    void the_same_state_evaluation_and_seed_give_the_same_plan(@ForAll long seed) {
        Random random = new Random(seed);
        Cluster cluster = cluster(random);
        cluster.register(job(random, 10));
        Evaluation evaluation = cluster.evaluation("web");
        Outcome first = schedule(cluster, evaluation);
        assertThat(schedule(cluster, evaluation)).isEqualTo(first);
    }

    private static Outcome schedule(Cluster cluster, Evaluation evaluation) {
        int[] ids = {0};
        SchedulingContext context = new SchedulingContext(cluster.now(), 7, () -> "id-" + ids[0]++);
        return Schedulers.forType(evaluation.type()).schedule(cluster.state(), evaluation, context);
    }

    private static void failSome(Cluster cluster, Random random) {
        for (Allocation allocation : cluster.live("web")) {
            if (random.nextInt(3) == 0) {
                cluster.report(allocation, ClientStatus.FAILED);
            }
        }
    }

    /** Runs the job and follows its plan placement by placement. */
    private static void check(Cluster cluster, Job wanted) {
        Job job = cluster.register(wanted);
        Oracle oracle = new Oracle(cluster.state(), job);
        Outcome.Planned planned = cluster.plan("web");
        if (planned.plan().stops().stream()
                .anyMatch(stop ->
                        cluster.live("web").stream().anyMatch(live -> live.id().equals(stop.allocationId())))) {
            // What is stopped gives its room back on the way; the oracle tells only of what is added.
            cluster.commit(planned.plan());
            return;
        }
        for (Allocation placed : planned.plan().placements()) {
            if (cluster.state().allocation(placed.id()).isPresent()) {
                continue;
            }
            AllocationUse use = AllocationUse.of(placed);
            Set<String> penalised = penalised(cluster, placed);
            double score = oracle.score(placed.nodeId(), use, penalised.contains(placed.nodeId()));
            assertThat(oracle.isFeasible(placed.nodeId(), use)).isTrue();
            assertThat(score).isCloseTo(oracle.best(use, penalised).orElseThrow(), within(1e-9));
            oracle.place(placed);
        }
        cluster.commit(planned.plan());
    }

    private static Set<String> penalised(Cluster cluster, Allocation placed) {
        Set<String> nodes = new HashSet<>();
        if (placed.rescheduleTracker() != null) {
            nodes.add(cluster.allocation(placed.previousAllocation()).nodeId());
            placed.rescheduleTracker().events().forEach(event -> nodes.add(event.prevNodeId()));
        }
        return nodes;
    }

    private static AllocationUse use(Job job) {
        var resources = Objects.requireNonNull(
                job.taskGroups().getFirst().tasks().getFirst().resources());
        return new AllocationUse(
                Objects.requireNonNull(resources.cpu()),
                Objects.requireNonNull(resources.memoryMb()),
                Objects.requireNonNull(resources.memoryMb()),
                300,
                List.of(),
                List.of(),
                List.of());
    }
}
