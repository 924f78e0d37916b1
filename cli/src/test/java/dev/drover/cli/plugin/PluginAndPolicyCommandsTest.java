package dev.drover.cli.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.cli.FakeAgent;
import dev.drover.cli.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Storage plugins, recommendations and rules. */
class PluginAndPolicyCommandsTest {
    @TempDir
    Path folder;

    private final FakeAgent agent = new FakeAgent();
    private final Terminal terminal = Terminal.with(agent);

    @AfterEach
    void stop() {
        agent.close();
    }

    @Test
    void plugins_are_listed_and_shown() {
        agent.on(
                        "GET /v1/plugins",
                        "[{\"ID\":\"ebs\",\"Provider\":\"aws.com\",\"ControllersHealthy\":1,\"ControllersExpected\":2,\"NodesHealthy\":3,\"NodesExpected\":3}]")
                .on(
                        "GET /v1/plugin/csi/ebs",
                        "{\"ID\":\"ebs\",\"Provider\":\"aws.com\",\"Version\":\"1\",\"NodesHealthy\":3,\"NodesExpected\":3}");

        assertThat(terminal.run("plugin", "status").out()).isEqualTo("""
                        Container Storage Interface
                        ID   Provider  Controllers Healthy/Expected  Nodes Healthy/Expected
                        ebs  aws.com   1/2                           3/3
                        """);
        assertThat(agent.last("GET /v1/plugins").target()).contains("type=csi");
        assertThat(terminal.run("plugin", "status", "-short", "eb").out()).isEqualTo("""
                        ID             = ebs
                        Provider       = aws.com
                        Version        = 1
                        Nodes Healthy  = 3
                        Nodes Expected = 3
                        """);
    }

    @Test
    void without_plugins_recommendations_or_rules_the_lists_say_so() {
        agent.on("GET /v1/plugins", "[]").on("GET /v1/recommendations", "[]").on("GET /v1/sentinel/policies", "[]");

        assertThat(terminal.run("plugin", "status").out()).contains("No CSI plugins");
        assertThat(terminal.run("plugin", "status", "x").err()).contains("\"x\" found");
        assertThat(terminal.run("recommendation", "list").out()).isEqualTo("No recommendations found\n");
        assertThat(terminal.run("sentinel", "list").out()).isEqualTo("No policies found\n");
    }

    @Test
    void recommendations_are_shown_taken_up_and_dropped() {
        agent.on(
                        "GET /v1/recommendation/r1",
                        "{\"ID\":\"r1\",\"JobID\":\"web\",\"Resource\":\"CPU\",\"Value\":57,\"Current\":500,\"Stats\":{\"max\":5.889}}")
                .on(
                        "PUT /v1/recommendations/apply",
                        "{\"UpdatedJobs\":[{\"JobID\":\"web\",\"Recommendations\":[\"r1\"],\"EvalID\":\"e1\"}]}");

        assertThat(terminal.run("recommendation", "info", "r1").out())
                .contains("Value      = 57")
                .contains("max\n5.89");
        assertThat(terminal.run("recommendation", "apply", "-detach", "r1").out())
                .contains("Errors\nNone")
                .contains("r1");
        assertThat(terminal.run("recommendation", "dismiss", "r1").out())
                .isEqualTo("Successfully dismissed recommendation\n");
        assertThat(agent.last("PUT /v1/recommendations/apply").body()).contains("\"Dismiss\":[\"r1\"]");
    }

    @Test
    void rules_are_written_read_and_deleted() throws IOException {
        Path file = Files.writeString(folder.resolve("r.sentinel"), "main = rule { true }\n");
        agent.on("PUT /v1/sentinel/policy/foo", "")
                .on("GET /v1/sentinel/policy/foo", "{\"Name\":\"foo\",\"Policy\":\"main = rule { true }\"}")
                .on("DELETE /v1/sentinel/policy/foo", "");

        assertThat(terminal.run("sentinel", "apply", "-scope", "submit-job", "foo", file.toString())
                        .out())
                .isEqualTo("Successfully wrote \"foo\" Sentinel policy!\n");
        assertThat(terminal.run("sentinel", "apply", "foo", file.toString()).err())
                .contains("-scope is needed");
        assertThat(terminal.run("sentinel", "read", "-raw", "foo").out()).isEqualTo("main = rule { true }\n");
        assertThat(terminal.run("sentinel", "delete", "foo").code()).isZero();
    }
}
