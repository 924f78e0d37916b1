package dev.drover.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.job.Job;
import dev.drover.model.job.NUMAResource;
import dev.drover.model.job.Resources;
import dev.drover.model.job.ResourcesBuilder;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeDeviceResource;
import dev.drover.scheduler.explain.Explanation;
import dev.drover.scheduler.room.Capacity;
import dev.drover.scheduler.room.Grant;
import dev.drover.scheduler.room.GroupDemand;
import dev.drover.scheduler.room.NodeRoom;
import dev.drover.scheduler.room.PlacementCheck;
import dev.drover.state.State;
import dev.drover.state.Statuses;
import dev.drover.state.plan.Plan;
import dev.drover.state.usage.AllocationUse;
import dev.drover.state.usage.NodeUsage;
import dev.drover.state.usage.Tally;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What must hold of placements with devices, cores, ports and preemption on any cluster. */
final class PlacingPropertiesTest {
    private static final String[] TYPES = {"service", "batch", "system", "sysbatch"};
    private static final int[] PRIORITIES = {10, 15, 30, 50, 55, 80, 100};

    private static Cluster cluster(Random random) {
        Cluster cluster = new Cluster();
        PlacingKit.allowPreemption(cluster);
        int nodes = 1 + random.nextInt(4);
        for (int i = 1; i <= nodes; i++) {
            int numaNodes = 1 + random.nextInt(2);
            int coresEach = 1 + random.nextInt(3);
            List<NodeDeviceResource> devices = new ArrayList<>();
            if (random.nextBoolean()) {
                devices.add(PlacingKit.gpus("nvidia", "v100", "a", "b"));
            }
            if (random.nextBoolean()) {
                devices.add(PlacingKit.gpus("amd", "mi50", "c"));
            }
            NodeDeviceResource[] groups = devices.toArray(NodeDeviceResource[]::new);
            Map<String, Integer> buses = Map.of("bus-a", 0, "bus-b", numaNodes - 1, "bus-c", 0);
            int limit = random.nextInt(4) == 0 ? 3 : 0;
            cluster.node(
                    "n" + i,
                    b -> b.nodeResources(PlacingKit.numa(numaNodes, coresEach, buses, groups))
                            .nodeMaxAllocs(limit));
        }
        return cluster;
    }

    private static Job job(Random random, String id) {
        String type = TYPES[random.nextInt(TYPES.length)];
        boolean perNode = type.startsWith("sys");
        int count = perNode ? 1 : 1 + random.nextInt(4);
        Resources resources = resources(random);
        int port = random.nextInt(4);
        Job job = JobFiles.job(id, type, JobFiles.group(count, g -> {
            PlacingKit.asking(resources).apply(g).reschedulePolicy(perNode ? null : JobFiles.SERVICE_POLICY);
            switch (port) {
                case 0 -> g.networks(List.of(JobFiles.staticPort("http", 8080)));
                case 1 -> g.networks(List.of(JobFiles.dynamicPorts("any")));
                default -> {}
            }
            return g;
        }));
        return PlacingKit.prioritised(job, PRIORITIES[random.nextInt(PRIORITIES.length)]);
    }

    private static Resources resources(Random random) {
        ResourcesBuilder resources = ResourcesBuilder.builder().memoryMb(50 + random.nextInt(3000));
        if (random.nextInt(3) == 0) {
            resources.cpu(0).cores(1 + random.nextInt(2));
            switch (random.nextInt(3)) {
                case 0 -> resources.numa(new NUMAResource("require", List.of()));
                case 1 -> resources.numa(new NUMAResource("prefer", List.of()));
                default -> {}
            }
        } else {
            resources.cpu(50 + random.nextInt(1500));
        }
        if (random.nextInt(3) == 0) {
            resources.devices(
                    List.of(PlacingKit.device(random.nextBoolean() ? "gpu" : "nvidia/gpu", 1 + random.nextInt(2))));
        }
        return resources.build();
    }

    private static Plan step(Cluster cluster, Random random) {
        return cluster.evaluate(happening(cluster, random)).plan();
    }

    /** One more job, or an end; answers the job that is to be looked at. */
    private static String happening(Cluster cluster, Random random) {
        String id = "job" + random.nextInt(5);
        switch (random.nextInt(4)) {
            case 0 ->
                cluster.all(id).stream()
                        .filter(Statuses::holdsRoom)
                        .findAny()
                        .ifPresent(a -> cluster.report(a, ClientStatus.FAILED));
            case 1 -> cluster.reportAll(id, ClientStatus.RUNNING);
            default -> cluster.register(job(random, id));
        }
        if (cluster.state().job(Cluster.jobId(id)).isEmpty()) {
            cluster.register(job(random, id));
        }
        return id;
    }

    @Property(tries = 120)
    void what_is_wanted_on_a_node_fits_there_and_nothing_single_is_held_twice(@ForAll long seed) {
        Random random = new Random(seed);
        Cluster cluster = cluster(random);
        for (int i = 0; i < 12; i++) {
            step(cluster, random);
            for (Node node : cluster.state().nodes()) {
                assertSound(cluster.state(), node);
            }
        }
    }

    private static void assertSound(State state, Node node) {
        NodeUsage usage = NodeUsage.NONE;
        for (Allocation allocation : state.allocationsOfNode(node.id())) {
            usage = Statuses.terminal(allocation) ? usage : usage.plus(AllocationUse.of(allocation));
        }
        Capacity capacity = Capacity.of(node);
        assertThat(usage.cpuMhz()).isLessThanOrEqualTo(capacity.cpuMhz());
        assertThat(usage.memoryMb()).isLessThanOrEqualTo(capacity.memoryMb());
        if (capacity.maxAllocations() > 0) {
            assertThat(usage.allocations()).isLessThanOrEqualTo(capacity.maxAllocations());
        }
        assertSingle(usage.ports());
        assertSingle(usage.cores());
        assertSingle(usage.devices());
        assertThat(capacity.cores()).containsAll(usage.cores().items());
    }

    private static <T extends Comparable<T>> void assertSingle(Tally<T> tally) {
        assertThat(tally.items()).allMatch(item -> tally.count(item) == 1);
    }

    @Property(tries = 120)
    void nobody_is_evicted_by_a_job_of_nearly_the_same_priority_or_by_its_own(@ForAll long seed) {
        Random random = new Random(seed);
        Cluster cluster = cluster(random);
        for (int i = 0; i < 12; i++) {
            String id = happening(cluster, random);
            State before = cluster.state();
            Plan plan = cluster.evaluate(id).plan();
            Job job = Objects.requireNonNull(plan.job());
            assertThat(plan.preemptions()).allSatisfy(victim -> {
                assertThat(victim.jobId()).isNotEqualTo(job.id());
                Job loser = before.allocation(victim.id()).orElseThrow().job();
                assertThat(Objects.requireNonNull(loser).priority()).isLessThanOrEqualTo(job.priority() - 10);
            });
            assertThat(plan.preemptions()).extracting(Allocation::id).doesNotHaveDuplicates();
        }
    }

    @Property(tries = 120)
    void of_the_victims_of_a_placement_none_could_have_stayed(@ForAll long seed) {
        Random random = new Random(seed);
        Cluster cluster = cluster(random);
        for (int i = 0; i < 12; i++) {
            String id = happening(cluster, random);
            State before = cluster.state();
            Plan plan = cluster.evaluate(id).plan();
            List<Allocation> placed = new ArrayList<>();
            for (Allocation placement : plan.placements()) {
                if (before.allocation(placement.id()).isPresent()) {
                    continue;
                }
                for (String victim : placement.preemptedAllocations()) {
                    Set<String> leaving = leaving(plan, placed, placement);
                    leaving.remove(victim);
                    assertThat(demand(plan, placement).probe(room(before, placed, placement.nodeId(), leaving)))
                            .as("%s without the eviction of %s", placement.id(), victim)
                            .isInstanceOf(Grant.Refused.class);
                }
                placed.add(placement);
            }
        }
    }

    /** Who is gone when the placement is made: what the plan stops, and what it and those before it push aside. */
    private static Set<String> leaving(Plan plan, List<Allocation> placed, Allocation placement) {
        Set<String> leaving = new HashSet<>(placement.preemptedAllocations());
        placed.forEach(earlier -> leaving.addAll(earlier.preemptedAllocations()));
        plan.stops().forEach(stop -> leaving.add(stop.allocationId()));
        plan.placements().stream()
                .filter(later -> !placed.contains(later) && !later.equals(placement))
                .forEach(later -> leaving.remove(later.previousAllocation()));
        return leaving;
    }

    private static GroupDemand demand(Plan plan, Allocation placement) {
        Job job = placement.job() == null ? Objects.requireNonNull(plan.job()) : placement.job();
        return new GroupDemand(job.taskGroups().getFirst(), false);
    }

    private static NodeRoom room(State state, List<Allocation> placed, String nodeId, Set<String> leaving) {
        NodeRoom room = new NodeRoom(
                state.node(nodeId).orElseThrow(), state.usage(nodeId), () -> state.allocationsOfNode(nodeId));
        room.tenants().stream().filter(tenant -> leaving.contains(tenant.id())).forEach(room::release);
        placed.stream()
                .filter(earlier -> earlier.nodeId().equals(nodeId))
                .filter(earlier -> state.allocation(earlier.id()).isEmpty())
                .map(earlier -> Objects.requireNonNull(earlier.allocatedResources()))
                .map(resources -> new Grant.Given(resources, AllocationUse.of(resources)))
                .forEach(room::take);
        return room;
    }

    private static Optional<String> refusal(
            State state, Plan plan, List<Allocation> placed, Allocation placement, Set<String> leaving) {
        Node node = state.node(placement.nodeId()).orElseThrow();
        NodeUsage usage = NodeUsage.NONE;
        for (Allocation allocation : state.allocationsOfNode(node.id())) {
            boolean stays = Statuses.holdsRoom(allocation) && !leaving.contains(allocation.id());
            usage = stays ? usage.plus(AllocationUse.of(allocation)) : usage;
        }
        for (Allocation earlier : placed) {
            usage = earlier.nodeId().equals(node.id()) ? usage.plus(AllocationUse.of(earlier)) : usage;
        }
        return PlacementCheck.refusal(node, usage, List.of(placement), plan.job(), List::of);
    }

    @Property(tries = 100)
    void the_referee_agrees_with_every_plan(@ForAll long seed) {
        Random random = new Random(seed);
        Cluster cluster = cluster(random);
        for (int i = 0; i < 10; i++) {
            String id = happening(cluster, random);
            State before = cluster.state();
            Plan plan = cluster.evaluate(id).plan();
            Set<String> leaving = new HashSet<>();
            plan.stops().forEach(stop -> leaving.add(stop.allocationId()));
            plan.preemptions().forEach(victim -> leaving.add(victim.id()));
            List<Allocation> placed = new ArrayList<>();
            for (Allocation placement : plan.placements()) {
                if (before.allocation(placement.id()).isEmpty()) {
                    assertThat(refusal(before, plan, placed, placement, leaving))
                            .isEmpty();
                    placed.add(placement);
                }
            }
        }
    }

    @Property(tries = 100)
    void a_group_that_was_not_placed_has_no_fitting_node_and_the_other_way_round(@ForAll long seed) {
        Random random = new Random(seed);
        Cluster cluster = cluster(random);
        for (int i = 0; i < 8; i++) {
            step(cluster, random);
        }
        Job job = JobFiles.with(job(random, "asking"), j -> j.type("service").priority(1));
        Outcome.Planned planned = cluster.run(job);
        Explanation explanation =
                Explanation.of(cluster.state(), job, job.taskGroups().getFirst());
        assertThat(planned.failedGroups().isEmpty() || explanation.fitting() == 0)
                .as("%s, %s", planned.failedGroups(), explanation.sentences())
                .isTrue();
        assertThat(explanation.nearest().isPresent()).isEqualTo(explanation.fitting() == 0);
    }
}
