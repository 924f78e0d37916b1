package dev.drover.agent.api;

import dev.drover.server.metric.Meters;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The text form that Prometheus reads, version 0.0.4: https://prometheus.io/docs/instrumenting/exposition_formats/. */
final class PrometheusText {
    static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private PrometheusText() {}

    /**
     * All lines of one name stand together, as the form demands.
     *
     * @param common labels of all readings
     */
    static String of(List<Gauges.Gauge> gauges, List<Meters.Reading> readings, Map<String, String> common) {
        Map<String, List<Gauges.Gauge>> byName = new TreeMap<>();
        gauges.forEach(gauge -> byName.computeIfAbsent(name(gauge.name()), unseen -> new ArrayList<>())
                .add(gauge));
        StringBuilder text = new StringBuilder();
        byName.forEach((name, same) -> {
            text.append("# TYPE ").append(name).append(" gauge\n");
            same.forEach(gauge -> line(text, name, gauge.labels(), gauge.value()));
        });
        Set<String> named = new HashSet<>();
        for (Meters.Reading reading : readings) {
            String name = name(reading.name());
            boolean counter = reading.kind() == Meters.Kind.COUNTER;
            if (named.add(name)) {
                text.append("# TYPE ").append(name).append(counter ? " counter\n" : " summary\n");
            }
            Map<String, String> all = new TreeMap<>(reading.labels());
            all.putAll(common);
            if (counter) {
                line(text, name, all, reading.total().sum());
            } else {
                line(text, name + "_sum", all, reading.total().sum());
                line(text, name + "_count", all, (double) reading.total().count());
            }
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String name, Map<String, String> labels, double value) {
        text.append(name).append(labels(labels)).append(' ').append(value).append('\n');
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
