package dev.drover.agent.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.agent.TestConversation;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bodies of all sorts on their way through several agents. */
class ForwardedBodiesTest {
    private ThreeAgents agents;
    private ScriptedAgent leader;
    private ScriptedAgent follower;
    private ScriptedAgent node;

    @BeforeEach
    void start() throws IOException {
        agents = new ThreeAgents();
        leader = agents.leader;
        follower = agents.follower;
        node = agents.node;
    }

    @AfterEach
    void stop() {
        agents.close();
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
            ThreeAgents.write(
                    out, "PUT /v1/echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\n");
            assertThat(ThreeAgents.readUntil(socket, "one")).startsWith("HTTP/1.1 200");
            ThreeAgents.write(out, "3\r\ntwo\r\n0\r\n\r\n");
            assertThat(ThreeAgents.readUntil(socket, "0\r\n\r\n")).contains("two");
        }
    }

    @Test
    void an_answer_that_comes_early_does_not_wait_for_the_rest_of_the_body() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.port())) {
            socket.setSoTimeout((int) ScriptedAgent.PATIENCE.toMillis());
            ThreeAgents.write(
                    socket.getOutputStream(),
                    "PUT /v1/refuse HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\nonly the beginning");
            assertThat(ThreeAgents.readUntil(socket, "too much")).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void a_body_that_breaks_off_is_not_taken_for_complete() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), follower.port())) {
            ThreeAgents.write(
                    socket.getOutputStream(), "PUT /v1/write HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nhalf");
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
        BufferedReader lines = ThreeAgents.lines(leader.follow("/v1/client/fs/logs/" + ThreeAgents.ALLOCATION));
        assertThat(lines.readLine()).isEqualTo("first");
        node.log.add("second");
        assertThat(lines.readLine()).isEqualTo("second");
        lines.close();
        assertThat(node.logEndsWhileWriting()).isTrue();
    }

    @Test
    void a_conversation_is_held_with_the_node_through_any_agent() throws Exception {
        String path = "/v1/client/allocation/" + ThreeAgents.ALLOCATION + "/exec";
        String large = "x".repeat(100_000);
        try (TestConversation talk =
                TestConversation.open("127.0.0.1:" + leader.port() + path, "X-Nomad-Token", "secret")) {
            assertThat(talk.next()).isEqualTo(ThreeAgents.NODE + " hears secret");
            assertThat(talk.send("one").next()).isEqualTo("one");
            assertThat(talk.send(large).next()).isEqualTo(large);
            assertThat(talk.send("bye").awaitEnd()).isEqualTo("1000 ");
        }
        try (TestConversation talk = TestConversation.open("127.0.0.1:" + leader.port() + path + "?refuse")) {
            assertThat(talk.awaitEnd()).isEqualTo("1008 " + ThreeAgents.NODE + " will not talk");
        }
    }

    @Test
    void a_conversation_ends_at_the_node_when_the_caller_goes() throws Exception {
        String path = "/v1/client/allocation/" + ThreeAgents.ALLOCATION + "/exec";
        try (TestConversation talk = TestConversation.open("127.0.0.1:" + follower.port() + path)) {
            assertThat(talk.next()).endsWith("hears null");
        }
        assertThat(node.conversationEnded.await(30, TimeUnit.SECONDS)).isTrue();
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
}
