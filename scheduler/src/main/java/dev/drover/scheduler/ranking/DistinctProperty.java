package dev.drover.scheduler.ranking;

import dev.drover.model.job.Constraint;
import dev.drover.scheduler.feasibility.Veto;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A limit to how many allocations nodes with the same value of an attribute may have together. The verdict is one for each value: it is
 * passed again only when the count of that value has moved across the limit or beyond it, and only then nodes are judged again.
 */
final class DistinctProperty {
    private static final int USUAL_LIMIT = 1;

    private final String attribute;
    private final Column column;
    private final ValueCounts counts;
    private final int limit;
    private final Veto missing;

    /** The verdicts by code of the value. */
    private final @Nullable Veto[] verdicts;

    private DistinctProperty(String attribute, Column column, ValueCounts counts, int limit) {
        this.attribute = attribute;
        this.column = column;
        this.counts = counts;
        this.limit = limit;
        this.missing = Veto.filtered("missing property \"%s\"".formatted(attribute));
        this.verdicts = new Veto[column.values()];
        for (int code = 0; code < verdicts.length; code++) {
            verdicts[code] = verdict(code);
        }
    }

    /**
     * What the constraint means, if it is a distinct_property.
     *
     * @param group group whose allocations count; those of the whole job where there is none
     */
    static Optional<DistinctProperty> of(Constraint constraint, Optional<String> group, Footprint footprint) {
        if (!constraint.operand().equals("distinct_property")) {
            return Optional.empty();
        }
        String attribute = constraint.leftTarget();
        return Optional.of(new DistinctProperty(
                attribute,
                footprint.inventory().column(attribute),
                footprint.counts(new Footprint.Property(attribute, group)),
                limit(constraint.rightTarget())));
    }

    @Nullable
    Veto check(int number) {
        int code = column.code(number);
        return code == Column.NONE ? missing : verdicts[code];
    }

    /** Passes the verdict on the node's value again; says whether it is another one. */
    boolean reconsider(int number) {
        int code = column.code(number);
        if (code == Column.NONE) {
            return false;
        }
        Veto before = verdicts[code];
        Veto now = verdict(code);
        verdicts[code] = now;
        return now == null ? before != null : !now.equals(before);
    }

    boolean sameValue(int number, int other) {
        return column.code(number) == column.code(other);
    }

    private @Nullable Veto verdict(int code) {
        int used = counts.get(code);
        return used < limit
                ? null
                : Veto.filtered(
                        "distinct_property: %s=%s used by %d allocs".formatted(attribute, column.value(code), used));
    }

    private static int limit(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException noLimit) {
            return USUAL_LIMIT;
        }
    }
}
