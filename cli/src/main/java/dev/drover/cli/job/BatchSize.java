package dev.drover.cli.job;

import dev.drover.cli.flags.UsageException;

/**
 * How many of some are taken at once.
 *
 * @param percent whether the amount is a part of all
 */
record BatchSize(int amount, boolean percent) {

    /** Reads {@code 3} or {@code 25%}. */
    static BatchSize parse(String text) throws UsageException {
        boolean percent = text.endsWith("%");
        try {
            int amount = Integer.parseInt(percent ? text.substring(0, text.length() - 1) : text);
            if (amount > 0 && (!percent || amount <= 100)) {
                return new BatchSize(amount, percent);
            }
        } catch (NumberFormatException fault) {
            // Falls through to the same message as for a number that is out of range.
        }
        throw new UsageException("Invalid -batch-size value \"" + text
                + "\": expected a whole number above 0, such as 5, or a percentage up to 100, such as 25%");
    }

    /** A part of them is rounded up. */
    int of(int all) {
        return percent ? Math.max(1, (all * amount + 99) / 100) : amount;
    }
}
