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
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is to be done on each node by itself, told a second time: at most one allocation a node, of an older or of this version. */
final class NaiveNodeReconcilerTest {
    private enum Machine {
        READY,
        INELIGIBLE,
        DOWN
    }

    private enum There {
        NOTHING,
        RUNS,
        RUNS_OLDER,
        LEAVES,
        COMPLETE,
        FAILED,
        COMPLETE_OLDER,
        TOLD_TO_STOP
    }

    private static Job job(String type, long version) {
        return Scene.version(
                JobFiles.job(
                        "web",
                        type,
                        JobFiles.group(
                                1,
                                g -> JobFiles.command("/bin/v" + version)
                                        .apply(g)
                                        .reschedulePolicy(null))),
                version);
    }

    private static Allocation allocation(There there, String type, String node) {
        Job own = job(type, there == There.RUNS_OLDER || there == There.COMPLETE_OLDER ? 1 : 2);
        Allocation plain = with(running(own, 0), a -> a.id("on-" + node).nodeId(node));
        return switch (there) {
            case NOTHING, RUNS, RUNS_OLDER -> plain;
            case LEAVES -> with(plain, a -> a.desiredTransition(new DesiredTransition(true, null, null, null, null)));
            case COMPLETE, COMPLETE_OLDER -> with(plain, a -> a.clientStatus(ClientStatus.COMPLETE));
            case FAILED -> with(plain, a -> a.clientStatus(ClientStatus.FAILED));
            case TOLD_TO_STOP -> with(plain, a -> a.desiredStatus(DesiredStatus.STOP));
        };
    }

    private static boolean stops(Machine machine, There there) {
        return switch (there) {
            case NOTHING, COMPLETE, FAILED, COMPLETE_OLDER -> false;
            case RUNS -> machine == Machine.DOWN;
            case RUNS_OLDER -> machine != Machine.READY;
            case LEAVES -> true;
            case TOLD_TO_STOP -> machine == Machine.DOWN;
        };
    }

    private static boolean places(Machine machine, There there, boolean once) {
        return machine == Machine.READY
                && switch (there) {
                    case NOTHING, LEAVES, COMPLETE_OLDER, TOLD_TO_STOP -> true;
                    case RUNS, RUNS_OLDER -> false;
                    case COMPLETE, FAILED -> !once;
                };
    }

    @ParameterizedTest
    @ValueSource(strings = {"system", "sysbatch"})
    void every_node_is_judged_by_itself(String type) {
        boolean once = type.equals("sysbatch");
        Random random = new Random(type.length());
        for (int round = 0; round < 500; round++) {
            Scene scene = Scene.of(job(type, 2));
            Set<String> stops = new TreeSet<>();
            Set<String> places = new TreeSet<>();
            Set<String> replaces = new TreeSet<>();
            List<String> told = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                String node = "n" + i;
                Machine machine = Machine.values()[random.nextInt(3)];
                There there = There.values()[random.nextInt(There.values().length)];
                told.add(node + " " + machine + " " + there);
                NodeStatus status = machine == Machine.DOWN ? NodeStatus.DOWN : NodeStatus.READY;
                scene.node(
                        machine == Machine.INELIGIBLE
                                ? Scene.ineligible(Scene.machine(node, status))
                                : Scene.machine(node, status));
                if (there != There.NOTHING) {
                    scene.has(allocation(there, type, node));
                }
                if (stops(machine, there)) {
                    stops.add("on-" + node);
                }
                if (places(machine, there, once)) {
                    places.add(node);
                }
                if (machine == Machine.READY && there == There.RUNS_OLDER) {
                    replaces.add(node);
                }
            }
            Intents intents = scene.onNodes();
            assertThat(Scene.stopped(intents)).as("stops: %s", told).containsExactlyInAnyOrderElementsOf(stops);
            assertThat(nodes(intents.placements())).as("places: %s", told).isEqualTo(places);
            assertThat(nodes(intents.replacements())).as("replaces: %s", told).isEqualTo(replaces);
        }
    }

    private static Set<String> nodes(List<Placement> placements) {
        Set<String> nodes = new TreeSet<>();
        placements.forEach(placement -> nodes.add(placement.nodeId().orElseThrow()));
        return nodes;
    }
}
