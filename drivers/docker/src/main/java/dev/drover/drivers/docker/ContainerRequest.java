package dev.drover.drivers.docker;

import dev.drover.driver.ConfigReader;
import dev.drover.driver.DriverException;
import dev.drover.driver.TaskLaunch;
import dev.drover.drivers.engine.TaskLabels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes the request that makes a task's container. */
final class ContainerRequest {
    private final TaskLaunch launch;
    private final DockerOptions options;
    private final ConfigReader config;

    ContainerRequest(TaskLaunch launch, DockerOptions options) {
        this.launch = launch;
        this.options = options;
        this.config = ConfigReader.of(launch.config());
    }

    /** A mode {@code task:NAME} means the container of another task of the same allocation. */
    static String ofTask(TaskLaunch launch, String mode) {
        return mode.startsWith("task:")
                ? "container:" + TaskLabels.containerName(launch, mode.substring("task:".length()))
                : mode;
    }

    Map<String, Object> body(String image) throws DriverException {
        Map<String, Object> body = new HashMap<>();
        body.put("Image", image);
        body.put("Env", environment());
        body.put("Labels", TaskLabels.of(launch, config.textMap("labels"), options.extraLabels()));
        body.put("User", launch.user());
        body.put("Tty", config.flag("tty", false));
        body.put("OpenStdin", config.flag("interactive", false));
        body.put("WorkingDir", config.text("work_dir", ""));
        boolean ofGroup = NetworkContainers.of(launch).isPresent();
        body.put("Hostname", ofGroup ? hostnameOfGroup() : config.text("hostname", ""));
        body.put("MacAddress", ofGroup ? "" : config.text("mac_address", ""));
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
        // The ports of a group lead into its network by themselves.
        Map<String, Object> published = ofGroup ? Map.of() : Ports.published(launch, config);
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

    /** The engine gives containers of one network one name. */
    private String hostnameOfGroup() throws DriverException {
        if (!config.text("hostname", "").isEmpty()) {
            throw new DriverException("hostname: the tasks of a group with a network of its own share a name;"
                    + " say it in the group's network block");
        }
        return "";
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

    private Map<String, Object> endpoint() {
        Map<String, Object> endpoint = new HashMap<>();
        endpoint.put("Aliases", config.texts("network_aliases"));
        // Newer engines look for it here only.
        endpoint.put("MacAddress", config.text("mac_address", ""));
        endpoint.put(
                "IPAMConfig",
                Map.of("IPv4Address", config.text("ipv4_address", ""), "IPv6Address", config.text("ipv6_address", "")));
        return endpoint;
    }
}
