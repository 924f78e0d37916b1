package dev.drover.scheduler.room;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Something that wants room for one allocation of a group. */
public interface Demand {
    /** What the allocation would get on this node. */
    Grant ask(NodeRoom room, RandomGenerator random);

    /** Whether and what it would take, without caring which dynamic ports. Asks twice the same give the same. */
    default Grant probe(NodeRoom room) {
        return ask(room, new SplittableRandom(0));
    }
}
