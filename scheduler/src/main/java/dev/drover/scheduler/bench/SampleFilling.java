package dev.drover.scheduler.bench;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Fills a cluster as schedulers do that look at a sample: for each allocation nodes are walked in random order until log2(n) of them could
 * take it, and the best of those by the same formulas gets it. Refused is only what fits nowhere.
 */
final class SampleFilling {
    private static final int LEAST_SAMPLE = 2;

    private final int sample;
    private final int racks;
    private final SplittableRandom random;
    private final int[] order;
    private final int[] mhz;
    private final int[] memoryMb;
    private final int[] allocations;

    private SampleFilling(int nodes, int racks, long seed, int sample) {
        this.sample = sample;
        this.racks = racks;
        this.random = new SplittableRandom(~seed);
        this.order = IntStream.range(0, nodes).toArray();
        this.mhz = new int[nodes];
        this.memoryMb = new int[nodes];
        this.allocations = new int[nodes];
    }

    /** With the sample that others take: log2(n), and two at least. */
    static Fill fill(Mix mix, int nodes, int racks, long seed) {
        int sample = Math.max(LEAST_SAMPLE, (int) Math.ceil(Math.log(nodes) / Math.log(2)));
        return fill(mix, nodes, racks, seed, sample);
    }

    static Fill fill(Mix mix, int nodes, int racks, long seed, int sample) {
        SampleFilling cluster = new SampleFilling(nodes, racks, seed, sample);
        SplittableRandom random = new SplittableRandom(seed);
        Fill.Course course = new Fill.Course(nodes);
        while (cluster.place(mix.next(random))) {
            course.now(cluster.measure());
        }
        return course.ends(cluster.measure());
    }

    private Fill.Moment measure() {
        return new Fill.Moment(
                IntStream.of(allocations).sum(),
                (int) IntStream.of(allocations).filter(count -> count > 0).count(),
                IntStream.of(mhz).asLongStream().sum(),
                IntStream.of(memoryMb).asLongStream().sum());
    }

    private boolean place(Wish wish) {
        int[] own = new int[order.length];
        for (int i = 0; i < wish.count(); i++) {
            int node = best(wish, own);
            if (node < 0) {
                return false;
            }
            mhz[node] += wish.mhz();
            memoryMb[node] += wish.memoryMb();
            allocations[node]++;
            own[node]++;
        }
        return true;
    }

    /** The best node of a sample, or -1 when none can take it. The order is shuffled as far as it is walked. */
    private int best(Wish wish, int[] own) {
        int best = -1;
        double bestScore = 0;
        int found = 0;
        for (int walked = 0; walked < order.length && found < sample; walked++) {
            int picked = random.nextInt(walked, order.length);
            int node = order[picked];
            order[picked] = order[walked];
            order[walked] = node;
            if (takes(node, wish, own)) {
                found++;
                double score = score(node, wish, own);
                if (best < 0 || score > bestScore) {
                    best = node;
                    bestScore = score;
                }
            }
        }
        return best;
    }

    private boolean takes(int node, Wish wish, int[] own) {
        return mhz[node] + wish.mhz() <= SyntheticNodes.MHZ
                && memoryMb[node] + wish.memoryMb() <= SyntheticNodes.MEMORY_MB
                && (!wish.ssd() || SyntheticNodes.hasSsd(node, racks))
                && (!wish.distinctHosts() || own[node] == 0);
    }

    private double score(int node, Wish wish, int[] own) {
        double freeCpu = 1 - (double) (mhz[node] + wish.mhz()) / SyntheticNodes.MHZ;
        double freeMemory = 1 - (double) (memoryMb[node] + wish.memoryMb()) / SyntheticNodes.MEMORY_MB;
        double fit = Math.clamp(20 - Math.pow(10, freeCpu) - Math.pow(10, freeMemory), 0, 18) / 18;
        return own[node] == 0 ? fit : (fit - (own[node] + 1.0) / wish.count()) / 2;
    }
}
