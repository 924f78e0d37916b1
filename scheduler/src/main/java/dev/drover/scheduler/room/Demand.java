package dev.drover.scheduler.room;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Something that wants room for one allocation of a group. */
public interface Demand {
    /** What the allocation would get on this node. */
    Grant ask(NodeRoom room, RandomGenerator random);

    /**
     * What the allocation would take of a node that is feasible for the group, as far as scores look at it. Which ports and instances
     * it would get may be left open, so that thousands of nodes can be compared; {@link #ask} has the last word.
     */
    default Grant weigh(NodeRoom room) {
        return probe(room);
    }

    /** Whether and what it would take, without caring which dynamic ports. Asks twice the same give the same. */
    default Grant probe(NodeRoom room) {
        return ask(room, new SplittableRandom(0));
    }
}
