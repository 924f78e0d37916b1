package dev.drover.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.job.Job;
import dev.drover.model.job.Spread;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeStatus;
import dev.drover.scheduler.room.Capacity;
import dev.drover.state.Statuses;
import dev.drover.state.usage.AllocationUse;
import dev.drover.state.usage.HostPort;
import dev.drover.state.usage.NodeUsage;
import dev.drover.state.usage.Tally;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What must hold on any cluster, told on many small ones that a seed makes up. */
final class SchedulerPropertiesTest {
    private static final String[] TYPES = {"service", "batch", "system", "sysbatch"};

    private static Cluster cluster(Random random) {
        Cluster cluster = new Cluster();
        int nodes = 1 + random.nextInt(6);
        for (int i = 1; i <= nodes; i++) {
            String datacenter = "dc" + (1 + random.nextInt(2));
            int mhz = 500 + random.nextInt(4000);
            int memory = 500 + random.nextInt(4000);
            cluster.node("n" + i, b -> b.datacenter(datacenter).nodeResources(Machines.resources(mhz, memory)));
        }
        return cluster;
    }

    private static Job job(Random random, String id) {
        String type = TYPES[random.nextInt(TYPES.length)];
        boolean perNode = type.startsWith("sys");
        int count = perNode ? 1 : random.nextInt(8);
        int mhz = 50 + random.nextInt(900);
        int memory = 50 + random.nextInt(900);
        int extras = random.nextInt(6);
        int parallel = random.nextInt(3);
        int canary = parallel == 0 ? 0 : random.nextInt(2);
        return JobFiles.job(id, type, JobFiles.group(count, g -> {
            g.tasks(List.of(JobFiles.task(t -> t.resources(JobFiles.resources(mhz, memory)))));
            g.reschedulePolicy(perNode ? null : JobFiles.SERVICE_POLICY);
            switch (extras) {
                case 0 -> g.networks(List.of(JobFiles.dynamicPorts("a", "b")));
                case 1 -> g.networks(List.of(JobFiles.staticPort("http", 8080)));
                case 2 -> g.update(JobFiles.update(parallel, canary));
                case 3 -> g.spreads(List.of(new Spread("${node.datacenter}", 50, List.of())));
                case 4 -> g.constraints(List.of(JobFiles.constraint("", "distinct_hosts", "true")));
                default -> {}
            }
            return g;
        }));
    }

    /** Registers, fails, drains and schedules at random. */
    private static void live(Cluster cluster, Random random, int steps) {
        for (int step = 0; step < steps; step++) {
            String id = "job" + random.nextInt(4);
            switch (random.nextInt(6)) {
                case 0, 1 -> cluster.register(job(random, id));
                case 2 ->
                    cluster.live(id).stream()
                            .findAny()
                            .ifPresent(a -> cluster.report(
                                    a, random.nextBoolean() ? ClientStatus.FAILED : ClientStatus.COMPLETE));
                case 3 -> cluster.live(id).stream().findAny().ifPresent(cluster::migrate);
                case 4 -> cluster.nodeStatus("n1", random.nextBoolean() ? NodeStatus.DOWN : NodeStatus.READY);
                default -> cluster.allHealthy(id);
            }
            if (cluster.state().job(Cluster.jobId(id)).isPresent()) {
                cluster.evaluate(id);
            }
            cluster.advance(JobFiles.seconds(random.nextInt(60)));
        }
    }

    @Property(tries = 150)
    void no_node_is_ever_given_more_than_it_has_and_no_port_twice(@ForAll long seed) {
        Random random = new Random(seed);
        Cluster cluster = cluster(random);
        live(cluster, random, 12);
        for (Node node : cluster.state().nodes()) {
            NodeUsage usage = NodeUsage.NONE;
            for (Allocation allocation : cluster.state().allocationsOfNode(node.id())) {
                usage = Statuses.terminal(allocation) ? usage : usage.plus(AllocationUse.of(allocation));
            }
            Capacity capacity = Capacity.of(node);
            assertThat(usage.cpuMhz()).isLessThanOrEqualTo(capacity.cpuMhz());
            assertThat(usage.memoryMb()).isLessThanOrEqualTo(capacity.memoryMb());
            assertThat(usage.diskMb()).isLessThanOrEqualTo(capacity.diskMb());
            Tally<HostPort> ports = usage.ports();
            assertThat(ports.items()).allMatch(port -> ports.count(port) == 1);
        }
    }

    @Property(tries = 150)
    void what_was_planned_and_applied_needs_no_further_plan(@ForAll long seed) {
        Random random = new Random(seed);
        Cluster cluster = cluster(random);
        live(cluster, random, 8);
        for (Job job : cluster.state().jobs()) {
            for (int i = 0; i < 12 && !cluster.evaluate(job.id()).plan().isEmpty(); i++) {
                cluster.allHealthy(job.id());
            }
            assertThat(cluster.plan(job.id()).plan().isEmpty())
                    .as("job %s has nothing left to do", job.id())
                    .isTrue();
        }
    }

    @Property(tries = 50)
    void the_same_question_gets_the_same_answer(@ForAll long seed) {
        Cluster first = cluster(new Random(seed));
        Cluster second = cluster(new Random(seed));
        Job job = job(new Random(seed), "job");
        assertThat(first.run(job)).isEqualTo(second.run(job));
        assertThat(first.idsOf(first.live("job"))).isEqualTo(second.idsOf(second.live("job")));
    }

    @Property(tries = 100)
    void names_are_unique_and_below_the_highest_count_so_far(
            @ForAll long seed, @ForAll @IntRange(min = 0, max = 6) int count) {
        Random random = new Random(seed);
        Cluster cluster = cluster(random);
        int before = random.nextInt(7);
        cluster.run(JobFiles.service("web", before, JobFiles.asking(50, 50)));
        cluster.live("web").stream().findFirst().ifPresent(a -> cluster.report(a, ClientStatus.COMPLETE));
        cluster.run(JobFiles.service("web", count, JobFiles.asking(50, 50)));
        List<String> names = cluster.live("web").stream().map(Allocation::name).toList();
        assertThat(new HashSet<>(names)).hasSize(names.size());
        assertThat(names).allMatch(name -> Integer.parseInt(name.replaceAll("\\D", "")) < Math.max(before, count));
        assertThat(names).hasSizeLessThanOrEqualTo(count);
    }

    @Property(tries = 150)
    void each_placement_goes_to_the_best_of_all_nodes(@ForAll long seed) {
        Random random = new Random(seed);
        Cluster cluster = cluster(random);
        cluster.run(JobFiles.service("other", random.nextInt(4), JobFiles.asking(200, 300)));
        int count = 1 + random.nextInt(6);
        int mhz = 50 + random.nextInt(400);
        int memory = 50 + random.nextInt(400);
        Map<String, NodeUsage> usage = new HashMap<>();
        cluster.state().nodes().forEach(n -> usage.put(n.id(), cluster.state().usage(n.id())));
        Map<String, Integer> neighbours = new HashMap<>();
        Outcome.Planned planned = cluster.run(JobFiles.service("web", count, JobFiles.asking(mhz, memory)));
        for (Allocation placed : planned.plan().placements()) {
            AllocationUse use = AllocationUse.of(placed);
            double best = cluster.state().nodes().stream()
                    .filter(n -> fits(n, usage, use))
                    .mapToDouble(n -> score(n, usage, use, neighbours.getOrDefault(n.id(), 0), count))
                    .max()
                    .orElseThrow();
            double chosen = score(
                    cluster.state().node(placed.nodeId()).orElseThrow(),
                    usage,
                    use,
                    neighbours.getOrDefault(placed.nodeId(), 0),
                    count);
            assertThat(chosen).isCloseTo(best, within(1e-9));
            usage.computeIfPresent(placed.nodeId(), (id, before) -> before.plus(use));
            neighbours.merge(placed.nodeId(), 1, Integer::sum);
        }
    }

    private static boolean fits(Node node, Map<String, NodeUsage> usage, AllocationUse use) {
        NodeUsage after = Objects.requireNonNull(usage.get(node.id())).plus(use);
        Capacity capacity = Capacity.of(node);
        return after.cpuMhz() <= capacity.cpuMhz() && after.memoryMb() <= capacity.memoryMb();
    }

    /** The published formulas once more, without heaps and short cuts. */
    private static double score(Node node, Map<String, NodeUsage> usage, AllocationUse use, int neighbours, int count) {
        NodeUsage after = Objects.requireNonNull(usage.get(node.id())).plus(use);
        Capacity capacity = Capacity.of(node);
        double freeCpu = 1 - (double) after.cpuMhz() / (double) capacity.cpuMhz();
        double freeMemory = 1 - (double) after.memoryMb() / (double) capacity.memoryMb();
        double fit = Math.clamp(20 - Math.pow(10, freeCpu) - Math.pow(10, freeMemory), 0, 18) / 18;
        return neighbours == 0 ? fit : (fit - (neighbours + 1.0) / count) / 2;
    }
}
