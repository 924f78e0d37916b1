package dev.drover.scheduler.reconcile;

import dev.drover.model.alloc.Allocation;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Hands out names such as {@code job.group[3]}: the lowest index that no allocation uses, so that names stay few and are used again. */
public final class NameIndex {
    private static final int NO_INDEX = -1;

    /** Lowest index first; names without an index before all others. */
    static final Comparator<Allocation> BY_INDEX = Comparator.comparingInt(
                    (Allocation allocation) -> of(allocation.name()))
            .thenComparing(Allocation::id);

    private final String prefix;
    private final int count;
    private final BitSet used = new BitSet();

    /** @param count how many allocations the group should have */
    NameIndex(String jobId, String group, int count) {
        this.prefix = jobId + "." + group;
        this.count = count;
    }

    public static String name(String jobId, String group, int index) {
        return jobId + "." + group + "[" + index + "]";
    }

    /** The number in brackets at the end, or -1. */
    static int of(String name) {
        int open = name.lastIndexOf('[');
        if (open < 0 || !name.endsWith("]")) {
            return NO_INDEX;
        }
        try {
            return Integer.parseInt(name.substring(open + 1, name.length() - 1));
        } catch (NumberFormatException notANumber) {
            return NO_INDEX;
        }
    }

    void use(Collection<Allocation> allocations) {
        for (Allocation allocation : allocations) {
            int index = of(allocation.name());
            if (index != NO_INDEX) {
                used.set(index);
            }
        }
    }

    /** The next free names; names are given twice only when every index below the count is in use. */
    List<String> next(int amount) {
        List<String> names = new ArrayList<>();
        int free = used.nextClearBit(0);
        while (names.size() < amount && free < count) {
            names.add(take(free));
            free = used.nextClearBit(free + 1);
        }
        for (int i = 0; names.size() < amount; i++) {
            names.add(take(count == 0 ? i : i % count));
        }
        return names;
    }

    /** Names for canaries: those of the allocations that they are to replace, then free ones, then ones past the count. */
    List<String> nextCanaries(int amount, Collection<Allocation> canaries, Collection<Allocation> replaced) {
        BitSet taken = new BitSet();
        canaries.forEach(canary -> taken.set(Math.max(0, of(canary.name()))));
        List<String> names = new ArrayList<>();
        for (Allocation old : replaced.stream().sorted(BY_INDEX).toList()) {
            int index = of(old.name());
            if (names.size() < amount && index != NO_INDEX && index < count && !taken.get(index)) {
                taken.set(index);
                names.add(take(index));
            }
        }
        int free = 0;
        while (names.size() < amount) {
            free = Math.max(used.nextClearBit(free), taken.nextClearBit(free));
            if (!used.get(free) && !taken.get(free)) {
                names.add(take(free));
            }
        }
        return names;
    }

    private String take(int index) {
        used.set(index);
        return prefix + "[" + index + "]";
    }
}
