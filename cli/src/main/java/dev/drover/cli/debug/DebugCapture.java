package dev.drover.cli.debug;

import dev.drover.cli.Context;
import dev.drover.model.event.Events;
import dev.drover.model.wire.Json;
import dev.drover.sdk.DroverException;
import dev.drover.sdk.EventStream;
import dev.drover.sdk.EventTopics;
import dev.drover.sdk.Query;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Fills a bundle: once what does not change, each interval what does, and all the time what agents log and what happens. */
final class DebugCapture {
    /** What agents show of their inside without stopping. */
    private static final List<String> PROFILES = List.of("goroutine", "heap");

    private static final List<String> CLUSTER = List.of(
            "/v1/agent/self",
            "/v1/agent/members",
            "/v1/namespaces",
            "/v1/regions",
            "/v1/status/leader",
            "/v1/status/peers",
            "/v1/operator/autopilot/configuration",
            "/v1/operator/raft/configuration",
            "/v1/operator/scheduler/configuration");

    private static final Map<String, String> STATE = new TreeMap<>(Map.of(
            "allocations", "/v1/allocations",
            "csi-plugins", "/v1/plugins",
            "csi-volumes", "/v1/volumes",
            "deployments", "/v1/deployments",
            "evaluations", "/v1/evaluations",
            "jobs", "/v1/jobs",
            "node-pools", "/v1/node/pools",
            "nodes", "/v1/nodes",
            "operator-autopilot-health", "/v1/operator/autopilot/health",
            "metrics", "/v1/metrics"));

    private final Context context;
    private final DebugSettings settings;
    private final DebugBundle bundle;

    DebugCapture(Context context, DebugSettings settings, DebugBundle bundle) {
        this.context = context;
        this.settings = settings;
        this.bundle = bundle;
    }

    /** Takes as long as the settings say. */
    void run() throws InterruptedException {
        for (String path : CLUSTER) {
            call("cluster/" + path.substring("/v1/".length()).replace('/', '-') + ".json", path, Query.NONE);
        }
        for (Agent agent : agents()) {
            call(agent.folder() + "/agent-host.json", "/v1/agent/host", agent.on(Query.NONE));
            follow(agent);
            settings.history().ifPresent(kind -> history(agent, kind));
            Thread.ofVirtual().start(() -> profiles(agent));
        }
        settings.topics().ifPresent(this::follow);
        snapshots();
    }

    /** @param parameter of a query, which names the agent by {@code id} */
    private record Agent(String folder, String parameter, String id) {
        Query on(Query query) {
            return query.with(parameter, id);
        }
    }

    private List<Agent> agents() {
        List<Agent> agents = new ArrayList<>();
        settings.servers().forEach(name -> agents.add(new Agent("server/" + name, "server_id", name)));
        settings.nodes().forEach(id -> agents.add(new Agent("client/" + id, "node_id", id)));
        return agents;
    }

    private void call(String file, String path, Query query) {
        try {
            bundle.json(
                    file,
                    context.client().call("GET", path, query, Map.of(), null).value());
        } catch (DroverException refused) {
            bundle.missing(file, context.explain(refused));
        }
    }

    private void follow(Agent agent) {
        Query query = agent.on(Query.NONE)
                .with("log_level", settings.logLevel())
                .withTrue("log_include_location", settings.logLocation());
        follow(agent.folder() + "/monitor.log", () -> context.client().agent().monitor(query));
    }

    private void history(Agent agent, String kind) {
        Query query = kind.equals("on_disk")
                ? agent.on(Query.NONE).withTrue("on_disk", true)
                : agent.on(Query.NONE).with("service_name", "nomad").with("logs_since", kind);
        follow(
                agent.folder() + "/monitor_export.log",
                () -> context.client().agent().monitorExport(query));
    }

    /** Copies lines to the bundle as they come. The thread ends with the stream or with the command, which waits for neither. */
    private void follow(String file, Supplier<InputStream> source) {
        start(file, () -> {
            try (BufferedReader reader =
                    new BufferedReader(new InputStreamReader(source.get(), StandardCharsets.UTF_8))) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    bundle.line(file, line);
                }
            }
        });
    }

    private void follow(EventTopics topics) {
        String file = "cluster/eventstream.json";
        start(file, () -> {
            try (EventStream stream =
                    context.client().events().stream(topics, Query.NONE.index(settings.eventIndex()))) {
                for (Events events : stream) {
                    bundle.line(file, Json.write(events));
                }
            }
        });
    }

    private interface Reading {
        void run() throws IOException;
    }

    private void start(String file, Reading reading) {
        Thread.ofVirtual().name("capture " + file).start(() -> {
            try {
                reading.run();
            } catch (DroverException refused) {
                bundle.missing(file, context.explain(refused));
            } catch (IOException fault) {
                bundle.missing(file, String.valueOf(fault.getMessage()));
            }
        });
    }

    private void profiles(Agent agent) {
        long end = System.nanoTime() + settings.duration().toNanos();
        int number = 0;
        try {
            do {
                long began = System.nanoTime();
                String suffix = "_%04d".formatted(number++);
                for (String name : PROFILES) {
                    profile(agent, name, name + suffix + ".txt", Query.NONE);
                }
                String seconds =
                        Long.toString(Math.max(1, settings.profileDuration().toSeconds()));
                profile(agent, "profile", "profile" + suffix + ".jfr", Query.NONE.with("seconds", seconds));
                Thread.sleep(Duration.ofNanos(Math.max(
                        0,
                        Math.min(
                                settings.profileInterval().toNanos() - (System.nanoTime() - began),
                                end - System.nanoTime()))));
            } while (System.nanoTime() < end);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void profile(Agent agent, String name, String file, Query query) {
        String path = agent.folder() + "/" + file;
        try {
            bundle.write(path, context.client().agent().profile(name, agent.on(query)));
        } catch (DroverException refused) {
            bundle.missing(path, context.explain(refused));
        }
    }

    private void snapshots() throws InterruptedException {
        long end = System.nanoTime() + settings.duration().toNanos();
        for (int number = 0; ; number++) {
            String folder = "nomad/%04d/".formatted(number);
            context.print("    Capture interval " + folder.substring(6, 10));
            STATE.forEach((name, path) -> call(
                    folder + name + ".json",
                    path,
                    name.equals("nodes") || name.equals("metrics") ? Query.NONE : Query.NONE.namespace("*")));
            long left = end - System.nanoTime();
            Thread.sleep(Duration.ofNanos(
                    Math.max(0, Math.min(left, settings.interval().toNanos()))));
            if (left <= settings.interval().toNanos()) {
                return;
            }
        }
    }
}
