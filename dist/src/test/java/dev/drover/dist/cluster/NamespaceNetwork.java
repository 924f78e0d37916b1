package dev.drover.dist.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Each agent in a network namespace with an address of its own. A bridge connects them, in one more namespace, so that the firewall
 * of the machine has no say; the test reaches them over it as well. Needs root and Linux.
 */
final class NamespaceNetwork implements Network {
    /** A part of the network for benchmarks (RFC 2544), which no route leads to. */
    private static final String PREFIX = "198.18.213.";

    private static final int OF_TEST = 254;

    private final String name = "drv" + ProcessHandle.current().pid() % 100_000;
    private final String toTest = name + "t";
    private final List<String> namespaces = new ArrayList<>();

    /** What an interrupted run leaves would hide part of the network from all others. */
    private final Thread cleaning = new Thread(this::remove, "remove the network of namespaces");

    /** Why there can be no such network here; empty when there can. */
    static String obstacle() {
        if (Shell.attempt("id", "-u").output().strip().equals("0")) {
            return Stream.of("ip", "iptables")
                    .filter(tool -> Stream.of("/usr/sbin", "/sbin", "/usr/bin", "/bin")
                            .noneMatch(folder -> Files.isExecutable(Path.of(folder, tool))))
                    .map(tool -> tool + " is not installed")
                    .findFirst()
                    .orElse("");
        }
        return "network namespaces need root";
    }

    NamespaceNetwork(int agents) {
        Runtime.getRuntime().addShutdownHook(cleaning);
        try {
            String bridge = addNamespace("sw");
            ip("-n", bridge, "link", "add", "br0", "type", "bridge");
            ip("-n", bridge, "link", "set", "br0", "up");
            ip("link", "add", toTest, "type", "veth", "peer", "name", "test", "netns", bridge);
            ip("-n", bridge, "link", "set", "test", "master", "br0", "up");
            ip("addr", "add", PREFIX + OF_TEST + "/24", "dev", toTest);
            ip("link", "set", toTest, "up");
            for (int agent = 0; agent < agents; agent++) {
                addAgent(bridge, agent);
            }
        } catch (AssertionError failure) {
            close();
            throw failure;
        }
    }

    private void addAgent(String bridge, int agent) {
        String own = addNamespace(Integer.toString(agent));
        String port = "p" + agent;
        ip("link", "add", "eth0", "netns", own, "type", "veth", "peer", "name", port, "netns", bridge);
        ip("-n", bridge, "link", "set", port, "master", "br0", "up");
        ip("-n", own, "addr", "add", address(agent) + "/24", "dev", "eth0");
        ip("-n", own, "link", "set", "eth0", "up");
    }

    private String addNamespace(String suffix) {
        String namespace = name + suffix;
        ip("netns", "add", namespace);
        namespaces.add(namespace);
        ip("-n", namespace, "link", "set", "lo", "up");
        return namespace;
    }

    private static void ip(String... words) {
        Shell.run(Stream.concat(Stream.of("ip"), Stream.of(words)).toArray(String[]::new));
    }

    @Override
    public String address(int agent) {
        return PREFIX + (agent + 1);
    }

    @Override
    public List<String> inside(int agent) {
        return List.of("ip", "netns", "exec", name + agent);
    }

    @Override
    public void deafen(int agent, int towards) {
        iptables(agent, "-A", "INPUT", "-s", address(towards), "-j", "DROP");
    }

    @Override
    public void heal() {
        for (int agent = 0; agent < namespaces.size() - 1; agent++) {
            iptables(agent, "-F");
        }
    }

    private void iptables(int agent, String... words) {
        Shell.run(Stream.of(inside(agent).stream(), Stream.of("iptables", "-w"), Stream.of(words))
                .flatMap(part -> part)
                .toArray(String[]::new));
    }

    @Override
    public void close() {
        remove();
        Runtime.getRuntime().removeShutdownHook(cleaning);
    }

    private void remove() {
        Shell.attempt("ip", "link", "del", toTest);
        namespaces.forEach(namespace -> Shell.attempt("ip", "netns", "del", namespace));
        namespaces.clear();
    }
}
