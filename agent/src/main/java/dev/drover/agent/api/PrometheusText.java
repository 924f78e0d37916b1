package dev.drover.agent.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The text form that Prometheus reads, version 0.0.4: https://prometheus.io/docs/instrumenting/exposition_formats/. */
final class PrometheusText {
    static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private PrometheusText() {}

    /** All lines of one name stand together, as the form demands. */
    static String of(List<Gauges.Gauge> gauges) {
        Map<String, List<Gauges.Gauge>> byName = new TreeMap<>();
        gauges.forEach(gauge -> byName.computeIfAbsent(name(gauge.name()), unseen -> new ArrayList<>())
                .add(gauge));
        StringBuilder text = new StringBuilder();
        byName.forEach((name, same) -> {
            text.append("# TYPE ").append(name).append(" gauge\n");
            same.forEach(gauge -> text.append(name)
                    .append(labels(gauge.labels()))
                    .append(' ')
                    .append(gauge.value())
                    .append('\n'));
        });
        return text.toString();
    }

    /** Letters, digits and underscores only. */
    private static String name(String text) {
        return text.replaceAll("[^a-zA-Z0-9_]", "_");
    }

    private static String labels(Map<String, String> labels) {
        return labels.isEmpty()
                ? ""
                : labels.entrySet().stream()
                        .map(label -> name(label.getKey()) + "=\"" + escaped(label.getValue()) + '"')
                        .collect(Collectors.joining(",", "{", "}"));
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
