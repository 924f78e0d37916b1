package dev.drover.agent.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who answers what. */
class ForwardingTest {
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
        assertThat(agents.freshened).hasValue(1);
    }

    @Test
    void a_read_with_a_leader_says_that_it_is_known() throws Exception {
        HttpResponse<String> answer = follower.get("/v1/read");
        assertThat(answer.headers().firstValue("X-Nomad-KnownLeader")).hasValue("true");
        assertThat(answer.headers().firstValue("X-Nomad-LastContact")).hasValue("0");
    }

    @Test
    void a_node_passes_on_all_but_what_is_about_itself() throws Exception {
        assertThat(node.get("/v1/agent/name").body()).isEqualTo(ThreeAgents.NODE);
        assertThat(node.get("/v1/client/stats").body()).isEqualTo(ThreeAgents.NODE);
        assertThat(node.get("/v1/read").body()).contains("follower");
        assertThat(node.put("/v1/ask", "what").body()).isEqualTo("follower what");
        assertThat(node.put("/v1/write", "x").body()).contains("leader - x");
        assertThat(node.get("/v1/status/who").body()).isEqualTo("follower");
    }

    @Test
    void what_is_about_a_node_reaches_it_over_the_link_that_it_made() throws Exception {
        assertThat(follower.get("/v1/client/stats?node_id=" + ThreeAgents.NODE).body())
                .isEqualTo(ThreeAgents.NODE);
        assertThat(leader.get("/v1/client/stats?node_id=" + ThreeAgents.NODE).body())
                .isEqualTo(ThreeAgents.NODE);
    }

    @Test
    void what_is_about_an_allocation_reaches_its_node() throws Exception {
        node.log.add("first");
        try (BufferedReader lines = ThreeAgents.lines(leader.follow("/v1/client/fs/logs/" + ThreeAgents.ALLOCATION))) {
            assertThat(lines.readLine()).isEqualTo("first");
        }
    }

    @Test
    void a_node_answers_what_it_is_sent_even_before_it_knows_the_allocation() throws Exception {
        node.log.add("not yet");
        try (BufferedReader lines =
                ThreeAgents.lines(follower.follow("/v1/client/fs/logs/" + ThreeAgents.JUST_PLACED))) {
            assertThat(lines.readLine()).isEqualTo("not yet");
        }
    }

    @Test
    void what_is_known_nowhere_is_said_by_the_server() throws Exception {
        assertThat(follower.get("/v1/client/fs/logs/" + ThreeAgents.UNKNOWN))
                .returns(404, HttpResponse::statusCode)
                .returns("Unknown allocation \"" + ThreeAgents.UNKNOWN + "\"", HttpResponse::body);
        assertThat(follower.get("/v1/client/fs/logs/short").body()).contains("UUID must be 36 characters");
        assertThat(follower.get("/v1/client/stats?node_id=" + ThreeAgents.UNKNOWN)
                        .body())
                .contains("Unknown node");
        assertThat(follower.get("/v1/client/stats?node_id=" + ThreeAgents.LOST_NODE)
                        .body())
                .contains("No path to node");
        assertThat(follower.get("/v1/client/stats")).returns(400, HttpResponse::statusCode);
        assertThat(follower.get("/v1/nowhere")).returns(404, HttpResponse::statusCode);
    }

    @Test
    void another_region_is_refused_as_long_as_there_is_no_way_to_it() throws Exception {
        HttpResponse<String> answer = node.get("/v1/read?region=europe");
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).startsWith("No path to region \"europe\"");
        assertThat(follower.get("/v1/read?region=global").statusCode()).isEqualTo(200);
        assertThat(follower.get("/v1/agent/name?region=europe").body()).isEqualTo("follower");
    }
}
