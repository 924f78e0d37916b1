package dev.drover.dist.cluster;

import java.util.List;

/** Where the agents of a cluster live, and what may come between them. */
interface Network extends AutoCloseable {
    /** The address that an agent listens at; the test can reach it, whatever is done to others. */
    String address(int agent);

    /** What goes before a command so that it runs where the agent lives. */
    List<String> inside(int agent);

    /** From now on the agent hears nothing of the other; the other still hears of it. */
    void deafen(int agent, int towards);

    /** Undoes every {@link #deafen}. */
    void heal();

    @Override
    void close();

    /** Neither side hears of the other any more. */
    default void part(List<Integer> one, List<Integer> other) {
        for (int left : one) {
            for (int right : other) {
                deafen(left, right);
                deafen(right, left);
            }
        }
    }
}
