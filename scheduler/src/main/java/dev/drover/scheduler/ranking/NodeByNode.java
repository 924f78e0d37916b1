package dev.drover.scheduler.ranking;

import dev.drover.model.alloc.AllocationMetric;
import dev.drover.model.alloc.NodeScoreMeta;
import dev.drover.model.job.Job;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.node.Node;
import dev.drover.scheduler.feasibility.Feasibility;
import dev.drover.scheduler.feasibility.Operators;
import dev.drover.scheduler.feasibility.Requirements;
import dev.drover.scheduler.feasibility.Veto;
import dev.drover.scheduler.room.Demand;
import dev.drover.scheduler.room.Grant;
import dev.drover.scheduler.room.NodeRoom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Places a group on every node that suits it, as system jobs want: there is no best node, only yes or no for each. */
public final class NodeByNode {
    private final Pool pool;
    private final Requirements requirements;
    private final Feasibility feasibility;
    private final Demand demand;
    private final Scorer scorer;
    private final Counters counters;
    private final Map<String, Boolean> suitable = new HashMap<>();

    public NodeByNode(
            Job job,
            TaskGroup group,
            Pool pool,
            Demand demand,
            Footprint footprint,
            Algorithm algorithm,
            Operators operators) {
        this.pool = pool;
        this.demand = demand;
        this.requirements = Requirements.of(job, group);
        this.feasibility = new Feasibility(requirements, operators);
        this.scorer = new Scorer(job, group, algorithm, footprint, operators);
        this.counters = new Counters(pool);
    }

    public Map<String, Boolean> classEligibility() {
        return feasibility.classEligibility();
    }

    public boolean escapesClass() {
        return requirements.escapesClass();
    }

    /** Whether the node could run the group if it had room. */
    public boolean suits(Node node) {
        return suitable.computeIfAbsent(node.id(), unseen -> {
            Optional<Veto> veto = feasibility.check(node);
            veto.ifPresent(reason -> counters.add(node, reason));
            return veto.isEmpty();
        });
    }

    /** Tries this very node. */
    public Choice choose(String nodeId, RandomGenerator random) {
        NodeRoom room = pool.rooms().get(nodeId);
        if (room == null) {
            return new Choice.NoneFits(counters.metric(List.of()));
        }
        return switch (demand.ask(room, random)) {
            case Grant.Refused refused -> {
                counters.add(room.node(), refused.veto());
                yield new Choice.NoneFits(counters.metric(List.of()));
            }
            case Grant.Given given -> {
                Score score = scorer.score(room, given);
                AllocationMetric metric =
                        counters.metric(List.of(new NodeScoreMeta(nodeId, score.parts(), score.mean())));
                yield new Choice.Chosen(room, given, metric);
            }
        };
    }
}
