package dev.drover.scheduler.bench;

import java.util.Locale;
import java.util.SplittableRandom;

/** What jobs come along in a packing experiment. */
enum Mix {
    /** Each task takes one to three hundredths of a node. */
    SMALL {
        @Override
        Wish next(SplittableRandom random) {
            return new Wish(
                    1 + random.nextInt(10),
                    share(random.nextDouble(0.01, 0.03), SyntheticNodes.MHZ),
                    share(random.nextDouble(0.01, 0.03), SyntheticNodes.MEMORY_MB),
                    false,
                    false);
        }
    },

    /**
     * Most tasks are tiny and most of the volume is in few large ones, as the published traces of large clusters have it: a Pareto
     * distribution from half a hundredth to half of a node, CPU and memory apart by up to a factor of two either way.
     */
    HEAVY {
        @Override
        Wish next(SplittableRandom random) {
            double size = pareto(random, 0.005, 0.5);
            double skew = Math.pow(2, random.nextDouble(-1, 1));
            return new Wish(
                    1 + random.nextInt(5),
                    share(Math.min(0.5, size * Math.sqrt(skew)), SyntheticNodes.MHZ),
                    share(Math.min(0.5, size / Math.sqrt(skew)), SyntheticNodes.MEMORY_MB),
                    false,
                    false);
        }
    },

    /** Tasks of middle size, some of which want an SSD or hosts of their own. */
    CONSTRAINED {
        @Override
        Wish next(SplittableRandom random) {
            return new Wish(
                    1 + random.nextInt(8),
                    share(random.nextDouble(0.02, 0.15), SyntheticNodes.MHZ),
                    share(random.nextDouble(0.02, 0.15), SyntheticNodes.MEMORY_MB),
                    random.nextInt(5) == 0,
                    random.nextInt(5) == 0);
        }
    };

    private static final double TAIL = 1.0;

    /** The next job to come. */
    abstract Wish next(SplittableRandom random);

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static int share(double part, int whole) {
        return Math.max(1, (int) Math.round(part * whole));
    }

    /** Bounded Pareto by inversion. */
    private static double pareto(SplittableRandom random, double least, double most) {
        double ratio = Math.pow(least / most, TAIL);
        return least / Math.pow(1 - random.nextDouble() * (1 - ratio), 1 / TAIL);
    }
}
