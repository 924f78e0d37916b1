package dev.drover.agent.api;

import dev.drover.agent.http.Answer;
import dev.drover.agent.http.ApiRequest;
import dev.drover.agent.http.HttpException;
import dev.drover.agent.http.Route;
import dev.drover.agent.http.Scope;
import dev.drover.server.metric.Meters;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Figures for monitoring, as JSON or in the text form of Prometheus. */
final class MetricsRoutes {
    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd HH:mm:ss '+0000 UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final Parts parts;
    private final String host;
    private final Meters calls;

    /**
     * Routes of one agent.
     *
     * @param host its name, which is a label of every figure
     * @param calls how long its answers take
     */
    MetricsRoutes(Parts parts, String host, Meters calls) {
        this.calls = calls;
        this.parts = parts;
        this.host = host;
    }

    List<Route> routes() {
        return List.of(Route.get("/v1/metrics", this::metrics).in(Scope.AGENT));
    }

    private Answer metrics(ApiRequest request) {
        String format = request.query("format").orElse("");
        return switch (format) {
            case "" -> json();
            case "prometheus" ->
                new Answer.Text(
                        200,
                        PrometheusText.CONTENT_TYPE,
                        PrometheusText.of(Gauges.of(parts, host), readings(), Map.of("host", host)));
            default ->
                throw new HttpException(
                        415,
                        "there are no metrics in the format \"" + format
                                + "\"; leave it out for JSON, or ask for prometheus");
        };
    }

    private Answer json() {
        List<Map<String, Object>> gauges = new ArrayList<>();
        for (Gauges.Gauge gauge : Gauges.of(parts, host)) {
            Map<String, Object> shown = new TreeMap<>();
            shown.put("Name", gauge.name());
            shown.put("Value", gauge.value());
            shown.put("Labels", gauge.labels());
            gauges.add(shown);
        }
        Map<String, Object> answer = new TreeMap<>();
        answer.put("Timestamp", TIMESTAMP.format(Instant.now()));
        answer.put("Gauges", gauges);
        answer.put("PrecisionGauges", List.of());
        answer.put("Points", List.of());
        answer.put("Counters", interval(Meters.Kind.COUNTER));
        answer.put("Samples", interval(Meters.Kind.TIMER));
        return Answer.of(answer);
    }

    private List<Meters.Reading> readings() {
        List<Meters.Reading> readings = new ArrayList<>(calls.readings());
        parts.ownServer()
                .ifPresent(part -> readings.addAll(part.server().meters().readings()));
        return readings;
    }

    /** What has happened in the last whole interval. */
    private List<Map<String, Object>> interval(Meters.Kind kind) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (Meters.Reading reading : readings()) {
            Meters.Values values = reading.interval();
            if (reading.kind() != kind || values.count() == 0) {
                continue;
            }
            Map<String, String> labels = new TreeMap<>(reading.labels());
            labels.put("host", host);
            Map<String, Object> shown = new TreeMap<>();
            shown.put("Name", reading.name());
            shown.put("Labels", labels);
            shown.put("Count", values.count());
            shown.put("Sum", values.sum());
            shown.put("Rate", values.sum() / Meters.INTERVAL.toSeconds());
            shown.put("Min", values.min());
            shown.put("Max", values.max());
            shown.put("Mean", values.mean());
            shown.put("Stddev", values.standardDeviation());
            all.add(shown);
        }
        return all;
    }
}
