package dev.drover.drivers.rawexec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes variables away by name; {@code *} stands for any characters. */
record VariableFilter(List<String> patterns) {
    VariableFilter and(List<String> more) {
        List<String> all = new ArrayList<>(patterns);
        all.addAll(more);
        return new VariableFilter(all);
    }

    Map<String, String> apply(Map<String, String> environment) {
        Map<String, String> kept = new LinkedHashMap<>(environment);
        kept.keySet().removeIf(name -> patterns.stream().anyMatch(pattern -> matches(pattern, name)));
        return kept;
    }

    /** Compares piece by piece, so that no pattern takes more than linear time. */
    private static boolean matches(String pattern, String name) {
        String[] pieces = pattern.split("\\*", -1);
        if (pieces.length == 1) {
            return pattern.equals(name);
        }
        String first = pieces[0];
        String last = pieces[pieces.length - 1];
        if (!name.startsWith(first) || !name.endsWith(last) || name.length() < first.length() + last.length()) {
            return false;
        }
        int from = first.length();
        int end = name.length() - last.length();
        for (int i = 1; i < pieces.length - 1; i++) {
            int found = name.indexOf(pieces[i], from);
            if (found < 0 || found + pieces[i].length() > end) {
                return false;
            }
            from = found + pieces[i].length();
        }
        return true;
    }
}
