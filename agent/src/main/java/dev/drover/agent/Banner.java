package dev.drover.agent;

import dev.drover.agent.api.Version;
import dev.drover.agent.config.AgentConfig;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the agent prints once it is up: where it listens and what it is. Tools wait for its last line. */
final class Banner {
    private Banner() {}

    static String of(AgentConfig config, Agent agent) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("HTTP", "http://" + agent.httpAddress());
        facts.put("Client", Boolean.toString(config.client().enabled()));
        facts.put("Server", Boolean.toString(config.server().enabled()));
        facts.put("Log Level", config.logging().level());
        facts.put("Node", config.name());
        facts.put("Region", config.region() + " (DC: " + config.datacenter() + ")");
        facts.put("Compatible with", "Nomad " + Version.COMPATIBLE);
        int width = facts.keySet().stream().mapToInt(String::length).max().orElse(0);
        StringBuilder text = new StringBuilder("==> Drover agent configuration:\n\n");
        facts.forEach((name, value) -> text.repeat(' ', 7 + width - name.length())
                .append(name)
                .append(": ")
                .append(value)
                .append('\n'));
        return text.append("\n==> Drover agent started! Log data will stream in below:\n\n")
                .toString();
    }
}
