package dev.drover.scheduler.ranking;

import dev.drover.model.alloc.AllocationMetric;
import dev.drover.model.alloc.NodeScoreMeta;
import dev.drover.model.job.Job;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.node.Node;
import dev.drover.model.volume.VolumeRequest;
import dev.drover.scheduler.feasibility.Feasibility;
import dev.drover.scheduler.feasibility.Operators;
import dev.drover.scheduler.feasibility.Requirements;
import dev.drover.scheduler.feasibility.Veto;
import dev.drover.scheduler.room.Demand;
import dev.drover.scheduler.room.Grant;
import dev.drover.scheduler.room.NodeRoom;
import dev.drover.scheduler.room.Shortfall;
import dev.drover.scheduler.volume.VolumeDemand;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Places a group on every node that suits it, as system jobs want: there is no best node, only yes or no for each. */
public final class NodeByNode {
    private final Pool pool;
    private final Requirements requirements;
    private final Feasibility feasibility;
    private final Demand demand;
    private final Scorer scorer;
    private final Counters counters;
    private final Verdicts verdicts;
    private final Set<Integer> counted = new HashSet<>();

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
        this.feasibility = new Feasibility(requirements, operators, pool.volumes());
        this.verdicts = new Verdicts(pool.inventory(), requirements, feasibility);
        this.scorer = new Scorer(job, group, algorithm, footprint, operators);
        this.counters = new Counters(pool);
    }

    public Map<String, Boolean> classEligibility() {
        return feasibility.classEligibility();
    }

    public boolean escapesClass() {
        return requirements.escapesClass();
    }

    /** The CSI volumes that the group asks for. */
    public List<String> volumes() {
        return VolumeDemand.requests(requirements.group()).stream()
                .map(VolumeRequest::source)
                .toList();
    }

    /** Whether the node, which must be one of the state, could run the group if it had room. */
    public boolean suits(Node node) {
        int number = pool.inventory().number(node.id());
        Veto veto = verdicts.of(number);
        if (veto != null && counted.add(number)) {
            counters.add(node, veto);
        }
        return veto == null;
    }

    /** Tries this very node. */
    public Choice choose(String nodeId, RandomGenerator random) {
        int place = pool.place(nodeId);
        if (place == Pool.ABSENT) {
            return new Choice.NoneFits(counters.metric(List.of()));
        }
        NodeRoom room = pool.room(place);
        return switch (demand.ask(room, random)) {
            case Grant.Refused(Shortfall.OverQuota over) ->
                Choice.NoneFits.of(counters.metric(List.of()), over.dimensions(), true);
            case Grant.Refused refused -> {
                counters.add(room.node(), refused.veto());
                yield new Choice.NoneFits(counters.metric(List.of()));
            }
            case Grant.Given given -> {
                Score score = scorer.score(room, pool.number(place), given, false, 0);
                AllocationMetric metric =
                        counters.metric(List.of(new NodeScoreMeta(nodeId, score.parts(), score.mean())));
                yield new Choice.Chosen(room, pool.number(place), given, metric);
            }
        };
    }
}
