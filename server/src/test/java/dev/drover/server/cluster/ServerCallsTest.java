package dev.drover.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.wire.Json;
import org.junit.jupiter.api.Test;

class ServerCallsTest {
    @Test
    void a_question_for_the_leader_and_its_answer_come_through() {
        ServerCalls.LeaderAnswer answer = new ServerCalls.LeaderAnswer("10.0.0.1:4647");

        assertThat(Json.read(answer.getClass(), ServerCalls.WHO_LEADS.write(answer)))
                .isEqualTo(answer);
    }

    @Test
    void a_question_for_a_node_and_its_answer_come_through() {
        ServerCalls.NodeAnswer answer = new ServerCalls.NodeAnswer(true);

        assertThat(Json.read(answer.getClass(), ServerCalls.HAS_NODE.write(answer)))
                .isEqualTo(answer);
    }
}
