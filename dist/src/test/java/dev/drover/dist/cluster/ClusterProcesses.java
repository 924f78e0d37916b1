package dev.drover.dist.cluster;

import static org.awaitility.Awaitility.await;

import dev.drover.dist.FreePort;
import dev.drover.dist.Mounts;
import dev.drover.dist.Processes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A cluster of real processes: servers and nodes of the assembled program, each with a configuration file, ports and a data folder of
 * its own. Closing it ends everything that works in its folder, tasks included. Waiting is asking the HTTP API until a deadline;
 * who gives up shows the last lines of every log.
 */
final class ClusterProcesses implements AutoCloseable {
    /** The lock of tests with clusters: two at once would vote their leaders out on a small machine. */
    static final String ONE_AT_A_TIME = "cluster of servers";

    static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Path folder;
    private final Network network;
    private final List<AgentProcess> servers = new ArrayList<>();
    private final List<AgentProcess> nodes = new ArrayList<>();

    private ClusterProcesses(Path folder, Network network) {
        this.folder = folder;
        this.network = network;
    }

    /**
     * What a cluster is made of.
     *
     * @param alike whether the first servers are the nodes as well
     * @param prepare is given the place of each agent before that is started
     */
    record Layout(int servers, int nodes, boolean alike, Consumer<AgentProcess.Place> prepare) {
        Layout(int servers, int nodes) {
            this(servers, nodes, false, place -> {});
        }
    }

    /**
     * Starts a cluster and waits until it is ready.
     *
     * @param folder gets a folder for each agent
     */
    static ClusterProcesses start(Path folder, Network network, Layout layout) {
        ClusterProcesses cluster = new ClusterProcesses(folder, network);
        try {
            cluster.lay(layout.servers(), layout.nodes(), layout.alike());
            cluster.all().forEach(agent -> layout.prepare().accept(agent.place()));
            cluster.all().forEach(AgentProcess::start);
            cluster.awaitThat("all agents answer", () -> cluster.all().stream().allMatch(ClusterProcesses::answers));
            cluster.awaitReady();
            return cluster;
        } catch (RuntimeException | Error failure) {
            cluster.close();
            throw failure;
        }
    }

    static ClusterProcesses onLoopback(Path folder, int servers, int nodes) {
        return start(folder, new LoopbackNetwork(), new Layout(servers, nodes));
    }

    private void lay(int serverCount, int nodeCount, boolean alike) {
        List<AgentProcess.Place> serverPlaces = new ArrayList<>();
        for (int number = 0; number < serverCount; number++) {
            serverPlaces.add(place("server" + (number + 1), number));
        }
        List<AgentProcess.Place> nodePlaces = new ArrayList<>();
        for (int number = 0; number < nodeCount && !alike; number++) {
            nodePlaces.add(place("node" + (number + 1), serverCount + number));
        }
        Config config = new Config(serverPlaces);
        for (int number = 0; number < serverCount; number++) {
            boolean isNode = alike && number < nodeCount;
            servers.add(agent(serverPlaces.get(number), number, config.of(serverPlaces.get(number), true, isNode)));
        }
        nodes.addAll(alike ? servers.subList(0, nodeCount) : List.of());
        for (int number = 0; number < nodePlaces.size(); number++) {
            AgentProcess.Place place = nodePlaces.get(number);
            nodes.add(agent(place, serverCount + number, config.of(place, false, true)));
        }
    }

    private AgentProcess.Place place(String name, int number) {
        boolean shared = network.inside(number).isEmpty();
        return new AgentProcess.Place(
                name,
                network.address(number),
                shared ? FreePort.next() : 4646,
                shared ? FreePort.next() : 4647,
                shared ? FreePort.next() : 4648,
                folder.resolve(name));
    }

    private AgentProcess agent(AgentProcess.Place place, int number, String config) {
        try {
            Files.createDirectories(place.folder().resolve("tmp"));
            Files.writeString(place.folder().resolve("agent.hcl"), config);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new AgentProcess(place, network.inside(number));
    }

    List<AgentProcess> servers() {
        return List.copyOf(servers);
    }

    List<AgentProcess> nodes() {
        return List.copyOf(nodes);
    }

    List<AgentProcess> all() {
        return Stream.concat(servers.stream(), nodes.stream()).distinct().toList();
    }

    Network network() {
        return network;
    }

    private static boolean answers(AgentProcess agent) {
        if (!agent.isAlive()) {
            throw new AssertionError("an agent ended by itself, " + agent.tail());
        }
        return agent.http().get("/v1/agent/self").ok();
    }

    /** Waits until all servers know the same leader and all nodes are ready. */
    void awaitReady() {
        awaitThat(
                "all servers know the leader",
                () -> leaderNames().size() == 1 && !leaderNames().contains(""));
        awaitThat(
                "all nodes are ready", () -> count(servers.getFirst(), "/v1/nodes", "Status", "ready") == nodes.size());
    }

    /** Waits until a server that runs knows a leader that runs. */
    AgentProcess awaitLeader() {
        awaitThat("somebody leads", () -> leader().isPresent());
        return leader().orElseThrow();
    }

    /** The leader as most of the servers that answer see it, if that one runs. */
    Optional<AgentProcess> leader() {
        Map<String, Long> votes = servers.stream()
                .filter(AgentProcess::isAlive)
                .map(ClusterProcesses::leaderSeenBy)
                .filter(address -> !address.isEmpty())
                .collect(Collectors.groupingBy(address -> address, Collectors.counting()));
        return votes.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .filter(vote -> vote.getValue() > servers.size() / 2)
                .flatMap(vote -> servers.stream()
                        .filter(server -> server.place().rpcAddress().equals(vote.getKey()))
                        .findFirst())
                .filter(AgentProcess::isAlive);
    }

    /** The servers that do not lead. */
    List<AgentProcess> followers() {
        AgentProcess leader = awaitLeader();
        return servers.stream().filter(server -> server != leader).toList();
    }

    private List<String> leaderNames() {
        return servers.stream().map(ClusterProcesses::leaderSeenBy).distinct().toList();
    }

    /** The address of the leader as a server sees it; empty when it sees none. */
    static String leaderSeenBy(AgentProcess server) {
        return server.http()
                .send("GET", "/v1/status/leader", "", Duration.ofSeconds(2))
                .text()
                .replace("\"", "")
                .strip()
                .transform(text -> text.matches("[0-9.]+:[0-9]+") ? text : "");
    }

    /** Index and hash of a server's own state, whatever others say. */
    private static String state(AgentProcess server) {
        Http.Reply reply = server.http().get("/v1/operator/raft/state-hash");
        return reply.ok() ? reply.text() : "no answer from " + server.name();
    }

    /** What the agents say about Raft, such as {@code applied_index}; empty when they do not say it. */
    static List<String> raftFacts(List<AgentProcess> agents, String name) {
        return agents.stream()
                .map(agent -> agent.http().get("/v1/agent/self").at("stats", "raft", name))
                .toList();
    }

    /** Waits until all servers have applied the same commands and made the same state of them. */
    void awaitAgreement() {
        awaitThat(
                "all servers tell the same state",
                () -> servers.stream().map(ClusterProcesses::state).distinct().count() == 1);
    }

    /** How many entries of a list have a field with this value. */
    static long count(AgentProcess agent, String path, String field, String value) {
        return agent.http().get(path).list().stream()
                .filter(entry -> entry instanceof Map<?, ?> map && value.equals(String.valueOf(map.get(field))))
                .count();
    }

    /** Waits until something is true; says what every agent said when it does not come true. */
    void awaitThat(String what, BooleanSupplier condition) {
        try {
            await(what).atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(condition::getAsBoolean);
        } catch (ConditionTimeoutException late) {
            throw new AssertionError(
                    "gave up waiting until " + what + "\n"
                            + all().stream().map(AgentProcess::tail).collect(Collectors.joining("\n\n")),
                    late);
        }
    }

    @Override
    public void close() {
        try {
            network.heal();
        } finally {
            // Twice, for what was being started a moment before.
            for (int round = 0; round < 2; round++) {
                Processes.in(folder).forEach(ProcessHandle::destroyForcibly);
            }
            await("the processes of the cluster end")
                    .atMost(PATIENCE)
                    .until(() -> Processes.in(folder).isEmpty());
            Mounts.removeBelow(folder);
            network.close();
        }
    }

    /** The configuration files. */
    private record Config(List<AgentProcess.Place> servers) {
        String of(AgentProcess.Place place, boolean server, boolean node) {
            String text = """
                    name      = "%s"
                    data_dir  = "%s"
                    bind_addr = "%s"
                    log_level = "INFO"
                    ports {
                      http = %d
                      rpc  = %d
                      serf = %d
                    }
                    """.formatted(
                    place.name(), place.data(), place.address(), place.httpPort(), place.rpcPort(), place.serfPort());
            return text + (server ? ofServer() : "") + (node ? ofNode() : "");
        }

        private String ofServer() {
            return """
                    server {
                      enabled          = true
                      bootstrap_expect = %d
                      server_join {
                        retry_join     = [%s]
                        retry_interval = "1s"
                      }
                    }
                    """.formatted(servers.size(), list(AgentProcess.Place::serfAddress));
        }

        private String ofNode() {
            return """
                    client {
                      enabled = true
                      servers = [%s]
                      options = {
                        "fingerprint.denylist" = "env_aws,env_azure,env_gce,env_digitalocean"
                      }
                    }
                    plugin "raw_exec" {
                      config {
                        enabled = true
                      }
                    }
                    """.formatted(list(AgentProcess.Place::rpcAddress));
        }

        private String list(Function<AgentProcess.Place, String> address) {
            return servers.stream()
                    .map(place -> "\"" + address.apply(place) + "\"")
                    .collect(Collectors.joining(", "));
        }
    }
}
