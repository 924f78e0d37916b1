package dev.drover.scheduler.preemption;

import java.util.Collection;

/** How much would be lost with some allocations: mostly the priority of the most important, and a little all of them. */
final class NetPriority {
    /** The published curve: near 1 while little is lost, one half here. */
    private static final double HALF_WAY = 2048.0;

    private static final double STEEPNESS = 0.0048;

    private NetPriority() {}

    static double of(Collection<Candidate> victims) {
        double most = 0;
        double sum = 0;
        for (Candidate victim : victims) {
            most = Math.max(most, victim.priority());
            sum += victim.priority();
        }
        return most == 0 ? 0 : most + sum / most;
    }

    /** From 1 for losing nothing of importance down to 0. */
    static double score(Collection<Candidate> victims) {
        return 1.0 / (1.0 + Math.exp(STEEPNESS * (of(victims) - HALF_WAY)));
    }
}
