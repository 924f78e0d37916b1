package dev.drover.agent.api;

import dev.drover.agent.config.AgentConfig;
import dev.drover.agent.http.Answer;
import dev.drover.agent.http.ApiRequest;
import dev.drover.agent.http.Route;
import dev.drover.agent.http.Scope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The threads of this server that plan. Their number is set in the configuration and stays as it is. */
final class SchedulerWorkerRoutes {
    /** Each worker takes evaluations of all types. */
    private static final List<String> TYPES = List.of("batch", "service", "sysbatch", "system");

    private final AgentConfig config;
    private final Parts parts;
    private final Instant started;

    SchedulerWorkerRoutes(AgentConfig config, Parts parts, Instant started) {
        this.config = config;
        this.parts = parts;
        this.started = started;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/v1/agent/schedulers", this::workers).in(Scope.SERVER),
                Route.get("/v1/agent/schedulers/config", this::configuration).in(Scope.SERVER));
    }

    private Answer workers(ApiRequest request) {
        List<Map<String, Object>> workers = new ArrayList<>();
        for (int number = 0; number < config.server().schedulers(); number++) {
            Map<String, Object> worker = new TreeMap<>();
            worker.put("id", "scheduler-" + number);
            worker.put("enabled_schedulers", TYPES);
            worker.put("started", started.toString());
            worker.put("status", "Started");
            worker.put("workload_status", "");
            workers.add(worker);
        }
        return Answer.of(Map.of("server_id", parts.serverPart().id(), "schedulers", workers));
    }

    private Answer configuration(ApiRequest request) {
        return Answer.of(Map.of(
                "server_id", parts.serverPart().id(),
                "num_schedulers", config.server().schedulers(),
                "enabled_schedulers", TYPES));
    }
}
