package dev.drover.scheduler.ranking;

import dev.drover.scheduler.feasibility.Veto;
import dev.drover.scheduler.room.NodeRoom;
import java.util.List;
import java.util.Optional;

/** Where a node stands for one group. */
sealed interface Contender {
    /**
     * It may be chosen.
     *
     * @param judgement tells an entry apart from older ones of the same node
     * @param order decides between equally good nodes
     */
    record Ranked(NodeRoom room, long judgement, int order, Score score, Bucket bucket) implements Contender {}

    /** It is out. */
    record Vetoed(Veto veto) implements Contender {}

    /**
     * Ranked nodes whose order among themselves is that of their sums, whatever the spread score of their values is: same values, and
     * as many entries in the mean.
     */
    record Bucket(List<Optional<String>> spreadValues, int entries) {}
}
