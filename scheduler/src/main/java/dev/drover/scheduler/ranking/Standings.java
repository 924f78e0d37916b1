package dev.drover.scheduler.ranking;

import dev.drover.model.alloc.AllocationMetric;
import dev.drover.model.alloc.NodeScoreMeta;
import dev.drover.model.node.Node;
import dev.drover.scheduler.feasibility.Veto;
import dev.drover.scheduler.room.Demand;
import dev.drover.scheduler.room.Grant;
import dev.drover.scheduler.room.NodeRoom;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How all nodes of a pool stand for one group: out of the question, with the reason, or on the {@link Leaderboard}. */
final class Standings {
    /** How many of the best nodes are told to the user. */
    private static final int SHOWN = 5;

    /** What was told of a node, good until it is judged again or its spread score is another one. */
    private record Shown(double spread, NodeScoreMeta meta) {}

    private final Pool pool;
    private final Verdicts verdicts;
    private final Demand demand;
    private final Scorer scorer;
    private final Spreading spreading;
    private final Distinct distinct;
    private final Counters counters;
    private final Leaderboard leaderboard;
    private final BestFew few = new BestFew(SHOWN);

    /** By place: why the node is out at present, as it is counted. */
    private final @Nullable Veto[] vetoes;

    private final @Nullable Shown[] shown;
    private int seen;

    Standings(Pool pool, Verdicts verdicts, Demand demand, Scorer scorer, Spreading spreading, Distinct distinct) {
        this.pool = pool;
        this.verdicts = verdicts;
        this.demand = demand;
        this.scorer = scorer;
        this.spreading = spreading;
        this.distinct = distinct;
        this.counters = new Counters(pool);
        this.leaderboard = new Leaderboard(pool.size(), spreading.combinations().size());
        this.vetoes = new Veto[pool.size()];
        this.shown = new Shown[pool.size()];
        this.seen = pool.changes();
        for (int place = 0; place < pool.size(); place++) {
            judge(place);
        }
    }

    /** Judges again what changed since the last time. */
    void catchUp() {
        while (seen < pool.changes()) {
            int place = pool.change(seen++);
            judge(place);
            for (DistinctProperty property : distinct.properties()) {
                if (property.reconsider(pool.number(place))) {
                    judgeAllLike(place, property);
                }
            }
        }
    }

    /**
     * Ranks the best few.
     *
     * @param avoided places with a penalty
     * @param preferred place that is best if it is possible at all, or {@link Pool#ABSENT}
     * @return the best place, or {@link Pool#ABSENT}
     */
    int rank(int[] avoided, int preferred) {
        few.clear();
        if (preferred != Pool.ABSENT && leaderboard.holds(preferred)) {
            few.offer(score(preferred, contains(avoided, preferred)).mean(), preferred);
            return preferred;
        }
        leaderboard.best(spreading.scores(), avoided, few);
        for (int place : avoided) {
            if (leaderboard.holds(place)) {
                few.offer(score(place, true).mean(), place);
            }
        }
        return few.size() == 0 ? Pool.ABSENT : few.place(0);
    }

    /** What users are told about the last ranking. */
    AllocationMetric metric(int[] avoided) {
        NodeScoreMeta[] best = new NodeScoreMeta[few.size()];
        for (int rank = 0; rank < best.length; rank++) {
            int place = few.place(rank);
            best[rank] = contains(avoided, place) ? meta(place, true) : meta(place);
        }
        return counters.metric(List.of(best));
    }

    /** Takes a place out although it looked possible. */
    void refuse(int place, Veto veto) {
        leaderboard.remove(place);
        veto(place, veto);
    }

    private void judgeAllLike(int place, DistinctProperty property) {
        for (int other = 0; other < pool.size(); other++) {
            if (property.sameValue(pool.number(place), pool.number(other))) {
                judge(other);
            }
        }
    }

    private void judge(int place) {
        Veto before = vetoes[place];
        if (before != null) {
            counters.remove(node(place), before);
            vetoes[place] = null;
        }
        leaderboard.remove(place);
        shown[place] = null;
        Veto unfit = verdicts.of(pool.number(place));
        Veto veto = unfit == null ? distinct.check(pool.number(place)) : unfit;
        if (veto != null) {
            veto(place, veto);
            return;
        }
        NodeRoom room = pool.room(place);
        switch (demand.weigh(room)) {
            case Grant.Refused refused -> veto(place, refused.veto());
            case Grant.Given given -> {
                Score score = scorer.score(room, pool.number(place), given, false, 0);
                leaderboard.add(place, combination(place), score.sum(), score.entries());
            }
        }
    }

    private void veto(int place, Veto veto) {
        vetoes[place] = veto;
        counters.add(node(place), veto);
    }

    private Score score(int place, boolean penalised) {
        NodeRoom room = pool.room(place);
        return switch (demand.weigh(room)) {
            case Grant.Given given ->
                scorer.score(room, pool.number(place), given, penalised, spreading.score(combination(place)));
            case Grant.Refused refused ->
                throw new IllegalStateException(
                        "a ranked node refused " + refused.veto().reason());
        };
    }

    private NodeScoreMeta meta(int place) {
        double spread = spreading.score(combination(place));
        Shown known = shown[place];
        if (known == null || known.spread() != spread) {
            known = new Shown(spread, meta(place, false));
            shown[place] = known;
        }
        return known.meta();
    }

    private NodeScoreMeta meta(int place, boolean penalised) {
        Score score = score(place, penalised);
        return new NodeScoreMeta(node(place).id(), score.parts(), score.mean());
    }

    private int combination(int place) {
        return spreading.combinations().of(pool.number(place));
    }

    private Node node(int place) {
        return pool.room(place).node();
    }

    private static boolean contains(int[] places, int wanted) {
        for (int place : places) {
            if (place == wanted) {
                return true;
            }
        }
        return false;
    }
}
