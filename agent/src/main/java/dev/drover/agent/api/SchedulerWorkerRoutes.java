package dev.drover.agent.api;

import dev.drover.agent.http.Answer;
import dev.drover.agent.http.ApiRequest;
import dev.drover.agent.http.HttpException;
import dev.drover.agent.http.Route;
import dev.drover.agent.http.Scope;
import dev.drover.model.api.AgentSchedulerWorkerConfigRequest;
import dev.drover.server.ServerConfig;
import dev.drover.server.eval.SchedulerWorkers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The threads of this server that plan. How many there are at first is set in its configuration. */
final class SchedulerWorkerRoutes {
    /** What nobody needs; beyond that the threads only take memory. */
    private static final int MAX_WORKERS = 1024;

    private final Parts parts;
    private final Instant started;

    SchedulerWorkerRoutes(Parts parts, Instant started) {
        this.parts = parts;
        this.started = started;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/v1/agent/schedulers", this::workers).in(Scope.SERVER),
                Route.get("/v1/agent/schedulers/config", request -> configuration())
                        .in(Scope.SERVER),
                Route.write("/v1/agent/schedulers/config", this::set).in(Scope.AGENT));
    }

    private Answer workers(ApiRequest request) {
        List<Map<String, Object>> workers = new ArrayList<>();
        List<String> types = types(own().setting());
        own().busy().forEach((name, busy) -> {
            Map<String, Object> worker = new TreeMap<>();
            worker.put("id", name);
            worker.put("enabled_schedulers", types);
            worker.put("started", started.toString());
            worker.put("status", "Started");
            worker.put("workload_status", busy ? "Scheduling" : "WaitingToDequeue");
            workers.add(worker);
        });
        return Answer.of(Map.of("server_id", parts.serverPart().id(), "schedulers", workers));
    }

    private SchedulerWorkers own() {
        return parts.server().workers();
    }

    private static List<String> types(SchedulerWorkers.Setting setting) {
        return setting.types().stream().sorted().toList();
    }

    private Answer configuration() {
        SchedulerWorkers.Setting setting = own().setting();
        return Answer.of(Map.of(
                "server_id", parts.serverPart().id(),
                "num_schedulers", setting.count(),
                "enabled_schedulers", types(setting)));
    }

    private Answer set(ApiRequest request) {
        if (parts.ownServer().isEmpty()) {
            throw new HttpException(400, "this agent is no server and has no schedulers; ask one that is");
        }
        AgentSchedulerWorkerConfigRequest body = request.body(AgentSchedulerWorkerConfigRequest.class);
        if (body.numSchedulers() < 0 || body.numSchedulers() > MAX_WORKERS) {
            throw new HttpException(
                    400, "num_schedulers has to be from 0 to " + MAX_WORKERS + ", found " + body.numSchedulers());
        }
        Set<String> types = new TreeSet<>(body.enabledSchedulers());
        // What collects garbage is no scheduler here and runs on the leader in any case.
        types.remove("_core");
        if (!ServerConfig.ALL_TYPES.containsAll(types)) {
            throw new HttpException(
                    400,
                    "enabled_schedulers may have service, batch, system and sysbatch, found "
                            + body.enabledSchedulers());
        }
        own().set(new SchedulerWorkers.Setting(body.numSchedulers(), types));
        return configuration();
    }
}
