package dev.drover.drivers.docker;

import dev.drover.driver.ConfigReader;
import dev.drover.driver.DriverException;
import dev.drover.driver.TaskLaunch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Writes the request that makes a task's container. */
final class ContainerRequest {
    /** Always there, so that a node finds its own containers again, whatever else runs on the engine. */
    static final String NODE_LABEL = "dev.drover.node";

    static final String TASK_LABEL = "dev.drover.task";

    private static final String LABEL_PREFIX = "com.hashicorp.nomad.";

    private final TaskLaunch launch;
    private final DockerOptions options;
    private final ConfigReader config;

    ContainerRequest(TaskLaunch launch, DockerOptions options) {
        this.launch = launch;
        this.options = options;
        this.config = ConfigReader.of(launch.config());
    }

    /** The container's name: that of the task, made unique by the allocation. */
    static String name(TaskLaunch launch) {
        return (launch.task().name() + "-" + launch.allocationId()).replaceAll("[^a-zA-Z0-9_.-]", "_");
    }

    Map<String, Object> body(String image) throws DriverException {
        Map<String, Object> body = new HashMap<>();
        body.put("Image", image);
        body.put("Env", environment());
        body.put("Labels", labels());
        body.put("User", launch.user());
        body.put("Tty", config.flag("tty", false));
        body.put("OpenStdin", config.flag("interactive", false));
        body.put("WorkingDir", config.text("work_dir", ""));
        body.put("Hostname", config.text("hostname", ""));
        body.put("MacAddress", config.text("mac_address", ""));
        if (config.has("entrypoint")) {
            body.put("Entrypoint", config.texts("entrypoint"));
        }
        List<String> command = command();
        if (!command.isEmpty()) {
            body.put("Cmd", command);
        }
        if (Blocks.one(config, "healthchecks").flag("disable", false)) {
            body.put("Healthcheck", Map.of("Test", List.of("NONE")));
        }
        Map<String, Object> published = Ports.published(launch, config);
        Map<String, Object> exposed = new TreeMap<>();
        published.keySet().forEach(port -> exposed.put(port, Map.of()));
        body.put("ExposedPorts", exposed);
        body.put("HostConfig", new HostSettings(launch, options, config).body(published));
        String network = config.text("network_mode", "");
        if (isUserNetwork(network)) {
            body.put("NetworkingConfig", Map.of("EndpointsConfig", Map.of(network, endpoint())));
        }
        return body;
    }

    static boolean isUserNetwork(String mode) {
        return !mode.isEmpty()
                && !List.of("default", "bridge", "host", "none", "nat").contains(mode)
                && !mode.contains(":");
    }

    private List<String> command() {
        List<String> command = new ArrayList<>();
        if (!config.text("command", "").isEmpty()) {
            command.add(config.text("command", ""));
        }
        command.addAll(config.texts("args"));
        return command;
    }

    private List<String> environment() {
        return new TreeMap<>(launch.environment())
                .entrySet().stream()
                        .map(variable -> variable.getKey() + "=" + variable.getValue())
                        .toList();
    }

    private Map<String, String> labels() {
        Map<String, String> facts = Map.of(
                "job_name", launch.jobName(),
                "job_id", launch.jobId(),
                "task_group_name", launch.groupName(),
                "task_name", launch.task().name(),
                "namespace", launch.namespace(),
                "node_name", launch.nodeName(),
                "node_id", launch.nodeId(),
                "short_node_id",
                        launch.nodeId().substring(0, Math.min(8, launch.nodeId().length())));
        Map<String, String> labels = new LinkedHashMap<>(config.textMap("labels"));
        facts.forEach((name, value) -> {
            if (options.extraLabels().stream().anyMatch(pattern -> matches(pattern, name))) {
                labels.put(LABEL_PREFIX + name, value);
            }
        });
        labels.put(LABEL_PREFIX + "alloc_id", launch.allocationId());
        labels.put(NODE_LABEL, launch.nodeId());
        labels.put(TASK_LABEL, launch.taskKey());
        return labels;
    }

    private static boolean matches(String glob, String name) {
        return name.matches(Pattern.quote(glob).replace("*", "\\E.*\\Q"));
    }

    private Map<String, Object> endpoint() {
        Map<String, Object> endpoint = new HashMap<>();
        endpoint.put("Aliases", config.texts("network_aliases"));
        endpoint.put(
                "IPAMConfig",
                Map.of("IPv4Address", config.text("ipv4_address", ""), "IPv6Address", config.text("ipv6_address", "")));
        return endpoint;
    }
}
