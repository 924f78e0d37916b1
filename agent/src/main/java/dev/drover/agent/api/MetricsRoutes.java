package dev.drover.agent.api;

import dev.drover.agent.http.Answer;
import dev.drover.agent.http.ApiRequest;
import dev.drover.agent.http.HttpException;
import dev.drover.agent.http.Route;
import dev.drover.agent.http.Scope;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Figures for monitoring, as JSON or in the text form of Prometheus. Gauges only: nothing is counted over time yet. */
final class MetricsRoutes {
    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd HH:mm:ss '+0000 UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final Parts parts;
    private final String host;

    /**
     * Routes of one agent.
     *
     * @param host its name, which is a label of every figure
     */
    MetricsRoutes(Parts parts, String host) {
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
                new Answer.Text(200, PrometheusText.CONTENT_TYPE, PrometheusText.of(Gauges.of(parts, host)));
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
        answer.put("Counters", List.of());
        answer.put("Samples", List.of());
        return Answer.of(answer);
    }
}
