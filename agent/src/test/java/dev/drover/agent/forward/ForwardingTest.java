package dev.drover.agent.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.model.alloc.AllocationBuilder;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeBuilder;
import dev.drover.model.node.NodeStatus;
import dev.drover.rpc.Channel;
import dev.drover.rpc.Dialer;
import dev.drover.rpc.Identity;
import dev.drover.rpc.Link;
import dev.drover.rpc.Listener;
import dev.drover.rpc.Services;
import dev.drover.server.ServerException;
import dev.drover.state.State;
import dev.drover.state.StateStore;
import dev.drover.state.command.NodeCommand;
import dev.drover.state.command.PlanCommand;
import dev.drover.state.plan.PlanCommit;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A leader, a follower, and a node that is linked to the follower; every request over real HTTP and real links. */
class ForwardingTest {
    private static final String NODE = "11111111-1111-1111-1111-111111111111";
    private static final String LOST_NODE = "22222222-2222-2222-2222-222222222222";
    private static final String ALLOCATION = "aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa";
    private static final String UNKNOWN = "bbbbbbbb-bbbb-bbbb-bbbb-bbbbbbbbbbbb";
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(300);

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final AtomicInteger freshened = new AtomicInteger();
    private final State state = state();
    private volatile boolean confirmed = true;

    private ScriptedAgent leader;
    private ScriptedAgent follower;
    private ScriptedAgent node;
    private Link nodeToServer;

    @BeforeEach
    void start() throws IOException {
        leader = server("leader", LONG);
        follower = server("follower", LONG);
        leader.cluster.lead();
        follower.cluster.follow(follower.linkTo(leader));
        node = opened(new ScriptedAgent(
                NODE,
                Identity.Role.CLIENT,
                agent -> new ClientWays(new OwnNode(() -> NODE, ALLOCATION::equals), wait -> nodeToServer),
                LONG));
        nodeToServer = node.linkTo(follower);
        leader.cluster.reach(NODE, leader.linkTo(follower));
    }

    private ScriptedAgent server(String name, Duration hold) throws IOException {
        return opened(new ScriptedAgent(
                name,
                Identity.Role.SERVER,
                agent -> new ServerWays(
                        "global", agent.cluster, this::freshen, () -> state, Optional.empty(), Regions.none()),
                hold));
    }

    private <T extends AutoCloseable> T opened(T part) {
        opened.addFirst(part);
        return part;
    }

    private void freshen(Duration maxWait) {
        freshened.incrementAndGet();
        if (!confirmed) {
            throw ServerException.failed("No cluster leader");
        }
    }

    private static State state() {
        StateStore store = new StateStore();
        Instant now = Instant.parse("2026-01-02T03:04:05Z");
        store.apply(1, new NodeCommand.Register(node(NODE), now, List.of()));
        store.apply(2, new NodeCommand.Register(node(LOST_NODE), now, List.of()));
        PlanCommit plan = new PlanCommit(
                "evaluation",
                null,
                List.of(AllocationBuilder.builder()
                        .id(ALLOCATION)
                        .namespace("default")
                        .jobId("web")
                        .nodeId(NODE)
                        .build()),
                List.of(),
                List.of(),
                Optional.empty(),
                List.of(),
                now,
                List.of());
        return store.apply(3, new PlanCommand.Commit(plan));
    }

    private static Node node(String id) {
        return NodeBuilder.builder()
                .id(id)
                .name(id)
                .datacenter("dc1")
                .nodePool("default")
                .status(NodeStatus.READY)
                .build();
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable part : opened) {
            part.close();
        }
    }

    @Test
    void a_write_at_a_follower_is_answered_by_the_leader_with_all_that_belongs_to_it() throws Exception {
        HttpResponse<String> answer =
                follower.put("/v1/write?q=a%20b%2Bc", "{\"some\":\"body\"}", "X-Nomad-Token", "secret");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"said\":\"leader secret {\\\"some\\\":\\\"body\\\"} a b+c\"}");
        assertThat(answer.headers().firstValue("X-Nomad-Index")).hasValue("9");
        assertThat(answer.headers().firstValue("X-Extra")).hasValue("kept");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    }

    @Test
    void a_write_at_the_leader_stays_there() throws Exception {
        assertThat(leader.put("/v1/write", "x").body()).contains("leader - x");
    }

    @Test
    void a_read_is_answered_by_the_server_that_is_asked_once_its_state_is_fresh() throws Exception {
        assertThat(follower.get("/v1/read").body()).contains("follower");
        assertThat(freshened).hasValue(1);
    }

    @Test
    void without_a_leader_a_read_fails_and_a_stale_one_tells_how_old_it_may_be() throws Exception {
        confirmed = false;
        follower.cluster.loseLeader(Duration.ofMillis(1234));
        HttpResponse<String> refused = follower.get("/v1/read");
        assertThat(refused.statusCode()).isEqualTo(500);
        assertThat(refused.body()).contains("No cluster leader");
        HttpResponse<String> stale = follower.get("/v1/read?stale");
        assertThat(stale.body()).contains("follower");
        assertThat(stale.headers().firstValue("X-Nomad-KnownLeader")).hasValue("false");
        assertThat(stale.headers().firstValue("X-Nomad-LastContact")).hasValue("1234");
        assertThat(follower.get("/v1/status/who").body()).isEqualTo("follower");
    }

    @Test
    void a_read_with_a_leader_says_that_it_is_known() throws Exception {
        HttpResponse<String> answer = follower.get("/v1/read");
        assertThat(answer.headers().firstValue("X-Nomad-KnownLeader")).hasValue("true");
        assertThat(answer.headers().firstValue("X-Nomad-LastContact")).hasValue("0");
    }

    @Test
    void a_node_passes_on_all_but_what_is_about_itself() throws Exception {
        assertThat(node.get("/v1/agent/name").body()).isEqualTo(NODE);
        assertThat(node.get("/v1/client/stats").body()).isEqualTo(NODE);
        assertThat(node.get("/v1/read").body()).contains("follower");
        assertThat(node.put("/v1/ask", "what").body()).isEqualTo("follower what");
        assertThat(node.put("/v1/write", "x").body()).contains("leader - x");
        assertThat(node.get("/v1/status/who").body()).isEqualTo("follower");
    }

    @Test
    void what_is_about_a_node_reaches_it_over_the_link_that_it_made() throws Exception {
        assertThat(follower.get("/v1/client/stats?node_id=" + NODE).body()).isEqualTo(NODE);
        assertThat(leader.get("/v1/client/stats?node_id=" + NODE).body()).isEqualTo(NODE);
    }

    @Test
    void what_is_about_an_allocation_reaches_its_node() throws Exception {
        node.log.add("first");
        try (BufferedReader lines = lines(leader.follow("/v1/client/fs/logs/" + ALLOCATION))) {
            assertThat(lines.readLine()).isEqualTo("first");
        }
    }

    @Test
    void what_is_known_nowhere_is_said_by_the_server() throws Exception {
        assertThat(follower.get("/v1/client/fs/logs/" + UNKNOWN))
                .returns(404, HttpResponse::statusCode)
                .returns("Unknown allocation \"" + UNKNOWN + "\"", HttpResponse::body);
        assertThat(follower.get("/v1/client/fs/logs/short").body()).contains("UUID must be 36 characters");
        assertThat(follower.get("/v1/client/stats?node_id=" + UNKNOWN).body()).contains("Unknown node");
        assertThat(follower.get("/v1/client/stats?node_id=" + LOST_NODE).body()).contains("No path to node");
        assertThat(follower.get("/v1/client/stats")).returns(400, HttpResponse::statusCode);
        assertThat(follower.get("/v1/nowhere")).returns(404, HttpResponse::statusCode);
    }

    @Test
    void a_write_waits_for_the_next_leader() throws Exception {
        follower.cluster.loseLeader(Duration.ofSeconds(1));
        FutureTask<HttpResponse<String>> write = new FutureTask<>(() -> follower.put("/v1/write", "x"));
        Thread.ofVirtual().start(write);
        follower.cluster.follow(follower.linkTo(leader));
        assertThat(write.get(30, TimeUnit.SECONDS).body()).contains("leader - x");
    }

    @Test
    void a_server_that_is_elected_meanwhile_answers_itself() throws Exception {
        follower.cluster.loseLeader(Duration.ofSeconds(1));
        FutureTask<HttpResponse<String>> write = new FutureTask<>(() -> follower.put("/v1/write", "x"));
        Thread.ofVirtual().start(write);
        follower.cluster.lead();
        assertThat(write.get(30, TimeUnit.SECONDS).body()).contains("follower - x");
    }

    @Test
    void a_link_that_broke_before_is_no_harm_once_there_is_another() throws Exception {
        Link broken = follower.linkTo(leader);
        broken.close();
        follower.cluster.follow(broken);
        FutureTask<HttpResponse<String>> write = new FutureTask<>(() -> follower.put("/v1/write", "x"));
        Thread.ofVirtual().start(write);
        follower.cluster.follow(follower.linkTo(leader));
        assertThat(write.get(30, TimeUnit.SECONDS).body()).contains("leader - x");
        assertThat(leader.writes).hasValue(1);
    }

    @Test
    void without_a_leader_a_write_is_refused_in_the_end() throws Exception {
        ScriptedAgent lonely = server("lonely", SHORT);
        HttpResponse<String> answer = lonely.put("/v1/write", "x");
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).isEqualTo("No cluster leader");
    }

    @Test
    void a_write_that_was_lost_on_its_way_is_sent_once_and_its_outcome_called_unknown() throws Exception {
        LosingServices losing = new LosingServices();
        follower.cluster.follow(losing.link(opened));
        HttpResponse<String> answer = follower.put("/v1/write", "x");
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).startsWith("rpc error: ").contains("unknown").contains("safe to send");
        assertThat(losing.served).hasValue(1);
    }

    @Test
    void a_read_that_was_lost_is_asked_again_elsewhere() throws Exception {
        LosingServices losing = new LosingServices();
        Link first = losing.link(opened);
        Link second = nodeToServer;
        nodeToServer = first;
        first.onClose(() -> nodeToServer = second);
        assertThat(node.put("/v1/ask", "again").body()).isEqualTo("follower again");
        assertThat(losing.served).hasValue(1);
    }

    @Test
    void bodies_of_any_size_travel_in_both_directions() throws Exception {
        byte[] large = new byte[30 * 1024 * 1024];
        new Random(1).nextBytes(large);
        HttpResponse<byte[]> answer = node.bytes("PUT", "/v1/mirror", BodyPublishers.ofByteArray(large));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(large);
    }

    @Test
    void an_answer_may_begin_before_the_body_has_ended() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.port())) {
            socket.setSoTimeout((int) ScriptedAgent.PATIENCE.toMillis());
            OutputStream out = socket.getOutputStream();
            write(out, "PUT /v1/echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\n");
            assertThat(readUntil(socket, "one")).startsWith("HTTP/1.1 200");
            write(out, "3\r\ntwo\r\n0\r\n\r\n");
            assertThat(readUntil(socket, "0\r\n\r\n")).contains("two");
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static String readUntil(Socket socket, String wanted) throws IOException {
        StringBuilder read = new StringBuilder();
        while (read.indexOf(wanted) < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new IOException("ended after " + read);
            }
            read.append((char) next);
        }
        return read.toString();
    }

    @Test
    void an_answer_that_comes_early_does_not_wait_for_the_rest_of_the_body() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.port())) {
            socket.setSoTimeout((int) ScriptedAgent.PATIENCE.toMillis());
            write(
                    socket.getOutputStream(),
                    "PUT /v1/refuse HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\nonly the beginning");
            assertThat(readUntil(socket, "too much")).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void a_body_that_breaks_off_is_not_taken_for_complete() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), follower.port())) {
            write(socket.getOutputStream(), "PUT /v1/write HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nhalf");
        }
        // What follows over the same link is served after what came before.
        assertThat(follower.put("/v1/write", "whole").body()).contains("whole");
        assertThat(leader.writes).hasValue(1);
    }

    @Test
    void a_body_of_unknown_length_ends_where_it_ends() throws Exception {
        byte[] text = "piece by piece".repeat(10_000).getBytes(StandardCharsets.UTF_8);
        HttpResponse<byte[]> answer =
                node.bytes("PUT", "/v1/mirror", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(text)));
        assertThat(answer.body()).isEqualTo(text);
    }

    @Test
    void a_followed_log_comes_line_by_line_and_ends_at_the_node_when_its_reader_goes() throws Exception {
        node.log.add("first");
        BufferedReader lines = lines(leader.follow("/v1/client/fs/logs/" + ALLOCATION));
        assertThat(lines.readLine()).isEqualTo("first");
        node.log.add("second");
        assertThat(lines.readLine()).isEqualTo("second");
        lines.close();
        assertThat(node.logEndsWhileWriting()).isTrue();
    }

    private static BufferedReader lines(InputStream in) {
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    @Test
    void an_answer_that_broke_off_elsewhere_is_not_taken_for_complete() {
        assertThatThrownBy(() -> follower.get("/v1/broken")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> leader.get("/v1/broken")).isInstanceOf(IOException.class);
    }

    @Test
    void an_answer_is_compressed_once() throws Exception {
        HttpResponse<byte[]> answer =
                node.bytes("GET", "/v1/large", BodyPublishers.noBody(), "Accept-Encoding", "gzip");
        assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("gzip");
        byte[] unpacked = new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes();
        assertThat(new String(unpacked, StandardCharsets.UTF_8))
                .contains("follower")
                .hasSizeGreaterThan(5000);
    }

    @Test
    void head_is_answered_without_a_body_from_elsewhere_too() throws Exception {
        HttpResponse<String> answer = node.send("HEAD", "/v1/read", BodyPublishers.noBody());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("X-Nomad-Index")).hasValue("7");
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void two_servers_that_take_each_other_for_the_leader_do_not_pass_on_for_ever() throws Exception {
        leader.cluster.follow(leader.linkTo(follower));
        HttpResponse<String> answer = follower.put("/v1/write", "x");
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("passed on 3 times");
    }

    @Test
    void another_region_is_refused_as_long_as_there_is_no_way_to_it() throws Exception {
        HttpResponse<String> answer = node.get("/v1/read?region=europe");
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).startsWith("No path to region \"europe\"");
        assertThat(follower.get("/v1/read?region=global").statusCode()).isEqualTo(200);
        assertThat(follower.get("/v1/agent/name?region=europe").body()).isEqualTo("follower");
    }

    /** A server that dies as soon as it has a request. */
    private static final class LosingServices implements Services {
        private final AtomicInteger served = new AtomicInteger();

        Link link(Deque<AutoCloseable> opened) throws IOException {
            InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            Identity self = new Identity(Identity.Role.SERVER, "losing", "global");
            Listener listener = Listener.bind(any, self, this, link -> {});
            opened.addFirst(listener);
            return Dialer.dial(
                    new InetSocketAddress(any.getAddress(), listener.port()), self, this, ScriptedAgent.PATIENCE);
        }

        @Override
        public byte[] answer(Link from, String method, byte[] request) {
            return new byte[0];
        }

        @Override
        public void serve(Link from, String method, byte[] request, Channel channel) {
            served.incrementAndGet();
            from.close();
        }
    }
}
