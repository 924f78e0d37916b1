package dev.drover.agent.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.agent.Reload;
import dev.drover.agent.Reply;
import dev.drover.agent.config.AgentConfig;
import dev.drover.agent.config.Settings;
import dev.drover.agent.forward.Dispatch;
import dev.drover.agent.forward.FakeCluster;
import dev.drover.agent.forward.NamedServers;
import dev.drover.agent.forward.Regions;
import dev.drover.agent.forward.ServerWays;
import dev.drover.agent.gate.Gate;
import dev.drover.agent.http.ClientLimits;
import dev.drover.agent.http.HttpServer;
import dev.drover.agent.http.Router;
import dev.drover.server.Server;
import dev.drover.server.ServerConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An agent that is a server and no node, one of three. */
class ServerOnlyTest {
    private final FakeRaft raft = new FakeRaft();
    private final FakeCluster cluster = new FakeCluster();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Server server;
    private HttpServer http;

    @BeforeEach
    void start() throws IOException {
        cluster.lead();
        server = Server.start(ServerConfig.dev(), Clock.systemUTC());
        AgentConfig config = AgentConfig.of(true, new Settings());
        Parts parts = new Parts(
                Optional.of(new Parts.ServerPart(
                        server, "one", cluster, raft, Map.of("raft", () -> Map.of("state", "Leader")))),
                Optional.empty());
        ServerWays ways = new ServerWays(
                "global",
                cluster,
                server::awaitFresh,
                server::state,
                Optional.empty(),
                NamedServers.none(),
                Regions.none());
        http = HttpServer.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), ClientLimits.NONE);
        http.serve(new Dispatch(new Router(Api.routes(config, parts, new Reload(() -> config))), Gate.open(), ways));
    }

    @AfterEach
    void stop() {
        client.shutdownNow();
        http.close();
        server.close();
    }

    private Reply send(String method, String path, byte[] body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + http.port() + path))
                .timeout(Duration.ofSeconds(30))
                .method(method, BodyPublishers.ofByteArray(body))
                .build();
        return Reply.of(client.send(request, BodyHandlers.ofByteArray()));
    }

    private Reply get(String path) throws IOException, InterruptedException {
        return send("GET", path, new byte[0]);
    }

    @Test
    void the_group_is_shown_with_its_leader() throws Exception {
        Reply configuration = get("/v1/operator/raft/configuration");
        assertThat(configuration.text("Servers[0].ID")).isEqualTo("one");
        assertThat(configuration.text("Servers[0].Leader")).isEqualTo("true");
        assertThat(configuration.text("Servers[1].Node")).isEqualTo("two.global");
        assertThat(configuration.text("Servers[1].RaftProtocol")).isEqualTo("3");
        assertThat(configuration.number("Index")).isEqualTo(12);
        assertThat(get("/v1/status/peers").text()).isEqualTo("[\"10.0.0.1:4647\",\"10.0.0.2:4647\",\"10.0.0.3:4647\"]");
    }

    @Test
    void the_leader_is_told_and_so_is_that_there_is_none() throws Exception {
        assertThat(get("/v1/status/leader").text()).isEqualTo("\"here\"");
        assertThat(get("/v1/agent/health").status()).isEqualTo(200);
        cluster.loseLeader(Duration.ofSeconds(3));
        assertThat(get("/v1/status/leader").text()).isEqualTo("\"\"");
        Reply health = get("/v1/agent/health");
        assertThat(health.status()).isEqualTo(500);
        assertThat(health.text("server.ok")).isEqualTo("false");
        assertThat(health.text("server.message")).isEqualTo("No cluster leader");
        assertThat(health.text()).doesNotContain("client");
    }

    @Test
    void a_server_is_removed_by_its_id_or_its_address() throws Exception {
        assertThat(send("DELETE", "/v1/operator/raft/peer?id=two", new byte[0]).status())
                .isEqualTo(200);
        assertThat(send("DELETE", "/v1/operator/raft/peer?address=10.0.0.3:4647", new byte[0])
                        .status())
                .isEqualTo(200);
        assertThat(raft.done).containsExactly("remove two", "remove three");
        assertThat(send("DELETE", "/v1/operator/raft/peer", new byte[0]).status())
                .isEqualTo(400);
        Reply unknown = send("DELETE", "/v1/operator/raft/peer?id=nine", new byte[0]);
        assertThat(unknown.status()).isEqualTo(500);
        assertThat(unknown.text()).contains("\"nine\" was not found in the Raft configuration");
    }

    @Test
    void leadership_goes_to_the_server_that_is_named() throws Exception {
        Reply done = send("PUT", "/v1/operator/raft/transfer-leadership?id=two", new byte[0]);
        assertThat(done.text("From.ID")).isEqualTo("one");
        assertThat(done.text("To.ID")).isEqualTo("two");
        assertThat(done.text("Noop")).isEqualTo("false");
        assertThat(raft.done).containsExactly("transfer two");
        Reply same = send("PUT", "/v1/operator/raft/transfer-leadership?id=one", new byte[0]);
        assertThat(same.text("Noop")).isEqualTo("true");
        assertThat(raft.done).hasSize(1);
    }

    @Test
    void a_snapshot_comes_with_its_checksum() throws Exception {
        raft.snapshot = new byte[500_000];
        new Random(7).nextBytes(raft.snapshot);
        Reply saved = get("/v1/operator/snapshot");
        assertThat(saved.body()).isEqualTo(raft.snapshot);
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(raft.snapshot);
        assertThat(saved.header("Digest"))
                .isEqualTo("sha-256=" + Base64.getEncoder().encodeToString(digest));
        assertThat(saved.header("X-Nomad-Index")).isEqualTo("42");
    }

    @Test
    void a_snapshot_that_cannot_be_made_says_why() throws Exception {
        raft.broken = true;
        Reply refused = get("/v1/operator/snapshot");
        assertThat(refused.status()).isEqualTo(500);
        assertThat(refused.text()).contains("try again");
    }

    @Test
    void a_snapshot_larger_than_any_other_body_is_restored() throws Exception {
        byte[] large = new byte[25 * 1024 * 1024];
        new Random(9).nextBytes(large);
        Reply restored = send("PUT", "/v1/operator/snapshot", large);
        assertThat(restored.status()).isEqualTo(200);
        assertThat(restored.header("X-Nomad-Index")).isEqualTo("43");
        assertThat(raft.restored.toByteArray()).isEqualTo(large);
    }

    @Test
    void what_is_about_nodes_needs_to_name_one_where_there_is_none() throws Exception {
        assertThat(get("/v1/client/stats").status()).isEqualTo(400);
        assertThat(get("/v1/agent/self").text("stats.raft.state")).isEqualTo("Leader");
        assertThat(get("/v1/metrics").status()).isEqualTo(200);
        assertThat(get("/v1/jobs").text()).isEqualTo("[]");
    }

    @Test
    void the_group_is_unwell_while_a_server_is_not_seen() throws Exception {
        Reply health = get("/v1/operator/autopilot/health");
        assertThat(health.status()).isEqualTo(429);
        assertThat(health.text("Healthy")).isEqualTo("false");
        assertThat(health.text("Servers[0].Healthy")).isEqualTo("true");
        assertThat(health.text("Servers[1].SerfStatus")).isEqualTo("failed");
    }
}
