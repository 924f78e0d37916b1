package dev.drover.cli.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.cli.FakeAgent;
import dev.drover.cli.Terminal;
import dev.drover.cli.Terminal.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeploymentCommandsTest {
    private static final String ID = "099d6979-bb82-a76b-d5d0-acc432b710b0";

    private final FakeAgent agent = new FakeAgent();
    private final Terminal terminal = Terminal.with(agent);

    @BeforeEach
    void hasDeployment() {
        agent.on(
                "GET /v1/deployments",
                "[{\"ID\":\"" + ID + "\",\"JobID\":\"web\",\"Namespace\":\"shop\",\"Status\":\"running\"}]");
    }

    @AfterEach
    void stop() {
        agent.close();
    }

    @ParameterizedTest
    @CsvSource({"fail, fail, failed", "resume, pause, resumed", "unblock, unblock, unblocked"})
    void a_change_is_told_with_the_evaluation_that_it_made(String word, String path, String done) {
        agent.on("PUT /v1/deployment/" + path + "/" + ID, "{\"EvalID\":\"e1\",\"Index\":9}");

        Result result = terminal.run("deployment", word, "-detach", "099d6979");

        assertThat(result.out()).isEqualTo("Deployment \"" + ID + "\" " + done + "\nEvaluation ID: e1\n");
        assertThat(result.code()).isZero();
        assertThat(agent.last("PUT /v1/deployment/").target()).endsWith("?namespace=shop");
    }

    @Test
    void a_failed_deployment_tells_which_version_it_went_back_to() {
        agent.on("PUT /v1/deployment/fail/" + ID, "{\"EvalID\":\"e1\",\"RevertedJobVersion\":3}");

        assertThat(terminal.run("deployment", "fail", "-detach", "099d6979").out())
                .contains("Auto-reverted to job version 3");
    }

    @Test
    void pausing_has_no_evaluation() {
        agent.on("PUT /v1/deployment/pause/" + ID, "{}");

        assertThat(terminal.run("deployment", "pause", "-verbose", "099d6979").out())
                .isEqualTo("Deployment \"" + ID + "\" paused\n");
        assertThat(agent.last("PUT /v1/deployment/pause").body()).contains("\"Pause\":true");
    }

    @Test
    void canaries_of_all_groups_or_of_some_are_promoted() {
        agent.on("PUT /v1/deployment/promote/" + ID, "{\"EvalID\":\"e1\"}");

        assertThat(terminal.run("deployment", "promote", "-detach", "099d6979").out())
                .isEqualTo("Evaluation ID: e1\n");
        assertThat(agent.last("PUT /v1/deployment/promote").body()).contains("\"All\":true");
        terminal.run("deployment", "promote", "-detach", "-group", "g", "099d6979");
        assertThat(agent.last("PUT /v1/deployment/promote").body())
                .contains("\"All\":false")
                .contains("\"Groups\":[\"g\"]");
    }
}
