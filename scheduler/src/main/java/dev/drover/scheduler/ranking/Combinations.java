package dev.drover.scheduler.ranking;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The combinations of values that nodes have in several columns, numbered from zero. Without columns there is one, of nothing. */
final class Combinations {
    private final int[] byNode;
    private final int[][] parts;

    private Combinations(int[] byNode, int[][] parts) {
        this.byNode = byNode;
        this.parts = parts;
    }

    static Combinations of(int nodes, List<Column> columns) {
        int[] byNode = new int[nodes];
        List<int[]> parts = new ArrayList<>(List.of(new int[0]));
        for (Column column : columns) {
            Map<Long, Integer> known = new HashMap<>();
            List<int[]> longer = new ArrayList<>();
            for (int node = 0; node < nodes; node++) {
                int code = column.code(node);
                int before = byNode[node];
                // One more value for none, which is -1.
                long pair = (long) before * (column.values() + 1) + code + 1;
                byNode[node] = known.computeIfAbsent(pair, unseen -> {
                    longer.add(extended(parts.get(before), code));
                    return longer.size() - 1;
                });
            }
            parts.clear();
            parts.addAll(longer);
        }
        return new Combinations(byNode, parts.toArray(int[][]::new));
    }

    int of(int node) {
        return byNode[node];
    }

    int size() {
        return parts.length;
    }

    /** The code that the combination has in a column. */
    int code(int combination, int column) {
        return parts[combination][column];
    }

    private static int[] extended(int[] shorter, int code) {
        int[] longer = Arrays.copyOf(shorter, shorter.length + 1);
        longer[shorter.length] = code;
        return longer;
    }
}
