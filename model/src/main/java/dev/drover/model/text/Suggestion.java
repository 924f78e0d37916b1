package dev.drover.model.text;

import java.util.Locale;
import java.util.Optional;

/** Finds the name that was probably meant, by edit distance with swapped neighbours counted once. */
public final class Suggestion {
    private static final int LONGEST_NAME = 60;

    private Suggestion() {}

    /**
     * The candidate nearest to {@code name}, if one is near enough: up to a third of the letters may differ, or the name is
     * a candidate in other case or with other separators. Of several equally near ones the first wins.
     */
    public static Optional<String> nearest(String name, Iterable<String> candidates) {
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            return Optional.empty();
        }
        String wanted = plain(name);
        int best = Math.max(1, name.length() / 3) + 1;
        String found = null;
        for (String candidate : candidates) {
            if (candidate.isEmpty() || candidate.length() > LONGEST_NAME || candidate.equals(name)) {
                continue;
            }
            int distance = distance(wanted, plain(candidate));
            if (distance < best && distance < candidate.length()) {
                best = distance;
                found = candidate;
            }
        }
        return Optional.ofNullable(found);
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }

    /** Insertions, deletions, replacements and swaps of neighbours that lead from one text to the other. */
    public static int distance(String from, String to) {
        int[] beforeLast = new int[to.length() + 1];
        int[] last = new int[to.length() + 1];
        for (int column = 0; column <= to.length(); column++) {
            last[column] = column;
        }
        for (int row = 1; row <= from.length(); row++) {
            int[] current = new int[to.length() + 1];
            current[0] = row;
            for (int column = 1; column <= to.length(); column++) {
                int replaced = last[column - 1] + (from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(replaced, Math.min(last[column], current[column - 1]) + 1);
                boolean swapped = row > 1
                        && column > 1
                        && from.charAt(row - 1) == to.charAt(column - 2)
                        && from.charAt(row - 2) == to.charAt(column - 1);
                if (swapped) {
                    current[column] = Math.min(current[column], beforeLast[column - 2] + 1);
                }
            }
            beforeLast = last;
            last = current;
        }
        return last[to.length()];
    }
}
