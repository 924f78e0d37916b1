package dev.drover.drivers.docker;

import dev.drover.driver.ConfigReader;
import dev.drover.driver.DriverException;
import dev.drover.driver.Surroundings;
import dev.drover.driver.TaskLaunch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a container in the network of its group sees as {@code /etc/hosts} and {@code /etc/resolv.conf}: the group's, with what the task
 * says of its own. The engine makes such files only for networks that it has made itself.
 */
record ResolverFiles(TaskLaunch launch, ConfigReader config) {
    private static final String HOST_GATEWAY = "host-gateway";

    /** Writes them, and says how they are mounted. */
    List<String> binds(Surroundings.Network network) throws DriverException {
        try {
            Path folder = Files.createDirectories(launch.directories().task().resolve("private"));
            List<String> binds = new ArrayList<>();
            Path hosts = folder.resolve("hosts");
            // The same file again, since a running container would not see another one.
            Files.writeString(hosts, Files.readString(network.hosts()) + extraHosts());
            binds.add(hosts + ":/etc/hosts");
            String own = resolver();
            if (!own.isEmpty()) {
                binds.add(Files.writeString(folder.resolve("resolv.conf"), own) + ":/etc/resolv.conf");
            } else {
                network.resolver().ifPresent(file -> binds.add(file + ":/etc/resolv.conf:ro"));
            }
            return binds;
        } catch (IOException fault) {
            throw new DriverException("the task's hosts file cannot be written: " + fault, true);
        }
    }

    private String extraHosts() throws DriverException {
        StringBuilder text = new StringBuilder();
        for (String entry : config.texts("extra_hosts")) {
            int colon = entry.indexOf(':');
            if (colon <= 0 || entry.endsWith(HOST_GATEWAY)) {
                throw new DriverException("extra_hosts: \"" + entry
                        + "\" is not of the form name:address, which is what a group with a network of its own takes");
            }
            text.append(entry.substring(colon + 1))
                    .append(' ')
                    .append(entry, 0, colon)
                    .append('\n');
        }
        return text.toString();
    }

    /** Empty when the task says nothing. */
    private String resolver() {
        StringBuilder text = new StringBuilder();
        config.texts("dns_servers")
                .forEach(server -> text.append("nameserver ").append(server).append('\n'));
        line(text, "search", config.texts("dns_search_domains"));
        line(text, "options", config.texts("dns_options"));
        return text.toString();
    }

    private static void line(StringBuilder text, String word, List<String> values) {
        if (!values.isEmpty()) {
            text.append(word).append(' ').append(String.join(" ", values)).append('\n');
        }
    }
}
