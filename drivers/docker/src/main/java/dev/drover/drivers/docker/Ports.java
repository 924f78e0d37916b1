package dev.drover.drivers.docker;

import dev.drover.driver.ConfigReader;
import dev.drover.driver.DriverException;
import dev.drover.driver.TaskLaunch;
import dev.drover.driver.TaskLaunch.PortBinding;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Ports of the container that are reachable at ports of the host. */
final class Ports {
    private Ports() {}

    /** From {@code 6379/tcp} to where it is published; each port for TCP and UDP. */
    static Map<String, Object> published(TaskLaunch launch, ConfigReader config) throws DriverException {
        Map<String, Object> bindings = new TreeMap<>();
        for (String label : config.texts("ports")) {
            PortBinding port = find(launch, "ports", label);
            publish(bindings, port, port.containerPort() > 0 ? port.containerPort() : port.hostPort());
        }
        for (Map.Entry<String, String> entry : config.textMap("port_map").entrySet()) {
            publish(
                    bindings,
                    find(launch, "port_map", entry.getKey()),
                    containerPort(entry.getKey(), entry.getValue()));
        }
        return bindings;
    }

    private static PortBinding find(TaskLaunch launch, String parameter, String label) throws DriverException {
        PortBinding port = launch.ports().get(label);
        if (port == null) {
            throw new DriverException(parameter + ": there is no port \"" + label + "\" in the group's network block");
        }
        return port;
    }

    private static int containerPort(String label, String text) throws DriverException {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new DriverException("port_map: \"" + text + "\" for \"" + label + "\" is not a port");
        }
    }

    private static void publish(Map<String, Object> bindings, PortBinding port, int containerPort) {
        List<Map<String, Object>> hosts =
                List.of(Map.of("HostIp", port.hostIp(), "HostPort", Integer.toString(port.hostPort())));
        bindings.put(containerPort + "/tcp", hosts);
        bindings.put(containerPort + "/udp", hosts);
    }
}
