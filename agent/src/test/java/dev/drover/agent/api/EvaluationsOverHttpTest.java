package dev.drover.agent.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.agent.Reply;
import dev.drover.agent.TestAgent;
import dev.drover.agent.TestJobs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EvaluationsOverHttpTest {
    @RegisterExtension
    static final TestAgent agent = new TestAgent();

    @AfterEach
    void goOn() {
        pause(false);
    }

    private static void pause(boolean paused) {
        assertThat(agent.put("/v1/operator/scheduler/configuration", "{\"PauseEvalBroker\": " + paused + "}")
                        .status())
                .isEqualTo(200);
    }

    private static String pending(String job) {
        Reply registered = agent.put("/v1/jobs", TestJobs.job(job, "batch", "true", 1, ""));
        return registered.text("EvalID");
    }

    private static Reply delete(String body) {
        return agent.send("DELETE", "/v1/evaluations", body);
    }

    @Test
    void evaluations_are_counted_and_deleted_by_a_filter_while_the_broker_is_paused() {
        pause(true);
        String first = pending("mine-1");
        String other = pending("yours");
        String filter = "?filter=" + "JobID%20contains%20%22mine%22";

        assertThat(agent.get("/v1/evaluations/count" + filter).number("Count")).isEqualTo(1);
        Reply deleted = delete("{\"Filter\": \"JobID contains \\\"mine\\\"\"}");

        assertThat(deleted.number("Count")).isEqualTo(1);
        assertThat(agent.get("/v1/evaluation/" + first).status()).isEqualTo(404);
        assertThat(agent.get("/v1/evaluation/" + other).text("Status")).isEqualTo("pending");
    }

    @Test
    void what_was_deleted_is_not_worked_on_later_and_the_rest_is() {
        pause(true);
        String gone = pending("gone");
        String kept = pending("kept");
        assertThat(delete("{\"EvalIDs\": [\"" + gone + "\"]}").status()).isEqualTo(200);

        pause(false);

        agent.await(
                "/v1/evaluation/" + kept, evaluation -> evaluation.toString().contains("complete"));
        assertThat(agent.get("/v1/job/gone/allocations").text()).isEqualTo("[]");
    }

    @Test
    void only_a_paused_broker_lets_go_and_only_of_what_is_there() {
        String id = pending("running");
        assertThat(delete("{\"EvalIDs\": [\"" + id + "\"]}").text()).contains("eval broker must be paused");

        pause(true);
        assertThat(delete("{\"EvalIDs\": [\"00000000-0000-0000-0000-000000000000\"]}")
                        .status())
                .isEqualTo(404);
        assertThat(delete("{}").text()).contains("either ID or filter");
        assertThat(delete("{\"Filter\": \"JobID ==\"}").text()).contains("failed to read filter expression");
    }
}
