package dev.drover.scheduler.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * How a cluster filled up.
 *
 * @param atLoads when it held the shares of itself that {@link #LOADS} names, as far as it came
 * @param full when it had to refuse something for the first time
 */
record Fill(List<Moment> atLoads, Moment full) {
    /** Shares of the cluster's volume at which nodes in use are counted on the way. */
    static final List<Double> LOADS = List.of(0.25, 0.5, 0.75);

    Fill {
        atLoads = List.copyOf(atLoads);
    }

    /** A cluster with so much placed on it. */
    record Moment(int allocations, int nodesInUse, long mhz, long memoryMb) {
        private double volume() {
            double cpu = (double) mhz / SyntheticNodes.MHZ;
            double memory = (double) memoryMb / SyntheticNodes.MEMORY_MB;
            return Math.max(cpu, memory);
        }

        /** So many nodes the volume would take at least, however it were cut up. */
        int bound() {
            return (int) Math.ceil(volume());
        }

        /** Nodes in use for each that the volume would take at least. */
        double overhead() {
            return (double) nodesInUse / bound();
        }
    }

    /** Notes the moments on the way. */
    static final class Course {
        private final int nodes;
        private final List<Moment> passed = new ArrayList<>();

        Course(int nodes) {
            this.nodes = nodes;
        }

        /** Something was placed; this is how it is now. */
        void now(Moment moment) {
            if (passed.size() < LOADS.size() && moment.volume() >= LOADS.get(passed.size()) * nodes) {
                passed.add(moment);
            }
        }

        Fill ends(Moment full) {
            return new Fill(passed, full);
        }
    }
}
