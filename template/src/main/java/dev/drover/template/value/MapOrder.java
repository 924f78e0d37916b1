package dev.drover.template.value;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Maps are looped over and written in the order of their keys. */
public final class MapOrder {
    private static final Comparator<Map.Entry<?, ?>> BY_KEY = (left, right) -> compare(left.getKey(), right.getKey());

    private MapOrder() {}

    public static List<Map.Entry<?, ? extends @Nullable Object>> entries(Map<?, ? extends @Nullable Object> map) {
        List<Map.Entry<?, ? extends @Nullable Object>> entries = new ArrayList<>(map.entrySet());
        entries.sort(BY_KEY);
        return entries;
    }

    private static int compare(@Nullable Object left, @Nullable Object right) {
        if (left instanceof Long first && right instanceof Long second) {
            return first.compareTo(second);
        }
        return byCodePoint(GoText.of(left), GoText.of(right));
    }

    /** As the bytes of UTF-8 compare, where characters beyond the first 65,536 come last. */
    public static int byCodePoint(String left, String right) {
        int length = Math.min(left.length(), right.length());
        for (int i = 0; i < length; i++) {
            char first = left.charAt(i);
            char second = right.charAt(i);
            if (first != second) {
                boolean surrogates = Character.isSurrogate(first) != Character.isSurrogate(second);
                return surrogates
                        ? Boolean.compare(Character.isSurrogate(first), Character.isSurrogate(second))
                        : Character.compare(first, second);
            }
        }
        return Integer.compare(left.length(), right.length());
    }
}
