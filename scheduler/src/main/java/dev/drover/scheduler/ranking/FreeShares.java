package dev.drover.scheduler.ranking;

/**
 * Ten to the power of the share that is free, which the formulas of fit are made of. The power is dear and the same amounts come again and
 * again, for nodes are alike and allocations of a group too; so the last answers are kept in a small table, each where its arguments
 * lead to.
 */
final class FreeShares {
    private static final int SLOTS = 256;

    private final long[] used = new long[SLOTS];
    private final long[] all = new long[SLOTS];
    private final double[] answers = new double[SLOTS];

    /**
     * Ten to the power of the free share.
     *
     * @param using how much is in use
     * @param having how much there is; nothing is free of nothing
     */
    double power(long using, long having) {
        if (having <= 0) {
            return 1.0;
        }
        int slot = (int) ((using * 0x9E3779B97F4A7C15L + having) >>> 40) & SLOTS - 1;
        if (used[slot] != using || all[slot] != having) {
            fill(slot, using, having);
        }
        return answers[slot];
    }

    private void fill(int slot, long using, long having) {
        used[slot] = using;
        all[slot] = having;
        answers[slot] = Math.pow(10, 1.0 - (double) using / (double) having);
    }
}
