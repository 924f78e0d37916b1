package dev.drover.driver;

import java.util.ArrayList;
import java.util.List;

/** Numbers of users or groups, written as {@code 0,10-20}. */
public record IdRanges(List<Range> ranges) {
    public static final IdRanges NONE = new IdRanges(List.of());

    /** Both ends belong to it. */
    public record Range(long first, long last) {}

    public IdRanges {
        ranges = List.copyOf(ranges);
    }

    /**
     * Reads ranges as an operator writes them.
     *
     * @throws IllegalArgumentException when a part is neither a number nor a range of numbers
     */
    public static IdRanges parse(String text) {
        List<Range> ranges = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            if (!part.isBlank()) {
                ranges.add(range(part.strip()));
            }
        }
        return new IdRanges(ranges);
    }

    private static Range range(String part) {
        String[] ends = part.split("-", 2);
        try {
            long first = Long.parseLong(ends[0].strip());
            long last = ends.length == 2 ? Long.parseLong(ends[1].strip()) : first;
            if (last >= first) {
                return new Range(first, last);
            }
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(fault(part), notANumber);
        }
        throw new IllegalArgumentException(fault(part));
    }

    private static String fault(String part) {
        return "\"" + part + "\" is no id and no range of ids; write them like 0,100-200";
    }

    public boolean isEmpty() {
        return ranges.isEmpty();
    }

    public boolean contains(long id) {
        return ranges.stream().anyMatch(range -> id >= range.first() && id <= range.last());
    }
}
