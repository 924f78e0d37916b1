package dev.drover.cli.text;

import dev.drover.cli.Failure;
import java.util.List;
import java.util.function.Function;

/** Picks the one object that the beginning of an id stands for. */
public final class Matches {
    private Matches() {}

    /**
     * The prefix to ask an agent for: agents look ids up by whole bytes, which are two digits each, so an odd last digit is
     * left for {@link #one} to compare.
     */
    public static String askable(String typed) {
        if (typed.length() < 2) {
            throw new Failure("Identifier must contain at least two characters.");
        }
        long digits = typed.chars().filter(letter -> letter != '-').count();
        return digits % 2 == 0 ? typed : typed.substring(0, typed.length() - 1);
    }

    /**
     * The only one, or the one whose id is exactly what was typed.
     *
     * @param kind in the singular
     * @param table shows the candidates when there are several
     */
    public static <T> T one(
            String kind, String typed, List<T> found, Function<T, String> id, Function<List<T>, Table> table) {
        List<T> matching =
                found.stream().filter(item -> id.apply(item).startsWith(typed)).toList();
        List<T> exact =
                matching.stream().filter(item -> id.apply(item).equals(typed)).toList();
        if (matching.isEmpty()) {
            throw new Failure("No " + kind + "(s) with prefix or id \"" + typed + "\" found");
        }
        if (exact.size() == 1) {
            return exact.getFirst();
        }
        if (matching.size() > 1) {
            throw new Failure("Prefix matched multiple " + kind + "s\n\n" + table.apply(matching));
        }
        return matching.getFirst();
    }
}
