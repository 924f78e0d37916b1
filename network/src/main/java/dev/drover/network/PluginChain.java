package dev.drover.network;

import dev.drover.model.wire.Json;
import dev.drover.model.wire.WireException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Calls the plugins of a network: in their order to connect a namespace, each with the result of the one before, and in reverse to
 * take the connection away. The protocol is that of the
 * <a href="https://www.cni.dev/docs/spec/">CNI specification</a>.
 */
record PluginChain(PluginFolders folders, Conflist network) {
    static final String INTERFACE = "eth0";

    /** Where the connection leads to and what it carries; the same for both directions. */
    record Connection(String containerId, String namespace, NetworkRequest request) {}

    /** Connects, and gives the result of the last plugin as it said it. */
    String connect(Connection connection) throws NetworkException, InterruptedException {
        String result = "";
        for (Map<String, Object> plugin : network.plugins()) {
            String said = call("ADD", plugin, connection, result);
            // The loopback interface is nothing that others build upon.
            if (!"loopback".equals(plugin.get("type"))) {
                result = said;
            }
        }
        return result;
    }

    /**
     * Takes the connection away. Every plugin is asked, also when one of them fails.
     *
     * @param result what connecting gave; empty when that is not known
     */
    void disconnect(Connection connection, String result) throws NetworkException, InterruptedException {
        List<String> faults = new ArrayList<>();
        for (Map<String, Object> plugin : network.plugins().reversed()) {
            try {
                call("DEL", plugin, connection, result);
            } catch (NetworkException fault) {
                faults.add(String.valueOf(fault.getMessage()));
            }
        }
        if (!faults.isEmpty()) {
            throw new NetworkException(String.join("; ", faults));
        }
    }

    private String call(String command, Map<String, Object> plugin, Connection connection, String result)
            throws NetworkException, InterruptedException {
        String type = String.valueOf(plugin.get("type"));
        Map<String, Object> config = new LinkedHashMap<>(plugin);
        config.put("name", network.name());
        config.put("cniVersion", network.version());
        if (config.remove("capabilities") instanceof Map<?, ?> capabilities
                && Boolean.TRUE.equals(capabilities.get("portMappings"))) {
            config.put("runtimeConfig", Map.of("portMappings", portMappings(connection.request())));
        }
        if (!result.isEmpty() && !type.equals("loopback")) {
            config.put("prevResult", Json.readObject(result.getBytes(StandardCharsets.UTF_8)));
        }
        Program.Outcome outcome = Program.run(
                List.of(folders.find(type).toString()),
                environment(command, type, connection),
                Json.writeBytes(config));
        if (outcome.status() != 0) {
            throw new NetworkException("CNI plugin " + type + " failed: " + reason(outcome));
        }
        return outcome.output();
    }

    private Map<String, String> environment(String command, String type, Connection connection) {
        String arguments = connection.request().arguments().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(";"));
        return Map.of(
                "CNI_COMMAND",
                command,
                "CNI_CONTAINERID",
                connection.containerId(),
                "CNI_NETNS",
                connection.namespace(),
                "CNI_IFNAME",
                type.equals("loopback") ? "lo" : INTERFACE,
                "CNI_PATH",
                folders.joined(),
                "CNI_ARGS",
                "IgnoreUnknown=true" + (arguments.isEmpty() ? "" : ";" + arguments),
                "PATH",
                "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    }

    /** Both protocols, since a port of a job is for both. */
    private static List<Map<String, Object>> portMappings(NetworkRequest request) {
        List<Map<String, Object>> mappings = new ArrayList<>();
        for (NetworkRequest.MappedPort port : request.ports()) {
            for (String protocol : List.of("tcp", "udp")) {
                Map<String, Object> mapping = new LinkedHashMap<>();
                mapping.put("hostPort", port.hostPort());
                mapping.put("containerPort", port.containerPort());
                mapping.put("protocol", protocol);
                if (!port.hostIp().isEmpty() && !port.hostIp().equals("0.0.0.0")) {
                    mapping.put("hostIP", port.hostIp());
                }
                mappings.add(mapping);
            }
        }
        return mappings;
    }

    /** Plugins say what went wrong as JSON on their output, or in words beside it. */
    private static String reason(Program.Outcome outcome) {
        try {
            Map<String, Object> error = Json.readObject(outcome.output().getBytes(StandardCharsets.UTF_8));
            Object details = error.getOrDefault("details", "");
            return error.getOrDefault("msg", "") + (String.valueOf(details).isEmpty() ? "" : ": " + details);
        } catch (WireException notJson) {
            return "status " + outcome.status() + " " + (outcome.output() + " " + outcome.errors()).strip();
        }
    }
}
