package dev.drover.drivers.mock;

import dev.drover.driver.ConfigReader;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The options of a task.
 *
 * @param startError why its start fails; empty when it does not
 * @param startBlock how long its start takes
 * @param killAfter how long it goes on after it was asked to end
 * @param crashAfter when, counted from its start, the driver is to look as if it had crashed; zero for never
 * @param attributes address and ports that the driver tells of the task
 * @param command what commands in the task do
 */
record MockConfig(
        Behaviour behaviour,
        String startError,
        boolean startErrorRecoverable,
        Duration startBlock,
        Duration killAfter,
        Duration crashAfter,
        Map<String, String> attributes,
        Optional<Behaviour> command,
        List<String> faults) {
    static MockConfig read(Map<String, Object> config) {
        ConfigReader reader = ConfigReader.of(config);
        Map<String, String> attributes = new LinkedHashMap<>();
        String address = reader.text("driver_ip", "");
        if (!address.isEmpty()) {
            attributes.put("ip", address);
        }
        if (reader.flag("driver_advertise", false)) {
            attributes.put("advertise", "true");
        }
        ports(reader).forEach((label, port) -> attributes.put("port." + label, port));
        Behaviour behaviour = Behaviour.read(reader);
        return new MockConfig(
                behaviour,
                reader.text("start_error", ""),
                reader.flag("start_error_recoverable", false),
                Behaviour.duration(reader, "start_block_for"),
                Behaviour.duration(reader, "kill_after"),
                Behaviour.duration(reader, "plugin_exit_after"),
                attributes,
                reader.block("exec_command").map(Behaviour::read),
                reader.finish());
    }

    private static Map<String, String> ports(ConfigReader reader) {
        Map<String, String> ports = new LinkedHashMap<>();
        for (String entry : reader.text("driver_port_map", "").split(",", -1)) {
            int colon = entry.indexOf(':');
            if (colon > 0 && entry.substring(colon + 1).strip().matches("\\d{1,5}")) {
                ports.put(
                        entry.substring(0, colon).strip(),
                        entry.substring(colon + 1).strip());
            } else if (!entry.isBlank()) {
                reader.fault("driver_port_map", "must be a list like http:8080,admin:9090, but has \"" + entry + "\"");
            }
        }
        return ports;
    }
}
