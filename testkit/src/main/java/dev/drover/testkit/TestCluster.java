package dev.drover.testkit;

import dev.drover.agent.Agent;
import dev.drover.agent.config.AgentConfig;
import dev.drover.agent.config.Settings;
import dev.drover.model.node.NodeStatus;
import dev.drover.sdk.ClientConfig;
import dev.drover.sdk.DroverClient;
import dev.drover.sdk.Retry;
import dev.drover.sdk.Watch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A cluster of real agents on ports of 127.0.0.1: servers that agree over a replicated log on disk, and nodes linked to them.
 *
 * <p>The agents are in the process of the test and not in processes of their own: that saves each the start of a JVM, which makes most
 * of the time that a cluster needs to be ready; the program need not be installed where the test runs; and a debugger sees all of it.
 * What dies in such a cluster is an agent and never a process: tests that kill processes need others.
 */
public final class TestCluster implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int FIRST_TASK_PORT = 20_000;
    private static final int TASK_PORTS = 12_000;

    private final Path folder;
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final List<Agent> servers = new ArrayList<>();
    private final List<Agent> nodes = new ArrayList<>();

    private TestCluster(Path folder) {
        this.folder = folder;
    }

    /**
     * Starts a cluster, which is ready when this returns: a server leads, and all nodes take work.
     *
     * @param servers at least 1
     * @param clients nodes; 0 for a cluster that only keeps records
     * @throws IllegalStateException when it does not become ready, with what the agents said
     */
    public static TestCluster start(int servers, int clients) {
        if (servers < 1 || clients < 0) {
            throw new IllegalArgumentException(
                    "a cluster needs at least one server, not " + servers + " servers and " + clients + " clients");
        }
        TestCluster cluster = new TestCluster(temporaryFolder());
        try {
            cluster.startAgents(servers, clients);
            cluster.awaitNodes(clients);
            return cluster;
        } catch (IOException fault) {
            cluster.close();
            throw new UncheckedIOException("the agents of the test did not start: " + fault.getMessage(), fault);
        } catch (RuntimeException | Error failure) {
            cluster.close();
            throw failure;
        }
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("drover-test-");
        } catch (IOException fault) {
            throw new UncheckedIOException("no folder for the agents of the test: " + fault.getMessage(), fault);
        }
    }

    private void startAgents(int serverCount, int nodeCount) throws IOException {
        List<Integer> rpcPorts = ports(serverCount);
        List<Integer> serfPorts = ports(serverCount);
        for (int number = 0; number < serverCount; number++) {
            Settings settings = settings("server-" + (number + 1), rpcPorts.get(number), serfPorts.get(number));
            put(
                    settings,
                    Map.of(
                            "server.enabled",
                            true,
                            "server.bootstrap_expect",
                            Integer.toString(serverCount),
                            "server.num_schedulers",
                            "1",
                            "server.server_join.retry_join",
                            addresses(serfPorts.subList(0, 1)),
                            "server.server_join.retry_interval",
                            "200ms"));
            servers.add(start(AgentConfig.of(false, settings)));
        }
        for (int number = 0; number < nodeCount; number++) {
            Settings settings = settings("client-" + (number + 1), FreePort.next(), FreePort.next());
            // All nodes are this machine, so that a port given on one of them is taken on all.
            int first = FIRST_TASK_PORT + number * (TASK_PORTS / nodeCount);
            put(
                    settings,
                    Map.of(
                            "client.enabled", true,
                            "client.servers", addresses(rpcPorts),
                            "client.min_dynamic_port", Integer.toString(first),
                            "client.max_dynamic_port", Integer.toString(first + TASK_PORTS / nodeCount - 1),
                            // Asking clouds who we are takes seconds where there is none.
                            "client.options",
                                    Map.of("fingerprint.denylist", "env_aws,env_azure,env_gce,env_digitalocean"),
                            "plugin.raw_exec.config", Map.of("enabled", true),
                            "plugin.mock_driver.config", Map.of("enabled", true)));
            nodes.add(start(AgentConfig.of(false, settings).keepingNothing()));
        }
    }

    private Agent start(AgentConfig config) throws IOException {
        return Agent.start(config, failures::add);
    }

    private static List<Integer> ports(int count) {
        return Stream.generate(FreePort::next).limit(count).toList();
    }

    private static List<String> addresses(List<Integer> ports) {
        return ports.stream().map(port -> "127.0.0.1:" + port).toList();
    }

    private Settings settings(String name, int rpcPort, int serfPort) {
        Settings settings = new Settings();
        put(
                settings,
                Map.of(
                        "name",
                        name,
                        "data_dir",
                        folder.resolve(name).toString(),
                        "bind_addr",
                        "127.0.0.1",
                        "ports.http",
                        "0",
                        "ports.rpc",
                        Integer.toString(rpcPort),
                        "ports.serf",
                        Integer.toString(serfPort),
                        // The clients of a test are all at one address.
                        "limits.http_max_conns_per_client",
                        "0",
                        "limits.rpc_max_conns_per_client",
                        "0"));
        return settings;
    }

    private static void put(Settings settings, Map<String, Object> values) {
        values.forEach((key, value) -> settings.put(key, value, "test cluster"));
    }

    private void awaitNodes(int count) {
        try {
            // Answers too when there shall be none: then it waits for a leader.
            Watch.of(client().nodes()::list)
                    .until(
                            found -> found.stream()
                                            .filter(node -> node.status() == NodeStatus.READY)
                                            .count()
                                    >= count,
                            PATIENCE);
        } catch (TimeoutException late) {
            throw new IllegalStateException(
                    "the cluster of the test did not become ready: " + late.getMessage()
                            + (failures.isEmpty() ? "" : "; " + String.join("; ", failures)),
                    late);
        }
    }

    /** What its agents keep is below. */
    Path folder() {
        return folder;
    }

    /** A client of the first server. */
    public DroverClient client() {
        return client(servers.getFirst());
    }

    /** A client of each server, in the order of their numbers. */
    public List<DroverClient> servers() {
        return servers.stream().map(TestCluster::client).toList();
    }

    /** A client of each node, in the order of their numbers. */
    public List<DroverClient> nodes() {
        return nodes.stream().map(TestCluster::client).toList();
    }

    private static DroverClient client(Agent agent) {
        return new DroverClient(ClientConfig.of("http://" + agent.httpAddress()).withRetry(Retry.USUAL));
    }

    /** Stops the nodes with their tasks, then the servers, and deletes what they kept. */
    @Override
    public void close() {
        nodes.parallelStream().forEach(Agent::close);
        servers.parallelStream().forEach(Agent::close);
        nodes.clear();
        servers.clear();
        delete(folder);
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException fault) {
            System.getLogger(TestCluster.class.getName())
                    .log(System.Logger.Level.WARNING, () -> "could not delete " + folder + ": " + fault.getMessage());
        }
    }
}
