package dev.drover.agent.forward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.rpc.Link;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens to requests while agents are lost. */
class LostAgentsTest {
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
    void without_a_leader_a_read_fails_and_a_stale_one_tells_how_old_it_may_be() throws Exception {
        agents.confirmed = false;
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
        ScriptedAgent lonely = agents.server("lonely", ThreeAgents.SHORT);
        HttpResponse<String> answer = lonely.put("/v1/write", "x");
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).isEqualTo("No cluster leader");
    }

    @Test
    void a_write_that_was_lost_on_its_way_is_sent_once_and_its_outcome_called_unknown() throws Exception {
        ThreeAgents.LosingServices losing = agents.losing();
        follower.cluster.follow(losing.link);
        HttpResponse<String> answer = follower.put("/v1/write", "x");
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).startsWith("rpc error: ").contains("unknown").contains("safe to send");
        assertThat(losing.served).hasValue(1);
    }

    @Test
    void a_read_that_was_lost_is_asked_again_elsewhere() throws Exception {
        ThreeAgents.LosingServices losing = agents.losing();
        Link first = losing.link;
        Link second = agents.nodeToServer;
        agents.nodeToServer = first;
        first.onClose(() -> agents.nodeToServer = second);
        assertThat(node.put("/v1/ask", "again").body()).isEqualTo("follower again");
        assertThat(losing.served).hasValue(1);
    }

    @Test
    void two_servers_that_take_each_other_for_the_leader_do_not_pass_on_for_ever() throws Exception {
        leader.cluster.follow(leader.linkTo(follower));
        HttpResponse<String> answer = follower.put("/v1/write", "x");
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("passed on 3 times");
    }
}
