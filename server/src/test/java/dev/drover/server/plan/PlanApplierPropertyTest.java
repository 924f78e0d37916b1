package dev.drover.server.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.AllocatedCpuResources;
import dev.drover.model.alloc.AllocatedDeviceResource;
import dev.drover.model.alloc.AllocatedMemoryResources;
import dev.drover.model.alloc.AllocatedResourcesBuilder;
import dev.drover.model.alloc.AllocatedSharedResourcesBuilder;
import dev.drover.model.alloc.AllocatedTaskResourcesBuilder;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationBuilder;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.alloc.PortMappingBuilder;
import dev.drover.model.eval.Evaluation;
import dev.drover.model.eval.EvaluationBuilder;
import dev.drover.model.eval.PlanAnnotations;
import dev.drover.model.node.NodeBuilder;
import dev.drover.model.node.NodeDevice;
import dev.drover.model.node.NodeDeviceResource;
import dev.drover.model.node.NodeResources;
import dev.drover.model.node.NodeResourcesBuilder;
import dev.drover.model.node.NodeStatus;
import dev.drover.server.Core;
import dev.drover.server.Ids;
import dev.drover.server.TestCluster;
import dev.drover.server.eval.BrokerLimits;
import dev.drover.server.eval.Delivery;
import dev.drover.server.eval.EvalBroker;
import dev.drover.server.leader.Leadership;
import dev.drover.server.log.Applied;
import dev.drover.server.log.AppliedIndex;
import dev.drover.server.log.Log;
import dev.drover.server.log.MemoryLog;
import dev.drover.server.time.SystemTimer;
import dev.drover.state.State;
import dev.drover.state.StateStore;
import dev.drover.state.Statuses;
import dev.drover.state.command.Command;
import dev.drover.state.command.NodeCommand;
import dev.drover.state.command.PlanCommand;
import dev.drover.state.plan.AllocationStop;
import dev.drover.state.plan.Plan;
import dev.drover.state.usage.AllocationUse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** However many plans are judged while others are under way, and in whatever order they arrive, no node is promised twice. */
class PlanApplierPropertyTest {
    private static final int NODES = 3;
    private static final int WORKERS = 6;
    private static final int PLANS_EACH = 12;
    private static final PlanAnnotations NONE = new PlanAnnotations(Map.of(), List.of());

    /** A log on which commands arrive late and in another order than they were sent in. */
    private record SlowLog(Log log) implements Log {
        @Override
        public long propose(Command command) {
            LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(300_000));
            long index = log.propose(command);
            LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(300_000));
            return index;
        }

        @Override
        public long proposeAsLeader(Command command, long term) {
            return propose(command);
        }

        @Override
        public void awaitFresh(Duration maxWait) throws InterruptedException {
            log.awaitFresh(maxWait);
        }

        @Override
        public void close() {
            log.close();
        }
    }

    private final StateStore store = new StateStore();
    private final AppliedIndex applied = new AppliedIndex(store);
    private final ConcurrentLinkedQueue<String> faults = new ConcurrentLinkedQueue<>();

    /** After every commit, in the order of the log, what is to run on a node fits there together. */
    private void judge(Applied command) {
        applied.applied(command);
        if (command.command() instanceof PlanCommand.Commit change) {
            change.plan().placements().stream()
                    .map(Allocation::nodeId)
                    .distinct()
                    .forEach(node -> judge(command.after(), node));
        }
    }

    private void judge(State state, String nodeId) {
        long cpu = 0;
        long memory = 0;
        long disk = 0;
        Set<Object> held = new HashSet<>();
        for (Allocation allocation : state.allocationsOfNode(nodeId)) {
            if (!Statuses.terminal(allocation)) {
                AllocationUse use = AllocationUse.of(allocation);
                cpu += use.cpuMhz();
                memory += use.memoryMb();
                disk += use.diskMb();
                List<Object> singles = new ArrayList<>(use.ports());
                singles.addAll(use.devices());
                singles.stream().filter(single -> !held.add(single)).forEach(twice -> faults.add(nodeId + " " + twice));
            }
        }
        if (cpu > 4000 || memory > 8192 || disk > 100_000) {
            faults.add(nodeId + " holds " + cpu + " MHz, " + memory + " MiB, " + disk + " MiB of disk");
        }
    }

    @Property(tries = 15)
    void plans_that_are_judged_while_others_are_under_way_never_take_room_twice(@ForAll long seed)
            throws InterruptedException {
        try (SystemTimer timer = new SystemTimer(Clock.systemUTC());
                Log log = new SlowLog(new MemoryLog(store, this::judge, new Leadership()));
                EvalBroker broker = new EvalBroker(Clock.systemUTC(), timer, BrokerLimits.usual(), 1, lost -> {});
                PlanApplier applier = new PlanApplier(
                        new Core(store, log, Clock.systemUTC()), broker, applied, RejectionLimits.OFF)) {
            for (int number = 0; number < NODES; number++) {
                log.propose(new NodeCommand.Register(
                        NodeBuilder.builder(TestCluster.node("n" + number))
                                .nodeResources(withDevices())
                                .status(NodeStatus.READY)
                                .build(),
                        Instant.EPOCH,
                        List.of()));
            }
            List<Thread> workers = new ArrayList<>();
            for (int worker = 0; worker < WORKERS; worker++) {
                Random random = new Random(seed + worker);
                workers.add(Thread.ofVirtual().start(() -> work(broker, applier, random)));
            }
            for (Thread worker : workers) {
                worker.join();
            }
        }
        assertThat(faults).isEmpty();
        State state = store.snapshot();
        assertThat(state.allocations()).isNotEmpty();
    }

    private static NodeResources withDevices() {
        List<NodeDevice> instances = List.of(
                new NodeDevice("gpu-0", true, "", null),
                new NodeDevice("gpu-1", true, "", null),
                new NodeDevice("gpu-2", true, "", null));
        return NodeResourcesBuilder.builder(
                        Objects.requireNonNull(TestCluster.node("n").nodeResources()))
                .devices(List.of(new NodeDeviceResource("v", "gpu", "x", instances, Map.of())))
                .build();
    }

    private void work(EvalBroker broker, PlanApplier applier, Random random) {
        try {
            for (int number = 0; number < PLANS_EACH; number++) {
                String id = Ids.next();
                broker.enqueue(evaluation(id));
                Delivery delivery = broker.dequeue(Set.of("batch"), Duration.ofSeconds(10), "worker", true)
                        .orElseThrow();
                String mine = delivery.evaluation().id();
                applier.submit(mine, delivery.token(), plan(mine, random), List.of());
                broker.ack(mine, delivery.token());
            }
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failure) {
            faults.add("a worker failed: " + failure);
        }
    }

    private static Evaluation evaluation(String id) {
        return EvaluationBuilder.builder()
                .id(id)
                .namespace("default")
                .jobId(id)
                .type("batch")
                .build();
    }

    /** Some allocations on random nodes, with few ports and devices to fight for; now and then others stop. */
    private Plan plan(String evaluationId, Random random) {
        State state = store.snapshot();
        List<Allocation> placements = new ArrayList<>();
        for (int number = 0; number <= random.nextInt(4); number++) {
            placements.add(allocation(evaluationId, "n" + random.nextInt(NODES), random));
        }
        List<AllocationStop> stops = new ArrayList<>();
        for (Allocation there : state.allocations()) {
            if (random.nextInt(10) == 0) {
                stops.add(new AllocationStop(there.id(), "", random.nextBoolean() ? ClientStatus.LOST : null, ""));
            }
        }
        return new Plan(
                evaluationId,
                random.nextInt(100),
                random.nextInt(5) == 0,
                null,
                placements,
                stops,
                List.of(),
                Optional.empty(),
                List.of(),
                NONE,
                state.index());
    }

    private static Allocation allocation(String evaluationId, String node, Random random) {
        AllocatedTaskResourcesBuilder task = AllocatedTaskResourcesBuilder.builder()
                .cpu(new AllocatedCpuResources(random.nextInt(1, 1500), List.of()))
                .memory(new AllocatedMemoryResources(random.nextInt(1, 3000), 0));
        if (random.nextInt(3) == 0) {
            task.devices(List.of(new AllocatedDeviceResource("v", "gpu", "x", List.of("gpu-" + random.nextInt(3)))));
        }
        AllocatedSharedResourcesBuilder shared =
                AllocatedSharedResourcesBuilder.builder().diskMb(random.nextInt(1, 40_000));
        if (random.nextInt(3) == 0) {
            shared.ports(List.of(PortMappingBuilder.builder()
                    .label("http")
                    .value(8000 + random.nextInt(3))
                    .build()));
        }
        return AllocationBuilder.builder()
                .id(Ids.next())
                .evalId(evaluationId)
                .namespace("default")
                .jobId(evaluationId)
                .nodeId(node)
                .allocatedResources(AllocatedResourcesBuilder.builder()
                        .tasks(Map.of("t", task.build()))
                        .shared(shared.build())
                        .build())
                .build();
    }
}
