package dev.drover.scheduler.ranking;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The places that may be chosen, ordered so that the best of thousands are found by looking at a few.
 *
 * <p>One placement changes the spread score of all nodes with the same values, which would be thousands of scores. But it changes them
 * all alike: among nodes with the same combination of values, and with as many entries in the mean, the order is that of the sums without
 * the spread. So there is a heap for each combination and number of entries, the spread score is added when tops are compared, and
 * only the node that got the allocation has to move. Looking goes down into a heap only as long as it finds places that are good enough.
 */
final class Leaderboard {
    /** More entries than a score can have. */
    private static final int ENTRIES = 8;

    private static final int ABSENT = -1;

    private record Bucket(int combination, int entries, NodeHeap heap) {}

    private final double[] sums;
    private final int[] positions;
    private final int[] bucketOf;

    /** Where in the list the bucket of a combination and number of entries is, plus one. */
    private final int[] bucketAt;

    private final List<Bucket> buckets = new ArrayList<>();

    Leaderboard(int places, int combinations) {
        this.sums = new double[places];
        this.positions = new int[places];
        this.bucketOf = new int[places];
        this.bucketAt = new int[combinations * ENTRIES];
        Arrays.fill(bucketOf, ABSENT);
    }

    /**
     * Takes a place in that is not there.
     *
     * @param entries how many entries make up the sum, the spread left out
     */
    void add(int place, int combination, double sum, int entries) {
        int key = combination * ENTRIES + entries;
        if (bucketAt[key] == 0) {
            buckets.add(new Bucket(combination, entries, new NodeHeap(sums, positions)));
            bucketAt[key] = buckets.size();
        }
        bucketOf[place] = bucketAt[key] - 1;
        sums[place] = sum;
        buckets.get(bucketOf[place]).heap().add(place);
    }

    void remove(int place) {
        if (holds(place)) {
            buckets.get(bucketOf[place]).heap().remove(place);
            bucketOf[place] = ABSENT;
        }
    }

    boolean holds(int place) {
        return bucketOf[place] != ABSENT;
    }

    /**
     * Offers the best places.
     *
     * @param spreads the spread score of each combination
     * @param leftOut places that are not offered
     */
    void best(double[] spreads, int[] leftOut, BestFew few) {
        for (Bucket bucket : buckets) {
            double spread = spreads[bucket.combination()];
            int entries = bucket.entries() + (spread == 0 ? 0 : 1);
            best(bucket.heap(), 0, spread, entries, leftOut, few);
        }
    }

    private void best(NodeHeap heap, int position, double spread, int entries, int[] leftOut, BestFew few) {
        if (position >= heap.size()) {
            return;
        }
        int place = heap.at(position);
        double score = (sums[place] + spread) / entries;
        if (!few.admits(score, place)) {
            return;
        }
        if (!contains(leftOut, place)) {
            few.offer(score, place);
        }
        best(heap, 2 * position + 1, spread, entries, leftOut, few);
        best(heap, 2 * position + 2, spread, entries, leftOut, few);
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
