package dev.drover.sim.whatif;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.DesiredTransition;
import dev.drover.model.node.Node;
import dev.drover.model.node.SchedulingEligibility;
import dev.drover.state.JobId;
import dev.drover.state.State;
import dev.drover.state.command.AllocationCommand;
import dev.drover.state.command.NodeCommand;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What it costs to empty nodes.
 *
 * @param nodes names of the nodes
 * @param moved allocations that find room elsewhere
 * @param ended allocations of system jobs, which end with their node
 * @param homeless allocations that would wait for room, by job and group
 */
record Emptying(List<String> nodes, int moved, int ended, Map<String, Integer> homeless) {
    static Emptying of(State state, List<Node> nodes, Instant now) {
        Imagined imagined = new Imagined(state, now);
        Set<JobId> jobs = new LinkedHashSet<>();
        Map<String, DesiredTransition> moves = new HashMap<>();
        int ended = 0;
        for (Node node : nodes) {
            imagined.apply(new NodeCommand.UpdateEligibility(
                    node.id(), SchedulingEligibility.INELIGIBLE, Optional.empty(), now, List.of()));
            for (Allocation allocation : state.allocationsOfNode(node.id())) {
                if (Work.isLive(allocation) && Work.isSystem(state, allocation)) {
                    ended++;
                } else if (Work.isLive(allocation)) {
                    jobs.add(new JobId(allocation.namespace(), allocation.jobId()));
                    moves.put(allocation.id(), new DesiredTransition(true, null, null, null, null));
                }
            }
        }
        imagined.apply(new AllocationCommand.SetTransitions(moves, now, List.of()));
        int moved = 0;
        Map<String, Integer> homeless = new LinkedHashMap<>();
        for (JobId id : jobs) {
            Imagined.Result result = imagined.schedule(id, "node-drain");
            moved += result.placed().size();
            result.missing().forEach((group, missing) -> {
                if (missing > 0) {
                    homeless.put(id.id() + "/" + group, missing);
                }
            });
        }
        return new Emptying(nodes.stream().map(Node::name).toList(), moved, ended, homeless);
    }
}
