package dev.drover.cli.eval;

import dev.drover.cli.text.Ids;
import dev.drover.cli.text.Table;
import dev.drover.model.alloc.AllocationMetric;
import dev.drover.model.alloc.NodeScoreMeta;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Why a placement failed, or how it was chosen. */
public final class PlacementText {
    private PlacementText() {}

    /** Such as {@code Task Group "g" (failed to place 1 allocation):} with the reasons below. */
    public static List<String> failures(Map<String, AllocationMetric> byGroup, String indent) {
        List<String> lines = new ArrayList<>();
        new TreeMap<>(byGroup).forEach((group, metric) -> {
            int failed = metric.coalescedFailures() + 1;
            lines.add(indent + "Task Group \"" + group + "\" (failed to place " + failed + " allocation"
                    + (failed == 1 ? "" : "s") + "):");
            lines.addAll(reasons(metric, indent + "  "));
        });
        return lines;
    }

    /** The explanations of the servers, if there are any. */
    public static List<String> explanations(Map<String, List<String>> byGroup, String indent) {
        List<String> lines = new ArrayList<>();
        new TreeMap<>(byGroup).forEach((group, sentences) -> {
            lines.add(indent + "Task Group \"" + group + "\" in words:");
            sentences.forEach(sentence -> lines.add(indent + "  - " + sentence));
        });
        return lines;
    }

    /** One line for each thing that kept nodes from being chosen. */
    public static List<String> reasons(AllocationMetric metric, String indent) {
        List<String> lines = new ArrayList<>();
        if (metric.nodesEvaluated() == 0) {
            lines.add("No nodes were eligible for evaluation");
        }
        new TreeMap<>(metric.nodesAvailable()).forEach((datacenter, nodes) -> {
            if (nodes == 0) {
                lines.add("No nodes are available in datacenter \"" + datacenter + "\"");
            }
        });
        new TreeMap<>(metric.classFiltered())
                .forEach((name, nodes) -> lines.add("Class \"" + name + "\": " + nodes + " nodes excluded by filter"));
        new TreeMap<>(metric.constraintFiltered())
                .forEach((rule, nodes) ->
                        lines.add("Constraint \"" + rule + "\": " + nodes + " nodes excluded by filter"));
        if (metric.nodesExhausted() > 0) {
            lines.add("Resources exhausted on " + metric.nodesExhausted() + " nodes");
        }
        new TreeMap<>(metric.classExhausted())
                .forEach((name, nodes) -> lines.add("Class \"" + name + "\" exhausted on " + nodes + " nodes"));
        new TreeMap<>(metric.dimensionExhausted())
                .forEach((name, nodes) -> lines.add("Dimension \"" + name + "\" exhausted on " + nodes + " nodes"));
        metric.quotaExhausted().forEach(quota -> lines.add("Quota limit hit \"" + quota + "\""));
        return lines.stream().map(line -> indent + "* " + line).toList();
    }

    /** The scores of the best nodes. */
    public static String scores(AllocationMetric metric, Ids ids) {
        TreeSet<String> scorers = new TreeSet<>();
        metric.scoreMetaData().forEach(node -> scorers.addAll(node.scores().keySet()));
        scorers.remove("normalized-score");
        List<String> header = new ArrayList<>(List.of("Node"));
        header.addAll(scorers);
        header.add("final score");
        Table table = new Table().row(header);
        for (NodeScoreMeta node : metric.scoreMetaData()) {
            List<String> row = new ArrayList<>(List.of(ids.shown(node.nodeId())));
            scorers.forEach(scorer -> row.add(threeDigits(node.scores().getOrDefault(scorer, 0.0))));
            row.add(threeDigits(node.normScore()));
            table.row(row);
        }
        return table.toString();
    }

    /** Three digits that matter, no zeros after them. */
    static String threeDigits(double value) {
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(3)).stripTrailingZeros();
        return rounded.signum() == 0 ? "0" : rounded.toPlainString();
    }
}
