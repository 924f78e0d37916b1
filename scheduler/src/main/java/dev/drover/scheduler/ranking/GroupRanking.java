package dev.drover.scheduler.ranking;

import dev.drover.model.alloc.AllocationMetric;
import dev.drover.model.alloc.NodeScoreMeta;
import dev.drover.model.job.Job;
import dev.drover.model.job.TaskGroup;
import dev.drover.scheduler.feasibility.Feasibility;
import dev.drover.scheduler.feasibility.Operators;
import dev.drover.scheduler.feasibility.Requirements;
import dev.drover.scheduler.feasibility.Veto;
import dev.drover.scheduler.ranking.Contender.Bucket;
import dev.drover.scheduler.ranking.Contender.Ranked;
import dev.drover.scheduler.ranking.Contender.Vetoed;
import dev.drover.scheduler.room.Demand;
import dev.drover.scheduler.room.Grant;
import dev.drover.scheduler.room.NodeRoom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Finds the best node for one allocation of a group after the other.
 *
 * <p>Every usable node is judged once. Then only nodes that changed are judged again, so that a group of a thousand costs hardly more
 * than a group of one, and still each allocation gets the best of all nodes rather than the best of a sample. What a placement
 * changes elsewhere (the spread score of all nodes with the same value) is factored out: nodes are kept in one heap for each
 * {@link Bucket}, and only the tops of the heaps are compared.
 *
 * <p>A heap may hold outdated entries of nodes that were judged again; they are recognised by not being the node's contender any
 * more and are dropped when they come to the top.
 */
public final class GroupRanking {
    /** How many of the best nodes are told to the user. */
    private static final int SHOWN = 5;

    private static final String PENALTY = "node-reschedule-penalty";
    private static final String SPREAD = "allocation-spread";
    private static final Comparator<Ranked> BEST_FIRST =
            Comparator.comparingDouble((Ranked ranked) -> -ranked.score().sum()).thenComparingInt(Ranked::order);

    private record Candidate(Ranked ranked, Score score) {}

    private static final Comparator<Candidate> BEST_SCORE_FIRST = Comparator.comparingDouble(
                    (Candidate candidate) -> -candidate.score().mean())
            .thenComparingInt(candidate -> candidate.ranked().order());

    private final Pool pool;
    private final Feasibility feasibility;
    private final Requirements requirements;
    private final Demand demand;
    private final Scorer scorer;
    private final Spreading spreading;
    private final Distinct distinct;
    private final Counters counters;
    private final Map<String, Contender> contenders = new HashMap<>();
    private final Map<String, Integer> order = new HashMap<>();
    private final Map<Bucket, PriorityQueue<Ranked>> heaps = new HashMap<>();
    private final Set<String> changed = new LinkedHashSet<>();
    private long judgements;

    public GroupRanking(
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
        this.spreading = new Spreading(job, group, footprint);
        this.distinct = new Distinct(job, group, footprint);
        this.counters = new Counters(pool);
        for (String nodeId : pool.rooms().keySet()) {
            order.put(nodeId, order.size());
            changed.add(nodeId);
        }
    }

    /** Which computed classes could and could not run the group. */
    public Map<String, Boolean> classEligibility() {
        return feasibility.classEligibility();
    }

    /** Whether single nodes were judged by more than their class. */
    public boolean escapesClass() {
        return requirements.escapesClass();
    }

    /** Says that something was placed on or taken from the node. */
    public void changed(String nodeId) {
        if (!pool.rooms().containsKey(nodeId)) {
            return;
        }
        if (distinct.couplesNodes()) {
            changed.addAll(pool.rooms().keySet());
        } else {
            changed.add(nodeId);
        }
    }

    /**
     * Finds a node without placing anything.
     *
     * @param penalised nodes that are to be avoided if others are about as good
     * @param preferred node that is taken if it is possible at all
     */
    public Choice choose(Set<String> penalised, Optional<String> preferred, RandomGenerator random) {
        judgeChanged();
        while (true) {
            List<Candidate> best = preferred
                    .flatMap(this::ranked)
                    .map(ranked -> List.of(new Candidate(ranked, finalScore(ranked, penalised))))
                    .orElseGet(() -> best(penalised));
            AllocationMetric metric =
                    counters.metric(best.stream().map(GroupRanking::meta).toList());
            if (best.isEmpty()) {
                return new Choice.NoneFits(metric);
            }
            NodeRoom room = best.getFirst().ranked().room();
            switch (demand.ask(room, random)) {
                case Grant.Given given -> {
                    return new Choice.Chosen(room, given, metric);
                }
                case Grant.Refused refused -> veto(room, refused.veto());
            }
        }
    }

    private Optional<Ranked> ranked(String nodeId) {
        return contenders.get(nodeId) instanceof Ranked ranked ? Optional.of(ranked) : Optional.empty();
    }

    private void judgeChanged() {
        for (String nodeId : changed) {
            NodeRoom room = pool.rooms().get(nodeId);
            if (room != null) {
                forget(room);
                judge(room);
            }
        }
        changed.clear();
    }

    private void judge(NodeRoom room) {
        Optional<Veto> veto = feasibility.check(room.node()).or(() -> distinct.check(room.node()));
        if (veto.isPresent()) {
            veto(room, veto.get());
            return;
        }
        switch (demand.probe(room)) {
            case Grant.Refused refused -> veto(room, refused.veto());
            case Grant.Given given -> {
                Score score = scorer.score(room, given);
                Bucket bucket = new Bucket(spreading.values(room.node()), score.entries());
                Ranked ranked = new Ranked(
                        room, judgements++, order.getOrDefault(room.node().id(), 0), score, bucket);
                contenders.put(room.node().id(), ranked);
                heaps.computeIfAbsent(bucket, unseen -> new PriorityQueue<>(BEST_FIRST))
                        .add(ranked);
            }
        }
    }

    private void veto(NodeRoom room, Veto veto) {
        contenders.put(room.node().id(), new Vetoed(veto));
        counters.add(room.node(), veto);
    }

    private void forget(NodeRoom room) {
        if (contenders.remove(room.node().id()) instanceof Vetoed vetoed) {
            counters.remove(room.node(), vetoed.veto());
        }
    }

    /** The best nodes of all, best first. */
    private List<Candidate> best(Set<String> penalised) {
        List<Candidate> candidates = new ArrayList<>();
        for (Map.Entry<Bucket, PriorityQueue<Ranked>> entry : heaps.entrySet()) {
            candidates.addAll(top(entry.getValue(), penalised));
        }
        for (String nodeId : penalised) {
            ranked(nodeId).ifPresent(ranked -> candidates.add(new Candidate(ranked, finalScore(ranked, penalised))));
        }
        candidates.sort(BEST_SCORE_FIRST);
        return candidates.size() <= SHOWN ? candidates : candidates.subList(0, SHOWN);
    }

    /** The first few of a heap that are not penalised, whose order would be another one. */
    private List<Candidate> top(PriorityQueue<Ranked> heap, Set<String> penalised) {
        List<Ranked> taken = new ArrayList<>();
        List<Candidate> top = new ArrayList<>();
        while (top.size() < SHOWN && !heap.isEmpty()) {
            Ranked ranked = heap.remove();
            String nodeId = ranked.room().node().id();
            if (contenders.get(nodeId) instanceof Ranked latest && latest.judgement() == ranked.judgement()) {
                taken.add(ranked);
                if (!penalised.contains(nodeId)) {
                    top.add(new Candidate(ranked, finalScore(ranked, penalised)));
                }
            }
        }
        heap.addAll(taken);
        return top;
    }

    private Score finalScore(Ranked ranked, Set<String> penalised) {
        Score score = ranked.score();
        double spread = spreading.score(ranked.bucket().spreadValues());
        if (spread != 0) {
            score = score.with(SPREAD, spread);
        }
        return penalised.contains(ranked.room().node().id()) ? score.with(PENALTY, -1.0) : score;
    }

    private static NodeScoreMeta meta(Candidate candidate) {
        return new NodeScoreMeta(
                candidate.ranked().room().node().id(),
                candidate.score().parts(),
                candidate.score().mean());
    }
}
