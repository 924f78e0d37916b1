package dev.drover.scheduler.ranking;

/** How many allocations there are for each value of a column, with the least and the most of the values that have any. */
final class ValueCounts {
    private final int[] counts;
    private int inUse;
    private int least;
    private int most;
    private boolean outdated;

    ValueCounts(Column column) {
        this.counts = new int[column.values()];
    }

    void add(int code, int amount) {
        int before = counts[code];
        counts[code] += amount;
        inUse += Integer.signum(counts[code]) - Integer.signum(before);
        // Only a change at either end moves an end.
        outdated |= before == 0 || before == least || before == most || counts[code] < least || counts[code] > most;
    }

    int get(int code) {
        return counts[code];
    }

    /** Whether no value has any. */
    boolean isEmpty() {
        return inUse == 0;
    }

    /** The least of the values in use; 0 when there are none. */
    int least() {
        refresh();
        return least;
    }

    /** The most of all values. */
    int most() {
        refresh();
        return most;
    }

    private void refresh() {
        if (!outdated) {
            return;
        }
        outdated = false;
        least = 0;
        most = 0;
        for (int count : counts) {
            if (count > 0) {
                least = least == 0 ? count : Math.min(least, count);
                most = Math.max(most, count);
            }
        }
    }
}
