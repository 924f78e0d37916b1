package dev.drover.scheduler.ranking;

import dev.drover.model.alloc.AllocationMetric;
import dev.drover.model.job.Job;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.volume.VolumeRequest;
import dev.drover.scheduler.feasibility.Feasibility;
import dev.drover.scheduler.feasibility.Operators;
import dev.drover.scheduler.feasibility.Requirements;
import dev.drover.scheduler.room.Demand;
import dev.drover.scheduler.room.Grant;
import dev.drover.scheduler.room.NodeRoom;
import dev.drover.scheduler.room.Shortfall;
import dev.drover.scheduler.volume.VolumeDemand;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Finds the best node for one allocation of a group after the other.
 *
 * <p>Every usable node is judged once. Then only nodes that changed are judged again, so that a group of a thousand costs hardly more
 * than a group of one, and still each allocation gets the best of all nodes rather than the best of a sample: {@link Standings} keeps
 * the verdicts, its {@link Leaderboard} the order.
 */
public final class GroupRanking {
    private static final int[] NOWHERE = {};

    private final Job job;
    private final TaskGroup group;
    private final Pool pool;
    private final Requirements requirements;
    private final Feasibility feasibility;
    private final Demand demand;
    private final Footprint footprint;
    private final Algorithm algorithm;
    private final Operators operators;
    private @Nullable Standings standings;

    public GroupRanking(
            Job job,
            TaskGroup group,
            Pool pool,
            Demand demand,
            Footprint footprint,
            Algorithm algorithm,
            Operators operators) {
        this.job = job;
        this.group = group;
        this.pool = pool;
        this.demand = demand;
        this.requirements = Requirements.of(job, group);
        this.feasibility = new Feasibility(requirements, operators, pool.volumes());
        this.footprint = footprint;
        this.algorithm = algorithm;
        this.operators = operators;
    }

    /** Which computed classes could and could not run the group. */
    public Map<String, Boolean> classEligibility() {
        return feasibility.classEligibility();
    }

    /** Whether single nodes were judged by more than their class. */
    public boolean escapesClass() {
        return requirements.escapesClass();
    }

    /** The CSI volumes that the group asks for. */
    public List<String> volumes() {
        return VolumeDemand.requests(requirements.group()).stream()
                .map(VolumeRequest::source)
                .toList();
    }

    /**
     * Finds a node without placing anything.
     *
     * @param penalised nodes that are to be avoided if others are about as good
     * @param preferred node that is taken if it is possible at all
     */
    public Choice choose(Set<String> penalised, Optional<String> preferred, RandomGenerator random) {
        Standings current = standings();
        int[] avoided = places(penalised);
        int wanted = preferred.map(pool::place).orElse(Pool.ABSENT);
        Set<String> exhausted = new LinkedHashSet<>();
        current.catchUp();
        while (true) {
            int best = current.rank(avoided, wanted);
            AllocationMetric metric = current.metric(avoided);
            if (best == Pool.ABSENT) {
                return Choice.NoneFits.of(metric, List.copyOf(exhausted), false);
            }
            NodeRoom room = pool.room(best);
            switch (demand.ask(room, random)) {
                case Grant.Given given -> {
                    return new Choice.Chosen(room, pool.number(best), given, metric);
                }
                case Grant.Refused(Shortfall.OverQuota over) -> {
                    exhausted.addAll(over.dimensions());
                    if (over.everywhere()) {
                        return Choice.NoneFits.of(metric, List.copyOf(exhausted), true);
                    }
                    current.refuse(best, over.veto());
                }
                case Grant.Refused refused -> current.refuse(best, refused.veto());
            }
        }
    }

    private int[] places(Set<String> nodeIds) {
        return nodeIds.isEmpty()
                ? NOWHERE
                : nodeIds.stream()
                        .mapToInt(pool::place)
                        .filter(place -> place != Pool.ABSENT)
                        .toArray();
    }

    /** Lets go of all that can be worked out again, for a job with so many groups that all of it would not fit. */
    public void rest() {
        standings = null;
    }

    private Standings standings() {
        Standings known = standings;
        if (known == null) {
            known = new Standings(
                    pool,
                    new Verdicts(pool.inventory(), requirements, feasibility),
                    demand,
                    new Scorer(job, group, algorithm, footprint, operators),
                    new Spreading(job, group, footprint),
                    new Distinct(job, group, footprint));
            standings = known;
        }
        return known;
    }
}
