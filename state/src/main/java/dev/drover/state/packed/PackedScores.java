package dev.drover.state.packed;

import java.util.Arrays;
import java.util.Map;

/** What a node scored, by the name of the scorer; the names are the same for all nodes. */
final class PackedScores extends PackedMap<Double> {
    private static final int KINDS = 1 << 8;
    private static final Common<String[]> COMMON_NAMES = new Common<>(KINDS);

    private final String[] names;
    private final double[] values;

    private PackedScores(String[] names, double[] values) {
        this.names = names;
        this.values = values;
    }

    static Map<String, Double> of(Map<String, Double> scores) {
        if (scores.isEmpty() || scores instanceof PackedScores || scores.containsValue(null)) {
            return scores;
        }
        String[] names = scores.keySet().toArray(new String[0]);
        double[] values = new double[names.length];
        int place = 0;
        for (Double value : scores.values()) {
            values[place++] = value;
        }
        String[] common = COMMON_NAMES.find(Arrays.hashCode(names), known -> Arrays.equals(known, names), () -> names);
        return new PackedScores(common, values);
    }

    @Override
    String[] names() {
        return names;
    }

    @Override
    Double value(int place) {
        return values[place];
    }
}
