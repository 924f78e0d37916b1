package dev.drover.agent.api;

import dev.drover.agent.config.AgentConfig;
import dev.drover.agent.http.Answer;
import dev.drover.agent.http.ApiRequest;
import dev.drover.agent.http.Route;
import dev.drover.agent.http.Scope;
import dev.drover.client.host.Host;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The machine that the agent runs on, as somebody wants to know it who looks for the cause of a trouble. */
final class HostRoutes {
    private static final long MEBIBYTE = 1024 * 1024;
    private static final Pattern SECRET =
            Pattern.compile("(?i).*(TOKEN|SECRET|PASSW|PASSPHRASE|CREDENTIAL|KEY|AUTH|COOKIE|DSN).*|.*_URL");

    private final AgentConfig config;
    private final Parts parts;

    HostRoutes(AgentConfig config, Parts parts) {
        this.config = config;
        this.parts = parts;
    }

    List<Route> routes() {
        return List.of(Route.get("/v1/agent/host", this::host).in(Scope.NAMED_AGENT));
    }

    private Answer host(ApiRequest request) {
        Inspection.check(config);
        Map<String, Object> host = new TreeMap<>();
        Host.Os os = Host.local().os();
        host.put(
                "OS",
                String.join(
                        " ",
                        os.kernelName(),
                        Host.local().hostname(),
                        os.kernelVersion(),
                        os.kernelArchitecture(),
                        os.name(),
                        os.version()));
        host.put("Network", network());
        host.put("ResolvConf", file("/etc/resolv.conf"));
        host.put("Hosts", file("/etc/hosts"));
        host.put("Environment", environment(System.getenv()));
        host.put("Disk", disks());
        return Answer.of(Map.of("AgentID", id(), "HostData", host));
    }

    private String id() {
        return parts.ownServer()
                .map(Parts.ServerPart::id)
                .orElseGet(() -> parts.client().node().id());
    }

    private static List<Map<String, String>> network() {
        List<Map<String, String>> shown = new ArrayList<>();
        try {
            for (NetworkInterface network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                for (InetAddress address : Collections.list(network.getInetAddresses())) {
                    shown.add(Map.of("name", network.getName(), "address", address.getHostAddress()));
                }
            }
        } catch (SocketException fault) {
            throw new UncheckedIOException(fault);
        }
        return shown;
    }

    /** A small file of the system, or what keeps it from being read. */
    private static String file(String path) {
        try {
            return Files.readString(Path.of(path));
        } catch (IOException fault) {
            return "cannot be read: " + fault.getMessage();
        }
    }

    /** Values that may be secret are not shown. */
    static Map<String, String> environment(Map<String, String> variables) {
        Map<String, String> shown = new TreeMap<>();
        variables.forEach((name, value) -> shown.put(name, SECRET.matcher(name).matches() ? "<redacted>" : value));
        return shown;
    }

    private static Map<String, Map<String, Long>> disks() {
        Map<String, Map<String, Long>> disks = new TreeMap<>();
        for (Host.Mount mount : Host.local().mounts()) {
            try {
                FileStore store = Files.getFileStore(Path.of(mount.mountpoint()));
                long used = store.getTotalSpace() - store.getUnallocatedSpace();
                disks.put(
                        mount.mountpoint(),
                        Map.of("DiskMB", store.getTotalSpace() / MEBIBYTE, "UsedMB", used / MEBIBYTE));
            } catch (IOException unreadable) {
                // What cannot be read is not listed.
            }
        }
        return disks;
    }
}
